"""One door for every change in the register: the patient's lock, the record, its history and its log line together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import Action, conflicts_logged, record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_foundation.common.versioned import VersionedModel, save_version
from mdo_platform.register import rules
from mdo_platform.register.models import Change, Patient, PatientStatus

Record = TypeVar("Record", bound=VersionedModel)
History = Mapping[str, tuple[Any, Any]]


@dataclass(frozen=True, kw_only=True)
class _Line:
    action: Action
    what: str
    patient_id: UUID
    fields: list[str]


_pending: ContextVar[list[_Line] | None] = ContextVar("register_pending_log_lines", default=None)
# The patients whose lock this change holds: what a conflict shows is theirs.
_locked: ContextVar[list[UUID]] = ContextVar("register_locked_patients")
_taken_back: ContextVar[UUID | None] = ContextVar("register_change_taken_back", default=None)


@contextmanager
def one_change(by: Actor) -> Iterator[None]:
    """One transaction whose log lines come last; a change inside another one becomes part of it.

    The log's head stays locked until the commit: writing it last keeps two people who change two patients from waiting
    for each other in a ring. When nothing was different the answer shows what is there: a read, and logged as one.
    """
    if _pending.get() is not None:
        yield
        return
    lines: list[_Line] = []
    token, held = _pending.set(lines), _locked.set([])
    try:
        with conflicts_logged(by, _locked.get()), transaction.atomic():
            yield
            for line in lines or map(_read, dict.fromkeys(_locked.get())):
                detail = {"fields": line.fields} if line.fields else None
                record_access(by, action=line.action, what=line.what, patient_ids=[line.patient_id], detail=detail)
    finally:
        _pending.reset(token)
        _locked.reset(held)


def _read(patient_id: UUID, *, what: str = "patient.read") -> _Line:
    return _Line(action="R", what=what, patient_id=patient_id, fields=[])


def note_read(patient_id: UUID, *, what: str) -> None:
    """Have it logged that the answer shows what an earlier request made."""
    if (lines := _pending.get()) is not None:
        lines.append(_read(patient_id, what=what))


@contextmanager
def taking_back(change_id: UUID) -> Iterator[None]:
    """What is changed in here takes back `change_id`, and says so in the history."""
    token = _taken_back.set(change_id)
    try:
        yield
    finally:
        _taken_back.reset(token)


def locked_patient(patient_id: UUID) -> Patient:
    """The patient under a row lock until the transaction ends. Every change of a patient's records takes it first."""
    patient = Patient.objects.select_for_update(no_key=True).filter(pk=patient_id).first()
    if patient is None:
        raise NotFound
    _locked.get([]).append(patient_id)
    return patient


def changeable_patient(patient_id: UUID, *, by: Actor) -> Patient:
    """The locked patient, after a check that `by` may change it; closed while this waited for the lock is closed."""
    patient = locked_patient(patient_id) if rules.can_change_patient(by, patient_id) else None
    if patient is None or patient.status == PatientStatus.CLOSED:
        rules.check_can_change_patient(by, patient_id)
        raise NotFound
    return patient


def change_record(
    record: Record,
    *,
    patient_id: UUID,
    by: Actor,
    version: int | None,
    changes: Mapping[str, Any],
    history: History | None = None,
    target_group: str = "",
) -> Record:
    """Write what differs in `changes`, with its history. The patient's lock is held and `record` was read after it.

    `version` is what the author saw (None: a button that means 'now'). Somebody else's change of another field of the
    record is no conflict; a version that never was is refused. `history` replaces what is shown of the change:
    {field: (old, new)}.
    """
    different = {name: value for name, value in changes.items() if getattr(record, name) != value}
    if not different:
        return record
    if version is not None and version != record.version:
        _refuse_overwriting(record, version=version, fields=different)
    shown = history or {name: (getattr(record, name), value) for name, value in different.items()}
    saved = save_version(record, version=record.version, **different)
    note(saved, patient_id=patient_id, by=by, history=shown, target_group=target_group)
    return saved


def note(
    record: VersionedModel,
    *,
    patient_id: UUID,
    by: Actor,
    history: History,
    target_group: str = "",
    action: Action = "U",
) -> None:
    """Write the history of a change that was just made, mark the patient as updated, and have it logged."""
    lines = _pending.get()
    if lines is None:
        raise RuntimeError("A change of the register is made inside one_change.")
    name = str(record._meta.model_name)
    now = timezone.now()
    Change.objects.bulk_create(
        Change(
            patient_id=patient_id,
            record=name,
            record_id=record.pk,
            target_group=target_group,
            version=record.version,
            field=field,
            old=as_json(old),
            new=as_json(new),
            by_id=by.user_id,
            by_name=by.name,
            at=now,
            undoes=_taken_back.get(),
        )
        for field, (old, new) in history.items()
    )
    Patient.objects.filter(pk=patient_id).update(
        record_updated_at=now, updated_by_id=by.user_id, updated_by_name=by.name
    )
    lines.append(_Line(action=action, what=f"{name}.write", patient_id=patient_id, fields=sorted(history)))


def as_json(value: Any) -> Any:
    """Dates and ids as text; everything else in the register is JSON already."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value


def given(values: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """The history of something new: every value that is there, from nothing."""
    return {name: (None, value) for name, value in values.items() if value not in ("", None, False)}


def raise_conflict(version: int, *, values: Mapping[str, Any], by: str, at: datetime) -> None:
    """Conflict with what is stored now: {'version', 'values': {field: value}, 'by', 'at'}."""
    stored = {name: as_json(value) for name, value in values.items()}
    current = {"version": version, "values": stored, "by": by, "at": at.isoformat()}
    raise Conflict(_("Iemand anders heeft dit intussen gewijzigd."), current=current)


def _refuse_overwriting(record: VersionedModel, *, version: int, fields: Mapping[str, Any]) -> None:
    if version > record.version:
        unknown = _("Deze versie bestaat niet.")
        raise Invalid(unknown, fields={"version": [unknown]})
    newer = Change.objects.filter(record_id=record.pk, version__gt=version, field__in=fields).order_by("-at").first()
    if newer is not None:
        values = {name: getattr(record, name) for name in fields}
        raise_conflict(record.version, values=values, by=newer.by_name, at=newer.at)
