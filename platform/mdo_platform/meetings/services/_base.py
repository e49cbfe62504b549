"""What every change of a meeting begins and ends with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
# Fixed SQL: it runs at every save.
_LOCKED = "SELECT * FROM meetings_meeting WHERE id = %s FOR UPDATE"


def locked(meeting_id: UUID, *, by: Actor) -> Meeting:
    """The meeting, held until the end of the transaction: one change of its course at a time."""
    rules.check_can_read_meetings(by)  # first: for who reads no meetings, all are alike, those that do not exist too
    meeting = next(iter(Meeting.objects.raw(_LOCKED, [meeting_id])), None)
    if meeting is None:
        raise NotFound
    rules.check_can_run_meeting(by, meeting)
    return meeting


def locked_open(meeting_id: UUID, *, by: Actor) -> Meeting:
    meeting = locked(meeting_id, by=by)
    states.check_state(meeting, MeetingState.OPEN)
    return meeting


def item_of(meeting: Meeting, item_id: UUID) -> AgendaItem:
    item = queries.item_on_agenda(meeting, item_id)
    if item is None:
        raise NotFound
    return item


def logs_conflict(save: Callable[Concatenate[UUID, P], T]) -> Callable[Concatenate[UUID, P], T]:
    """Around a whole transaction: what a refused change shows was noted about the patient that it is about."""

    @wraps(save)
    def logged(meeting_id: UUID, *args: P.args, **kwargs: P.kwargs) -> T:
        about = _patients(meeting_id, cast("UUID | None", kwargs.get("item_id")))
        with conflicts_logged(cast("Actor", kwargs["by"]), about):
            return save(meeting_id, *args, **kwargs)

    return logged  # type: ignore[return-value]  # the name of its first parameter is no part of the type


def _patients(meeting_id: UUID, item_id: UUID | None) -> Iterator[UUID]:
    """Asked only after a conflict."""
    items = AgendaItem.objects.filter(meeting_id=meeting_id)
    about = items.filter(pk=item_id) if item_id else items.filter(state=ItemState.CURRENT)
    yield from about.order_by().values_list("patient_id", flat=True)


def raise_revision(meeting: Meeting) -> None:
    """Tells the other devices that look at this meeting that there is something new.

    Not for the text of an advice: they ask for that by its own version (`queries.glance`).
    """
    Meeting.objects.filter(pk=meeting.pk).update(revision=F("revision") + 1)


def check_key(meeting: Meeting, found: Agreement | Signal | Attendance) -> None:
    """A key names one row for good: one of another meeting is refused."""
    if found.meeting_id != meeting.pk:
        raise Conflict(_("Iemand anders heeft dit intussen gewijzigd."))
