"""What follows for the members from a change of a meeting: their calendars, and the reminders that are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings.invitations.tasks import MEETING
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.reminders import due


def tell_members(meetings: Sequence[Meeting], *, moved_from: datetime | None = None) -> None:
    """In the caller's transaction, also for a whole year at once. `moved_from`: when a changed meeting was before."""
    group, now = current_group(), timezone.now()
    works = [
        outbox.Work(
            kind=MEETING,
            key=f"{group.schema_name}:{meeting.pk}:{meeting.sequence}",
            payload={"meeting": str(meeting.pk)},
            due_at=now + settings.MDO_INVITATION_GRACE,
        )
        for meeting in meetings
    ]
    for meeting in meetings:
        due.withdraw(meeting, starts_at=moved_from or meeting.starts_at)
        works += due.reminders(meeting, now=now)
    outbox.enqueue_all(works, group=group)
