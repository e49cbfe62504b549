"""The agenda with its patients, for the page where it is put together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import AgendaItem, Meeting
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.meetings.queries.register_view import sees_all_on
from mdo_platform.register import queries as register
from mdo_platform.register.models import Enrolment
from mdo_platform.register.queries import PatientRecord


@dataclass(frozen=True, kw_only=True)
class Line:
    """A patient on the agenda. `refusals`: why not, now; consent can be withdrawn after the planning.

    Without `sees_all` the place on the agenda stays untold: it says how many patients out of view go before.
    """

    item: AgendaItem
    record: PatientRecord
    enrolment: Enrolment
    refusals: list[str] = field(default_factory=list)
    sees_all: bool = True


def agenda(
    actor: Actor, meeting: Meeting, *, what: str = "meeting.agenda", detail: Mapping[str, Any] | None = None
) -> list[Line]:
    """Who runs the meeting sees every patient on it until it is closed; others those that they see in the register."""
    rules.check_can_read_meetings(actor)
    items = list(items_of(meeting).select_related("advice").prefetch_related("attachments"))
    if not rules.sees_whole_agenda(actor, meeting):
        visible = register.visible_patient_ids(actor, among=[item.patient_id for item in items])
        items = [item for item in items if item.patient_id in visible]
    lines = lines_of(items)
    log_shown(actor, meeting, lines, what=what, detail=detail)
    upcoming = timezone.localdate(meeting.starts_at)
    sees_all = sees_all_on(actor, meeting)
    return [replace(line, refusals=_refusals(actor, line, upcoming), sees_all=sees_all) for line in lines]


def lines_of(items: list[AgendaItem]) -> list[Line]:
    """The items with their records, in a constant number of queries."""
    records = register.meeting_records([item.patient_id for item in items])
    found = ((item, records.get(item.patient_id)) for item in items)
    return [Line(item=item, record=record, enrolment=_enrolment(item, record)) for item, record in found if record]


def log_shown(
    actor: Actor, meeting: Meeting, lines: list[Line], *, what: str, detail: Mapping[str, Any] | None = None
) -> None:
    if lines:
        patients = [line.item.patient_id for line in lines]
        said = {"meeting": str(meeting.pk), **(detail or {})}
        record_access(actor, action="R", what=what, patient_ids=patients, detail=said)


def _enrolment(item: AgendaItem, record: PatientRecord) -> Enrolment:
    return record.enrolment(item.enrolment_id) or record.latest


def _refusals(actor: Actor, line: Line, upcoming: date) -> list[str]:
    return register.agenda_refusals(actor, line.record, line.item.target_group, next_meeting=upcoming)
