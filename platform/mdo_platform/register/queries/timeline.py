"""What was changed about a patient, by whom and when (R-15)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.register import rules
from mdo_platform.register.details import DETAIL_FIELDS
from mdo_platform.register.kinds import kinds
from mdo_platform.register.models import Change
from mdo_platform.register.recorded import in_history, is_same

from .records import PatientRecord

PAGE_SIZE = 50
# An own change that is older is put back from the timeline, where its date stands beside it.
UNDO_FOR = timedelta(hours=12)
_COLUMNS = (
    *("id", "record", "record_id", "target_group", "version", "field", "old", "new"),
    *("by_id", "by_name", "at", "undoes"),
)
_STAY = ("status", "closed_on", "delete_on", "hold_reason", "hold_by_name", "hold_on")
# The name beside an id is what people know; it changes with it.
_HIDDEN = Q(record="patient", field="gp_id")
SUBJECTS: Mapping[str, Q] = {
    "details": Q(record="patient", field__in=DETAIL_FIELDS),
    "consent": Q(record="patient", field="consent"),
    "enrolments": Q(record="enrolment", field__in=("target_group", "end_reason", "last_discussed_on")),
    "question": Q(record="enrolment", field="question"),
    "levels": Q(record="enrolment", field__in=("prognosis", "urgency")),
    "answers": Q(record="answer"),
    "diagnoses": Q(record="diagnosis"),
    "involved": Q(record="involvedprofessional"),
    "home_care": Q(record="careinvolvement"),
    "stay": Q(record="patient", field__in=_STAY),
    "bsn": Q(record="bsn"),
}


def subjects() -> Mapping[str, Q]:
    """SUBJECTS, and those of the floors above."""
    return {**SUBJECTS, **{kind.subject: Q(record=kind.record) for kind in kinds.values()}}


def changes(
    actor: Actor, patient_id: UUID, *, page: int = 1, field: str = "", subject: str = "", by_id: UUID | None = None
) -> tuple[list[dict[str, Any]], bool]:
    """A page of changes, newest first, and whether there are more. The read is logged before it is returned.

    `field` narrows to the earlier values of one field, `subject` is a key of `subjects`; an unknown one narrows none.
    """
    if not rules.visible_patients(actor).filter(pk=patient_id).exists():
        raise NotFound
    found = Change.objects.filter(subjects().get(subject, Q()), ~_HIDDEN, patient=patient_id)
    if by_id:
        found = found.filter(by_id=by_id)
    if field:
        found = found.filter(field=field)
    start = (max(page, 1) - 1) * PAGE_SIZE
    rows: list[Any] = list(
        found.order_by("-at", "record", "record_id", "field").values(*_COLUMNS)[start : start + PAGE_SIZE + 1]
    )
    record_access(actor, action="R", what="patient.history", patient_ids=[patient_id], detail={"field": field})
    return rows[:PAGE_SIZE], len(rows) > PAGE_SIZE


def change(actor: Actor, change_id: UUID) -> Change:
    """One change of a patient in view, for who is about to take it back: that is what gets logged."""
    found = Change.objects.filter(pk=change_id, patient__in=rules.visible_patients(actor)).first()
    if found is None:
        raise NotFound
    return found


def authors(patient_id: UUID) -> dict[UUID, str]:
    """Who ever changed something about this patient, by name; part of a page that logged its read."""
    found = Change.objects.filter(patient=patient_id).order_by("by_name").values_list("by_id", "by_name").distinct()
    return dict(found)


def newest_of(patient_id: UUID, rows: Iterable[Mapping[str, Any]]) -> dict[tuple[str, str, UUID | None], UUID]:
    """The newest change of every field in `rows`, by `field_key`."""
    fields = {row["field"] for row in rows}
    found = Change.objects.filter(patient=patient_id, field__in=fields).order_by("record", "field", "record_id", "-at")
    newest: dict[tuple[str, str, UUID | None], tuple[Any, UUID]] = {}
    for row in found.distinct("record", "field", "record_id").values("id", "record", "record_id", "field", "at"):
        key = field_key(row)
        if key not in newest or newest[key][0] < row["at"]:
            newest[key] = row["at"], row["id"]
    return {key: change_id for key, (_at, change_id) in newest.items()}


def field_key(row: Mapping[str, Any]) -> tuple[str, str, UUID | None]:
    """What makes two changes about one field: an answer that was emptied and given again is another row."""
    return row["record"], row["field"], None if row["record"] == "answer" else row["record_id"]


def last_own_change(
    actor: Actor,
    record: PatientRecord,
    *,
    answers: Collection[str] = (),
    details: Collection[str] = (),
    enrolments: Collection[str] = (),
    records: Collection[str] = (),
) -> Change | None:
    """The newest change by the actor in these fields that can still be taken back as it was; None when there is none.

    `records`: kinds of the floors above, whatever was changed of them.
    What was taken back already counts no more, nor does the taking back: so one can go on with the one before.
    """
    where = (
        Q(record="answer", field__in=answers)
        # What a patient was entered with has nothing before it.
        | Q(record="patient", field__in=[name for name in details if name != "gp_id"], old__isnull=False)
        | Q(record="enrolment", field__in=enrolments, record_id__in=[one.pk for one in record.enrolments])
        | Q(record__in=records)
    )
    mine = Change.objects.filter(where, patient=record.patient.pk, by_id=actor.user_id, undoes=None)
    taken_back = Change.objects.filter(patient=record.patient.pk, undoes__isnull=False).values("undoes")
    recent = mine.filter(at__gte=timezone.now() - UNDO_FOR).exclude(pk__in=taken_back)
    last = recent.order_by("-at").first()
    return last if last is not None and _is_present(record, last) else None


def _is_present(record: PatientRecord, change: Change) -> bool:
    kind = kinds.get(change.record)
    return kind.holds(change) if kind else is_same(_present(record, change), change.new)


def _present(record: PatientRecord, change: Change) -> Any:
    if change.record == "answer":
        answer = record.answers.get(change.field)
        return in_history(value=answer.value, state=answer.state) if answer else None
    owner: Any = record.patient if change.record == "patient" else record.enrolment(change.record_id)
    value: Any = getattr(owner, change.field, None)
    return value.isoformat() if hasattr(value, "isoformat") else value
