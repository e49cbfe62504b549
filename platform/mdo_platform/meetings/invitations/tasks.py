"""What the worker does when a meeting or a member has changed."""

from __future__ import annotations

from django.db.models import Q
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings.invitations.sending import bring_up_to_date
from mdo_platform.meetings.models import Meeting, MeetingState

MEETING = "meetings.tell"
MEMBERS = "meetings.tell_members"


@outbox.handler(MEETING)
def tell_of_meeting(entry: OutboxEntry) -> None:
    """One minute after a change: a second change within it goes along in the same mail."""
    meeting = Meeting.objects.select_for_update().filter(pk=entry.payload["meeting"]).first()
    if meeting:
        bring_up_to_date(meeting)


@outbox.handler(MEMBERS)
def tell_of_members(_entry: OutboxEntry) -> None:
    """After somebody came, left or got other roles: every meeting that is still to be."""
    ahead = Q(state=MeetingState.PLANNED, starts_at__gte=timezone.now())
    for meeting in Meeting.objects.select_for_update().filter(ahead).order_by("starts_at"):
        bring_up_to_date(meeting)
