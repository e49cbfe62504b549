"""What the register's pages show of meetings. The page that shows a patient has checked and logged that read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import AgendaItem, ItemState, Meeting
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.register import rules as register_rules
from mdo_platform.register.panels import MeetingFacts
from mdo_platform.register.queries.overview import is_stale


def day_of(meeting: Meeting) -> date:
    return timezone.localdate(meeting.starts_at)


@dataclass
class Upcoming:
    """The next meeting, with the part of its agenda that the actor may know of: asked once for a whole page."""

    meeting: Meeting
    _items: dict[UUID, list[dict[str, Any]]] = field(default_factory=dict)

    def items(self, actor: Actor) -> list[dict[str, Any]]:
        """In order: `patient_id`, `position`, `minutes`, `patient__record_updated_at`."""
        if actor.user_id not in self._items:
            found = items_of(self.meeting).filter(shown_items(actor, self.meeting))
            columns = ("patient_id", "position", "minutes", "patient__record_updated_at")
            self._items[actor.user_id] = list(found.values(*columns))
        return self._items[actor.user_id]


def updated_patients(items: Sequence[Mapping[str, Any]], facts: MeetingFacts) -> int:
    """How many of these were updated since the meeting before."""
    return sum(not is_stale(one["patient__record_updated_at"], facts) for one in items)


def sees_all_on(actor: Actor, meeting: Meeting) -> bool:
    """Whether a number about this agenda may be about all of it."""
    return register_rules.sees_all(actor) or rules.sees_whole_agenda(actor, meeting)


def shown_items(actor: Actor, meeting: Meeting) -> Q:
    """The items that the actor may know of. Who objects is on no agenda, so who sees all patients sees all of these."""
    if sees_all_on(actor, meeting):
        return Q()
    return Q(patient__in=register_rules.visible_patients(actor).values("pk"))


def places_on(meeting: Meeting, patient_ids: Sequence[UUID]) -> dict[UUID, int]:
    """The place of each of these patients that is on the agenda; one query, however many patients."""
    return dict(items_of(meeting).filter(patient_id__in=patient_ids).values_list("patient_id", "position"))


def discussed_items(patient_id: UUID) -> list[AgendaItem]:
    """Every time that this patient was discussed, the last first, with advice and agreements."""
    discussed = AgendaItem.objects.filter(patient_id=patient_id, state=ItemState.DISCUSSED)
    found = discussed.select_related("meeting", "advice").prefetch_related("agreements")
    return list(found.order_by("-meeting__starts_at"))
