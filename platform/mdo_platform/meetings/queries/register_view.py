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
from mdo_platform.meetings.queries.meetings import all_meetings, next_meeting


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
