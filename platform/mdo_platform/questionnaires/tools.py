"""The instruments that are offered for a patient, and which of them can be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import NotAllowed, NotFound
from mdo_platform.register.models import Enrolment
from mdo_platform.register.queries.suggestions import catalogue
from mdo_plugin_api import Questionnaire, Score
from mdo_tenants.licences.queries import is_open, permitted_codes


def score_tool(code: str, *, target_groups: Sequence[str]) -> Score:
    """A score or questionnaire that these target groups offer; NotFound for any other."""
    found = next((tool for tool in catalogue(target_groups).tools if tool.code == code), None)
    if not isinstance(found, Score):
        raise NotFound
    return found


def open_questionnaire(code: str, *, target_groups: Sequence[str]) -> Questionnaire:
    """One whose items may be shown; NotAllowed, in words, when its licence is not open."""
    tool = score_tool(code, target_groups=target_groups)
    if not isinstance(tool, Questionnaire):
        raise NotFound
    if not is_open(tool, permitted=permitted_codes()):
        raise NotAllowed(_("Voor deze vragenlijst is nog geen toestemming van de eigenaar. Leg alleen de score vast."))
    return tool


def active_target_groups(patient_id: UUID) -> list[str]:
    """Of an active patient, the primary first."""
    active = Enrolment.objects.filter(patient=patient_id, ended_on=None).order_by("kind", "started_on", "created_at")
    return list(active.values_list("target_group", flat=True))
