"""Recording what came out, and taking back what was recorded by mistake."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, NotFound
from mdo_platform.questionnaires import rules
from mdo_platform.questionnaires.models import REMARK_LENGTH, How, Result
from mdo_platform.questionnaires.recorded import as_recorded
from mdo_platform.questionnaires.tools import active_target_groups, score_tool
from mdo_platform.register import definitions
from mdo_platform.register.models import Patient
from mdo_platform.register.services.history import change_record, changeable_patient, note, note_read, one_change
from mdo_platform.register.text import clean_text
from mdo_plugin_api import Score


@dataclass(frozen=True, kw_only=True)
class Taken:
    """When it was taken (None: today), what one should know about it, and the key of the request."""

    on: date | None = None
    remark: str = ""
    key: UUID | None = None


def record_score(
    patient_id: UUID,
    *,
    by: Actor,
    tool: str,
    score: object,
    taken_on: date | None = None,
    remark: str = "",
    idempotency_key: UUID | None = None,
) -> Result:
    """Keep a total that was taken elsewhere; the same key records one. `score` may be typed, with a comma."""
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        if (existing := made_before(patient, key=idempotency_key, tool=tool, how=How.ENTERED)) is not None:
            return existing
        groups = active_target_groups(patient_id)
        found = score_tool(tool, target_groups=groups)
        total = rules.check_score(found, score)
        taken = Taken(on=taken_on, remark=remark, key=idempotency_key)
        return add_result(patient, found, by=by, target_group=groups[0], score=total, how=How.ENTERED, taken=taken)


def add_result(
    patient: Patient,
    tool: Score,
    *,
    by: Actor,
    target_group: str,
    score: float,
    how: str,
    taken: Taken,
    **counted: Any,
) -> Result:
    """The row, its history and its log line, inside the change that locked the patient. It sets nothing else."""
    day = taken.on or timezone.localdate()
    rules.check_day(day, born=patient.birth_date, today=timezone.localdate())
    band = tool.band(score)
    result = Result.objects.create(
        patient=patient,
        tool=tool.code,
        score=score,
        taken_on=day,
        how=how,
        band_label=band.label if band else "",
        band_source=band.source if band else "",
        target_group=target_group,
        definition_version=definitions.version_of(target_group),
        remark=clean_text(" ".join(taken.remark.split()), field="remark", limit=REMARK_LENGTH),
        recorded_by_id=by.user_id,
        recorded_by_name=by.name,
        idempotency_key=taken.key,
        **counted,
    )
    shown = {tool.code: (None, as_recorded(result))}
    note(result, patient_id=patient.pk, by=by, history=shown, target_group=target_group, action="C")
    return result


def made_before(patient: Patient, *, key: UUID | None, tool: str, how: str) -> Result | None:
    """What the first of two equal requests made; the patient's lock makes the second one wait.

    A key names one result for good: Conflict when it made another.
    """
    found = Result.objects.filter(idempotency_key=key).first() if key else None
    if found is None:
        return None
    if (found.patient_id, found.tool, found.how) != (patient.pk, tool, how):
        raise Conflict(_("Dit is al gebruikt om iets anders vast te leggen. Begin opnieuw."))
    note_read(patient.pk, what="patient.read")
    return found


def remove_result(result_id: UUID, *, by: Actor, version: int | None) -> Result:
    """Recorded by mistake: it counts no more, and can be put back. Again changes nothing."""
    with one_change(by):
        result = _locked(result_id, by=by)
        if result.removed_at is not None:
            return result
        return _change(result, by=by, version=version, removed_at=timezone.now(), removed_by_name=by.name)


def put_back_result(result_id: UUID, *, by: Actor) -> Result:
    """Again changes nothing."""
    with one_change(by):
        result = _locked(result_id, by=by)
        return _change(result, by=by, version=None, removed_at=None, removed_by_name="")


def _locked(result_id: UUID, *, by: Actor) -> Result:
    patient_id = Result.objects.filter(pk=result_id).values_list("patient_id", flat=True).first()
    if patient_id is None:
        raise NotFound
    changeable_patient(patient_id, by=by)
    return Result.objects.get(pk=result_id)


def _change(result: Result, *, by: Actor, version: int | None, **changes: Any) -> Result:
    shown = as_recorded(result)
    return change_record(
        result,
        patient_id=result.patient_id,
        by=by,
        version=version,
        changes=changes,
        history={result.tool: (shown, None) if result.removed_at is None else (None, shown)},
        target_group=result.target_group,
    )
