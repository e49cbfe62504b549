"""Who leads an open meeting. Several devices write along, one person closes: who opened it, or took over since."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import states
from mdo_platform.meetings.models import Meeting, MeetingState
from mdo_platform.meetings.services._base import locked_open, raise_revision


@transaction.atomic
def take_over(meeting_id: UUID, *, by: Actor) -> Meeting:
    """Lead from now on, as when the other one's browser is gone; who leads already changes nothing."""
    meeting = locked_open(meeting_id, by=by)
    if meeting.led_by_id != by.user_id:
        lead(meeting, by=by)
        meeting.save(update_fields=["led_by_id", "led_by_name"])
        raise_revision(meeting)
        record_access(by, action="U", what="meeting.taken_over", detail={"meeting": str(meeting.pk)})
    return meeting


def lead(meeting: Meeting, *, by: Actor) -> None:
    """Unsaved."""
    meeting.led_by_id, meeting.led_by_name = by.user_id, by.name


def check_leads(meeting: Meeting, *, by: Actor) -> None:
    """Conflict for who is not the one; a meeting that nobody leads is closed by who runs it."""
    if meeting.state == MeetingState.OPEN and meeting.led_by_id not in (None, by.user_id):
        states.refuse_other_leader(meeting)
