"""When people are reminded of a meeting (M-03): a due list in the outbox, two rows a meeting, whatever the members.

The first goes out one calendar week before, at the hour of the meeting on the clock here; the second two days before,
to who still has something to do. Where the clock skips that hour it is an hour later on the clock; where the hour comes
twice it is the first of the two. Planned within the week: two hours after the planning, not together with the
invitation. Less than a day between the two: only the first. Who was reminded this week is not asked again because the
meeting moved within it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings.models import Meeting, MeetingState

KIND = "meetings.remind"
FIRST, SECOND = "first", "second"
DAYS_BEFORE = {FIRST: 7, SECOND: 2}
A_WEEK = timedelta(days=DAYS_BEFORE[FIRST])
AFTER_INVITATION = timedelta(hours=2)
APART = timedelta(days=1)


def times(starts_at: datetime, *, now: datetime, reminded_at: datetime | None = None) -> dict[str, datetime]:
    """When which reminder is due, for a meeting that is planned or moved `now`."""
    week_before = _before(starts_at, days=DAYS_BEFORE[FIRST])
    found: dict[str, datetime] = {}
    if week_before > now or reminded_at is None or now - reminded_at >= A_WEEK:
        found[FIRST] = max(week_before, now + AFTER_INVITATION)
    if found.get(FIRST, starts_at - APART) >= starts_at:
        return {}  # it begins before anybody could be reminded: the invitation asks the same
    second = _before(starts_at, days=DAYS_BEFORE[SECOND])
    if second >= max(found.get(FIRST) or reminded_at or now, now) + APART:
        found[SECOND] = second
    return found


def reminders(meeting: Meeting, *, now: datetime) -> list[outbox.Work]:
    """The rows of a planned meeting; none of any other."""
    if meeting.state != MeetingState.PLANNED:
        return []
    starts_at = meeting.starts_at.astimezone(UTC).isoformat()
    return [
        outbox.Work(
            kind=KIND,
            key=_key(meeting, kind, meeting.starts_at),
            payload={"meeting": str(meeting.pk), "reminder": kind, "starts_at": starts_at},
            due_at=due_at,
        )
        for kind, due_at in times(meeting.starts_at, now=now, reminded_at=meeting.reminded_at).items()
    ]


def withdraw(meeting: Meeting, *, starts_at: datetime) -> None:
    """What is still to come of the time that the meeting was at."""
    outbox.withdraw(KIND, [_key(meeting, kind, starts_at) for kind in DAYS_BEFORE])


def _key(meeting: Meeting, kind: str, starts_at: datetime) -> str:
    return f"{current_group().schema_name}:{meeting.pk}:{kind}:{starts_at.astimezone(UTC):%Y%m%dT%H%M}"


def _before(moment: datetime, *, days: int) -> datetime:
    """In UTC: moments of one zone are compared by the clock on the wall, which is wrong around a change of it."""
    local = timezone.localtime(moment)
    return timezone.make_aware(datetime.combine(local.date() - timedelta(days=days), local.time())).astimezone(UTC)
