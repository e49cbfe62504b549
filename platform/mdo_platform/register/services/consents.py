from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_platform.register import rules
from mdo_platform.register.models import Consent, ConsentGivenBy, ConsentStatus, Patient
from mdo_platform.register.text import clean_text

from .history import change_record, locked_patient, one_change

_SCOPE_LENGTH = 200


def set_consent(
    patient_id: UUID,
    *,
    by: Actor,
    status: str,
    given_by: str = ConsentGivenBy.PATIENT,
    scope: str = "",
    given_on: date | None = None,
) -> Patient:
    """Record what the patient or the representative says about being discussed (R-17). An objection hides at once.

    Of a closed record too: until it is deleted somebody may object to being seen.
    """
    with one_change(by):
        rules.check_could_change_patient(by, patient_id)
        patient = locked_patient(patient_id)
        return store_consent(patient, by=by, status=status, given_by=given_by, scope=scope, given_on=given_on)


def store_consent(
    patient: Patient,
    *,
    by: Actor,
    status: str,
    given_by: str = ConsentGivenBy.PATIENT,
    scope: str = "",
    given_on: date | None = None,
) -> Patient:
    """Write a consent row and make it the newest; for services that checked the rights and hold the patient's lock."""
    _check_choice("status", status, ConsentStatus.values)
    _check_choice("given_by", given_by, ConsentGivenBy.values)
    day = given_on or timezone.localdate()
    if day > timezone.localdate():
        raise Invalid(_("De datum ligt in de toekomst."), fields={"given_on": [_("Kies vandaag of eerder.")]})
    said = {
        "status": status,
        "given_by": given_by,
        "scope": clean_text(scope, field="scope", limit=_SCOPE_LENGTH),
        "given_on": day,
        "recorded_by_id": by.user_id,
        "recorded_by_name": by.name,
    }
    newest = Consent.objects.filter(patient=patient).values(*said).first()
    if newest != said:
        Consent.objects.create(patient=patient, recorded_at=timezone.now(), **said)
    return change_record(patient, patient_id=patient.pk, by=by, version=None, changes={"consent": status})


def ask_consent_again(patient: Patient, *, by: Actor, status: str, **said: Any) -> None:
    """What was said before does not count for another circle of people; an objection stays until it is withdrawn."""
    if status != ConsentStatus.UNKNOWN:
        store_consent(patient, by=by, status=status, **said)
    elif patient.consent != ConsentStatus.OBJECTS:
        store_consent(patient, by=by, status=status)


def _check_choice(field: str, value: str, allowed: list[str]) -> None:
    if value not in allowed:
        sentence = _("Kies een van de mogelijkheden.")
        raise Invalid(sentence, fields={field: [sentence]})
