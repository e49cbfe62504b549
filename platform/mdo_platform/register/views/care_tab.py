"""What the tab with the details shows about diagnoses, who is involved, home care and places."""

from __future__ import annotations

from typing import Any

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import people, queries, rules
from mdo_platform.register.presenters import care
from mdo_tenants.groups.rights import CONSULTANTS_MAY_EDIT

from . import diagnoses, home_care, professionals


def care_context(request: GroupRequest, record: queries.PatientRecord) -> dict[str, Any]:
    """For who only looks no forms are made."""
    actor, patient_id = request.actor, record.patient.pk
    shown = {
        "former": care.former(queries.former_care(record)),
        "places": care.places(record),
        "editing_is_on": CONSULTANTS_MAY_EDIT in actor.switches,
    }
    if not rules.can_change_patient(actor, patient_id):
        return shown
    members = people.colleagues()
    return shown | {
        "diagnosis_form": diagnoses.add_form(patient_id),
        "professional_form": professionals.add_form(
            patient_id, actor=actor, without=[one.user_id for one in record.professionals], members=members
        ),
        "home_care_form": home_care.add_form(patient_id, without=[one.organisation_id for one in record.care]),
        "disciplines": people.disciplines(record.target_groups),
        "can_grant": professionals.can_grant(actor),
        "may_revoke": rules.can_grant_editing(actor),
        "consultants": {one.id for one in members if one.is_consultant},
        "own_organisations": actor.organisation_ids,
    }
