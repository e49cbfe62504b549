"""The meetings of a group as one member's calendar program reads them (I-05)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import icalendar
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import rules
from mdo_platform.meetings.invitations import calendar
from mdo_platform.meetings.models import Meeting

BACK = timedelta(days=92)
_REFRESH = timedelta(hours=1)


def feed(actor: Actor) -> bytes:
    """From three months back on, cancelled ones as such; the same bytes as long as nothing changes."""
    rules.check_can_read_meetings(actor)
    group = current_group()
    meetings = Meeting.objects.filter(starts_at__gte=timezone.now() - BACK).order_by("starts_at", "pk")
    return calendar.calendar(list(_entries(meetings)), name=f"MDO {calendar.one_line(group.name)}", refresh=_REFRESH)


def _entries(meetings: Iterable[Meeting]) -> Iterable[icalendar.Event]:
    group = current_group()
    for meeting in meetings:
        yield calendar.entry(meeting, group=group, sequence=meeting.sequence, stamp=meeting.updated_at)
