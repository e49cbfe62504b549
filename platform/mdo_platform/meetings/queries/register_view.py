"""What the register's pages show of meetings. The page that shows a patient has checked and logged that read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings.models import AgendaItem, ItemState, Meeting
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.meetings.queries.meetings import all_meetings, last_closed_on, next_meeting
from mdo_platform.register.panels import MeetingFacts
from mdo_platform.register.queries.overview import is_stale


@dataclass(frozen=True, kw_only=True)
class AgendaPlace:
    meeting_id: UUID
    day: date
    position: int


def day_of(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def next_meeting_counted(actor: Actor) -> Meeting | None:
    """The next meeting with how many patients are on its agenda."""
    meeting = next_meeting()
    return all_meetings(actor).filter(pk=meeting.pk).first() if meeting else None


def updated_patients(meeting: Meeting) -> int:
    """How many patients of this agenda were updated since the meeting before it."""
    facts = MeetingFacts(last_on=last_closed_on())
    moments = items_of(meeting).values_list("patient__record_updated_at", flat=True)
    return sum(not is_stale(moment, facts) for moment in moments)


def next_agenda_places(patient_ids: Sequence[UUID]) -> dict[UUID, AgendaPlace]:
    """Where these patients are on the next agenda; two queries, however many patients."""
    meeting = next_meeting()
    if meeting is None:
        return {}
    rows = items_of(meeting).filter(patient_id__in=patient_ids).values_list("patient_id", "position")
    day = day_of(meeting)
    return {patient_id: AgendaPlace(meeting_id=meeting.pk, day=day, position=position) for patient_id, position in rows}


def discussed_items(patient_id: UUID) -> list[AgendaItem]:
    """Every time that this patient was discussed, the last first, with advice and agreements."""
    discussed = AgendaItem.objects.filter(patient_id=patient_id, state=ItemState.DISCUSSED)
    found = discussed.select_related("meeting", "advice").prefetch_related("agreements")
    return list(found.order_by("-meeting__starts_at"))
