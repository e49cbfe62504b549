"""What the register's pages show of meetings. The page that shows a patient has checked and logged that read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import AgendaItem, ItemState, Meeting
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.meetings.queries.meetings import all_meetings, last_closed_on, next_meeting
from mdo_platform.register import rules as register_rules
from mdo_platform.register.panels import MeetingFacts
from mdo_platform.register.queries.overview import is_stale


def day_of(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


def next_meeting_counted(actor: Actor) -> Meeting | None:
    """The next meeting with how many patients are on its agenda."""
    meeting = next_meeting()
    return all_meetings(actor).filter(pk=meeting.pk).first() if meeting else None


def updated_patients(actor: Actor, meeting: Meeting) -> int:
    """How many patients of this agenda that the actor sees were updated since the meeting before it."""
    facts = MeetingFacts(last_on=last_closed_on())
    items = items_of(meeting).filter(shown_items(actor, meeting))
    moments = items.values_list("patient__record_updated_at", flat=True)
    return sum(not is_stale(moment, facts) for moment in moments)


def sees_all_on(actor: Actor, meeting: Meeting) -> bool:
    """Whether a number about this agenda may be about all of it."""
    return register_rules.sees_all(actor) or rules.sees_whole_agenda(actor, meeting)


def shown_items(actor: Actor, meeting: Meeting) -> Q:
    """The items that the actor may know of."""
    if rules.sees_whole_agenda(actor, meeting):
        return Q()
    return Q(patient__in=register_rules.visible_patients(actor).values("pk"))


def places_on(meeting: Meeting, patient_ids: Sequence[UUID]) -> dict[UUID, int]:
    """The place of each of these patients that is on the agenda; one query, however many patients."""
    return dict(items_of(meeting).filter(patient_id__in=patient_ids).values_list("patient_id", "position"))


def order_of(meeting: Meeting) -> list[UUID]:
    """The patients of the agenda in its order. For sorting rows that the actor sees already."""
    return list(items_of(meeting).values_list("patient_id", flat=True))


def discussed_items(patient_id: UUID) -> list[AgendaItem]:
    """Every time that this patient was discussed, the last first, with advice and agreements."""
    discussed = AgendaItem.objects.filter(patient_id=patient_id, state=ItemState.DISCUSSED)
    found = discussed.select_related("meeting", "advice").prefetch_related("agreements")
    return list(found.order_by("-meeting__starts_at"))
