"""What every change of a meeting begins and ends with."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import conflicts_logged
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, NotFound
from mdo_platform.meetings import queries, rules, states
from mdo_platform.meetings.models import AgendaItem, Agreement, Attendance, ItemState, Meeting, MeetingState, Signal

P = ParamSpec("P")
T = TypeVar("T")


def locked(meeting_id: UUID, *, by: Actor) -> Meeting:
    """The meeting, held until the end of the transaction: one change of its course at a time."""
    rules.check_can_read_meetings(by)  # first: for who reads no meetings, all are alike, those that do not exist too
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound
    rules.check_can_run_meeting(by, meeting)
    return meeting


def locked_open(meeting_id: UUID, *, by: Actor) -> Meeting:
    meeting = locked(meeting_id, by=by)
    states.check_state(meeting, MeetingState.OPEN)
    return meeting


def item_of(meeting: Meeting, item_id: UUID) -> AgendaItem:
    item = queries.items_of(meeting).filter(pk=item_id).first()
    if item is None:
        raise NotFound
    return item


def logs_conflict(save: Callable[Concatenate[UUID, P], T]) -> Callable[Concatenate[UUID, P], T]:
    """Around a whole transaction: what a refused change shows was noted about the patient that it is about."""

    @wraps(save)
    def logged(meeting_id: UUID, *args: P.args, **kwargs: P.kwargs) -> T:
        items = AgendaItem.objects.filter(meeting_id=meeting_id)
        item_id = cast("UUID | None", kwargs.get("item_id"))
        about = items.filter(pk=item_id) if item_id else items.filter(state=ItemState.CURRENT)
        with conflicts_logged(cast("Actor", kwargs["by"]), about.order_by().values_list("patient_id", flat=True)):
            return save(meeting_id, *args, **kwargs)

    return logged  # type: ignore[return-value]  # the name of its first parameter is no part of the type


def raise_revision(meeting: Meeting) -> None:
    """Tells the other devices that look at this meeting that there is something new."""
    Meeting.objects.filter(pk=meeting.pk).update(revision=F("revision") + 1)


def check_key(meeting: Meeting, found: Agreement | Signal | Attendance) -> None:
    """A key names one row for good: one of another meeting is refused."""
    if found.meeting_id != meeting.pk:
        raise Conflict(_("Iemand anders heeft dit intussen gewijzigd."))
