"""The agenda of one meeting as rows: what services decide on. No rights here, no log: not for pages."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q, QuerySet

from mdo_platform.meetings.models import AgendaItem, ItemState, Meeting
from mdo_platform.register.models import ConsentStatus, Enrolment
from mdo_platform.register.queries import PatientRecord


def on_agenda(prefix: str = "") -> Q:
    """What an agenda shows. A patient who objects is gone from every agenda and report at once (AVG, art. 21).

    Who still waited when the enrolment ended, by a transfer or with the register, is off the agenda too: under the new
    target group somebody puts the patient on again, with a new question (clinical §8).
    """
    objects = Q(**{f"{prefix}patient__consent": ConsentStatus.OBJECTS})
    is_over = Q(**{f"{prefix}state": ItemState.WAITING, f"{prefix}enrolment__ended_on__isnull": False})
    return ~objects & ~is_over


def items_of(meeting: Meeting, *, target_group: str = "") -> QuerySet[AgendaItem]:
    """What the agenda shows, in order; of one target group, or of all."""
    items = meeting.items.filter(on_agenda()).order_by("position")
    return items.filter(target_group=target_group) if target_group else items


# `items_of` for one item, as fixed SQL: it runs at every save, and Django would take longer to build it than the
# database to answer.
_ONE_ITEM = """
    SELECT i.* FROM meetings_agendaitem i
    JOIN register_patient p ON p.id = i.patient_id JOIN register_enrolment e ON e.id = i.enrolment_id
    WHERE i.id = %(item)s AND i.meeting_id = %(meeting)s AND p.consent <> %(objects)s
    AND NOT (i.state = %(waiting)s AND e.ended_on IS NOT NULL)
"""


def item_on_agenda(meeting: Meeting, item_id: UUID) -> AgendaItem | None:
    asked = {"item": item_id, "meeting": meeting.pk, "objects": str(ConsentStatus.OBJECTS)}
    return next(iter(AgendaItem.objects.raw(_ONE_ITEM, {**asked, "waiting": str(ItemState.WAITING)})), None)


def current_item(meeting: Meeting) -> AgendaItem | None:
    return items_of(meeting).filter(state=ItemState.CURRENT).first()


def next_waiting(
    meeting: Meeting, *, after: AgendaItem | None, with_consent: bool, target_group: str = ""
) -> AgendaItem | None:
    """The next one that waits, from the place of `after` on and then from the top; parked ones are not called again.

    `with_consent`: the group blocks who was not asked, so whoever was not asked yet is passed over.
    """
    waiting = items_of(meeting, target_group=target_group).filter(state=ItemState.WAITING)
    if with_consent:
        waiting = waiting.exclude(patient__consent=ConsentStatus.UNKNOWN)
    later = waiting.filter(position__gt=after.position).first() if after else None
    return later or waiting.first()


def has_notes(item: AgendaItem) -> bool:
    advice = getattr(item, "advice", None)
    noted = advice is not None and bool(advice.text or advice.interventions or advice.tools)
    return noted or item.agreements.exists() or item.signals.exists()


def left_over(meeting: Meeting) -> tuple[list[AgendaItem], list[AgendaItem]]:
    """Who waits or is parked: those about whom something was noted, which the report must hold, and the others."""
    unfinished = items_of(meeting).filter(state__in=(ItemState.WAITING, ItemState.PARKED))
    noted: list[AgendaItem] = []
    others: list[AgendaItem] = []
    for item in unfinished.select_related("advice").prefetch_related("agreements", "signals"):
        (noted if has_notes(item) else others).append(item)
    return noted, others


def enrolment_for(record: PatientRecord, meeting: Meeting) -> Enrolment:
    """Under which target group the patient is discussed: one that the meeting is for, the primary one when none is."""
    fitting = [found for found in record.enrolments if found.target_group in meeting.target_groups]
    return (fitting or record.enrolments)[0]
