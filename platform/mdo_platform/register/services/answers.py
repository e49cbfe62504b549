from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_platform.register import definitions, rules
from mdo_platform.register.models import Answer, AnswerState, Change, Enrolment, EnrolmentKind, Patient
from mdo_platform.register.queries.records import ended_last
from mdo_platform.register.recorded import in_history

from .history import change_record, changeable_patient, locked_patient, note, one_change, raise_conflict

EMPTY = {"value": None, "state": ""}


def save_answer(
    patient_id: UUID,
    *,
    by: Actor,
    field: str,
    value: Any = None,
    state: str = AnswerState.FILLED,
    version: int | None,
) -> Answer | None:
    """Save one field of a patient (R-08), signed and dated; `version` is 0 for a field that was empty.

    Emptying a field removes the answer (returns None); its history stays. Saving what is already stored is no conflict,
    so an answer that got lost on the way can be sent again.
    """
    with one_change(by):
        # The patient's lock makes two first answers to one field come one after the other.
        patient = _answerable_patient(patient_id, by=by, field=field)
        primary, codes = _target_groups(patient)
        answer = Answer.objects.filter(patient=patient, field=field).first()
        stored = answer.value if answer else None
        cleaned = definitions.clean_answer(field, codes=codes, value=value, state=state, stored=stored)
        if cleaned is None:
            _remove(answer, by=by, version=version)
            return None
        if answer is None:
            return _insert(patient, by=by, field=field, new=cleaned, version=version, enrolment=primary)
        return _update(answer, by=by, new=cleaned, version=version, enrolment=primary)


def _answerable_patient(patient_id: UUID, *, by: Actor, field: str) -> Patient:
    """The locked patient. The evaluation belongs to the end of care, so it is open on a closed record too (R-16)."""
    if not definitions.is_evaluation(field):
        return changeable_patient(patient_id, by=by)
    rules.check_could_change_patient(by, patient_id)
    return locked_patient(patient_id)


def _target_groups(patient: Patient) -> tuple[Enrolment, list[str]]:
    """The primary enrolment and the codes of all; of a closed patient those that the closing ended."""
    active = list(Enrolment.objects.filter(patient=patient, ended_on=None))
    if not active:
        active = ended_last(list(Enrolment.objects.filter(patient=patient)))
    primary = next(enrolment for enrolment in active if enrolment.kind == EnrolmentKind.PRIMARY)
    return primary, [enrolment.target_group for enrolment in active]


def _signed(by: Actor, enrolment: Enrolment) -> dict[str, Any]:
    return {
        "recorded_on": timezone.localdate(),
        "recorded_by_id": by.user_id,
        "recorded_by_name": by.name,
        "target_group": enrolment.target_group,
        "definition_version": definitions.version_of(enrolment.target_group) or enrolment.definition_version,
    }


def _insert(
    patient: Patient, *, by: Actor, field: str, new: dict[str, Any], version: int | None, enrolment: Enrolment
) -> Answer:
    emptied = Change.objects.filter(patient=patient, record="answer", field=field).order_by("-at").first()
    if version:
        # Somebody emptied the field after this author had seen it filled.
        by_name, at = (emptied.by_name, emptied.at) if emptied else (patient.updated_by_name, patient.record_updated_at)
        raise_conflict(0, values=EMPTY, by=by_name, at=at)
    # Versions go on where the emptied answer stopped: whoever saw an earlier one has not seen this one.
    number = emptied.version + 1 if emptied else 1
    answer = Answer.objects.create(patient=patient, field=field, version=number, **new, **_signed(by, enrolment))
    note(answer, patient_id=patient.pk, by=by, history={field: (None, in_history(**new))}, action="C")
    return answer


def _update(answer: Answer, *, by: Actor, new: dict[str, Any], version: int | None, enrolment: Enrolment) -> Answer:
    old: dict[str, Any] = {"value": answer.value, "state": answer.state}
    if old == new:
        return answer
    _check_version(answer, version=version)
    history = {answer.field: (in_history(**old), in_history(**new))}
    changes = new | _signed(by, enrolment)
    return change_record(
        answer, patient_id=answer.patient_id, by=by, version=answer.version, changes=changes, history=history
    )


def _remove(answer: Answer | None, *, by: Actor, version: int | None) -> None:
    if answer is None:
        return
    _check_version(answer, version=version)
    old: dict[str, Any] = {"value": answer.value, "state": answer.state}
    note(answer, patient_id=answer.patient_id, by=by, history={answer.field: (in_history(**old), None)}, action="D")
    answer.delete()


def _check_version(answer: Answer, *, version: int | None) -> None:
    if version is not None and version != answer.version:
        values = {"value": answer.value, "state": answer.state}
        raise_conflict(answer.version, values=values, by=answer.recorded_by_name, at=answer.updated_at)
