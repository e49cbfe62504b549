"""What came out of instruments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.questionnaires.models import Result
from mdo_platform.register import rules
from mdo_platform.register.scores import Scores


def results_of(patient_id: UUID, *, tool: str = "") -> list[Result]:
    """Of a patient that was read by the rules, newest first; what was removed too."""
    found = Result.objects.filter(patient=patient_id)
    if tool:
        found = found.filter(tool=tool)
    return list(found.order_by("-taken_on", "-created_at"))


def results(actor: Actor, patient_id: UUID, *, tool: str = "") -> list[Result]:
    """What counts, newest first; the read is logged before it is returned."""
    if not rules.visible_patients(actor).filter(pk=patient_id).exists():
        raise NotFound
    found = [one for one in results_of(patient_id, tool=tool) if one.removed_at is None]
    record_access(actor, action="R", what="patient.read", patient_ids=[patient_id], detail={"page": "instruments"})
    return found


def result(actor: Actor, result_id: UUID) -> Result:
    """One result of a patient in view, for who reads the patient's page beside it: that is what gets logged."""
    found = Result.objects.filter(pk=result_id, patient__in=rules.visible_patients(actor)).first()
    if found is None:
        raise NotFound
    return found


def scores_of(patient_ids: Sequence[UUID]) -> Mapping[UUID, Scores]:
    """For plugins: day and score by tool, newest first; one query however many patients."""
    rows = Result.objects.filter(patient__in=patient_ids, removed_at=None).order_by("-taken_on", "-created_at")
    found: defaultdict[UUID, defaultdict[str, list[tuple[date, float]]]] = defaultdict(lambda: defaultdict(list))
    for patient_id, tool, taken_on, score in rows.values_list("patient_id", "tool", "taken_on", "score"):
        found[patient_id][tool].append((taken_on, score))
    return {pk: {tool: tuple(rows) for tool, rows in tools.items()} for pk, tools in found.items()}
