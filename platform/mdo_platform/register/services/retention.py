"""Deleting after the retention term: planned at the closing, announced, done by the worker (R-16, ADR 0018)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common import dutch, outbox
from mdo_foundation.common.actor import Actor, system_actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.mail import queue_mail
from mdo_platform.register import rules
from mdo_platform.register.erasure import erase_elsewhere
from mdo_platform.register.models import Deletion, Enrolment, Patient, PatientStatus
from mdo_platform.register.retention import Step, Term
from mdo_platform.register.text import clean_text
from mdo_tenants.groups.choices import RETENTION
from mdo_tenants.groups.links import group_url
from mdo_tenants.groups.queries import members, retention_months
from mdo_tenants.groups.rights import Role

from .history import change_record, locked_patient, one_change

BATCH = 200  # so many are deleted in one transaction; the rest follows in the next
_AT_NIGHT = time(4, 0)
_HOLD_LENGTH = 200


@dataclass(frozen=True, kw_only=True)
class RetentionRun:
    """What a run did: how many records it announced and deleted, and when there is something to do again."""

    announced: int
    deleted: int
    next_on: date | None


def plan_deletion(patient: Patient) -> None:
    """Have the worker look on the day that this closed record is to be announced."""
    if patient.closed_on is not None:
        months = retention_months(current_group().id)
        _plan(Term(closed_on=patient.closed_on, months=months).announce_on)


def follow_retention(*, today: date | None = None) -> RetentionRun:
    """Announce and delete what is due in this group, and plan the next time. Again changes nothing.

    Closed records are locked meanwhile: who reopens one at the same moment is either first, or finds it gone.
    """
    day = today or timezone.localdate()
    terms = _locked_terms()
    steps: defaultdict[Step, list[UUID]] = defaultdict(list)
    for patient_id, term in terms.items():
        steps[term.step(day)].append(patient_id)
    _withdraw([*steps[Step.WAIT], *steps[Step.HELD]])
    _announce({one: terms[one] for one in steps[Step.ANNOUNCE]}, day=day)
    _set_days({one: terms[one] for one in steps[Step.ANNOUNCED]}, day=day)
    deleted = steps[Step.DELETE][:BATCH]
    _delete(deleted)
    if len(steps[Step.DELETE]) > BATCH:
        outbox.enqueue(RETENTION, f"{current_group().id}:{uuid4()}", group=current_group())
    next_on = min((found for term in terms.values() if (found := term.next_on(day))), default=None)
    if next_on is not None:
        _plan(next_on)
    return RetentionRun(announced=len(steps[Step.ANNOUNCE]), deleted=len(deleted), next_on=next_on)


def hold_record(patient_id: UUID, *, by: Actor, version: int | None, reason: str) -> Patient:
    """A legal hold: nothing of this record is deleted until somebody releases it. What was announced is taken back."""
    why = clean_text(reason, field="reason", limit=_HOLD_LENGTH, required=True)
    hold = {"hold_reason": why, "hold_by_name": by.name, "hold_on": timezone.localdate()}
    return _change_hold(patient_id, by=by, version=version, hold=hold)


def release_hold(patient_id: UUID, *, by: Actor, version: int | None) -> Patient:
    """The term counts again; a record whose term is over is announced anew first."""
    with one_change(by):
        no_hold = {"hold_reason": "", "hold_by_name": "", "hold_on": None}
        patient = _change_hold(patient_id, by=by, version=version, hold=no_hold)
        plan_deletion(patient)
        return patient


def _change_hold(patient_id: UUID, *, by: Actor, version: int | None, hold: Mapping[str, Any]) -> Patient:
    with one_change(by):
        rules.check_can_manage_retention(by)
        if not rules.visible_patients(by).filter(pk=patient_id).exists():
            raise NotFound
        patient = locked_patient(patient_id)
        if patient.hold_reason == hold["hold_reason"]:
            return patient
        changes = {**hold, "delete_on": None, "deletion_announced_on": None}
        history = {"hold_reason": (patient.hold_reason, hold["hold_reason"])}
        return change_record(patient, patient_id=patient_id, by=by, version=version, changes=changes, history=history)


def _locked_terms() -> dict[UUID, Term]:
    """Every closed record of the group by id, in the order in which everybody takes these locks."""
    months = retention_months(current_group().id)
    closed = Patient.objects.select_for_update(no_key=True).filter(status=PatientStatus.CLOSED, closed_on__isnull=False)
    rows = closed.order_by("pk").values_list("pk", "closed_on", "deletion_announced_on", "hold_reason")
    return {
        pk: Term(closed_on=closed_on, months=months, announced_on=announced_on, on_hold=bool(hold))
        for pk, closed_on, announced_on, hold in rows
        if closed_on
    }


def _withdraw(patient_ids: Sequence[UUID]) -> None:
    """A term that was made longer, or a hold, takes an announcement back."""
    announced = Patient.objects.filter(pk__in=patient_ids, deletion_announced_on__isnull=False)
    announced.update(delete_on=None, deletion_announced_on=None)


def _announce(terms: Mapping[UUID, Term], *, day: date) -> None:
    if not terms:
        return
    _set_days(terms, day=day, deletion_announced_on=day)
    _queue_mails(day, first=min(term.delete_on(day) for term in terms.values()))
    by = system_actor(current_group().id)
    record_access(by, action="U", what="patient.deletion_announced", patient_ids=list(terms))


def _set_days(terms: Mapping[UUID, Term], *, day: date, **also: date) -> None:
    """When each is deleted; after another term was chosen the day moves, never to less than the thirty days."""
    by_day: defaultdict[date, list[UUID]] = defaultdict(list)
    for patient_id, term in terms.items():
        by_day[term.delete_on(day)].append(patient_id)
    for delete_on, ids in by_day.items():
        Patient.objects.filter(pk__in=ids).update(delete_on=delete_on, **also)


def _delete(patient_ids: Sequence[UUID]) -> None:
    """Everything about these patients goes. What stays: the log lines, where the id is a pseudonym, and the fact."""
    if not patient_ids:
        return
    Deletion.objects.bulk_create(_facts(patient_ids), ignore_conflicts=True)
    erase_elsewhere(patient_ids)
    Patient.objects.filter(pk__in=patient_ids).delete()
    record_access(system_actor(current_group().id), action="D", what="patient.deleted", patient_ids=list(patient_ids))


def _facts(patient_ids: Sequence[UUID]) -> Iterable[Deletion]:
    now = timezone.now()
    last = Enrolment.objects.filter(patient__in=patient_ids).order_by("patient", "kind", "-ended_on", "-created_at")
    groups = dict(last.distinct("patient").values_list("patient_id", "target_group"))
    rows = Patient.objects.filter(pk__in=patient_ids).values_list("pk", "closed_on", "deletion_announced_on")
    return [
        Deletion(
            patient_id=pk,
            target_group=groups.get(pk, ""),
            closed_on=closed_on,
            announced_on=announced_on,
            deleted_at=now,
        )
        for pk, closed_on, announced_on in rows
        if closed_on and announced_on
    ]


def _plan(day: date) -> None:
    """One entry per group and day. From tomorrow on: today's may have been done already, and its key stays taken."""
    group = current_group()
    planned = max(day, timezone.localdate() + timedelta(days=1))
    due_at = datetime.combine(planned, _AT_NIGHT, tzinfo=timezone.get_current_timezone())
    outbox.enqueue(RETENTION, f"{group.id}:{planned.isoformat()}", group=group, due_at=due_at)


def _queue_mails(day: date, *, first: date) -> None:
    """Chair and GPs are told that there is a list, and from which day; who is on it stands behind the log-in."""
    group = current_group()
    context = {
        "group": group.name,
        "day": f"{dutch.day_long(first)} {first.year}",
        "url": group_url(group, "register:retention"),
    }
    for member in members(group.id):
        if {Role.GP, Role.CHAIR}.intersection(member.roles):
            queue_mail(
                template="register/deletion_announced",
                key=f"retention:{group.id}:{day.isoformat()}:{member.user_id}",
                to=member.email,
                context={**context, "name": member.name},
                group=group,
            )
