"""What the worker does when a reminder is due: one mail for each member whom it concerns."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from mdo_foundation.common import dutch, mail, outbox
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import people
from mdo_platform.meetings.models import Meeting, MeetingState
from mdo_platform.meetings.people import Participant
from mdo_platform.meetings.reminders import due
from mdo_platform.meetings.reminders.shares import Share, shares
from mdo_tenants.groups.links import group_url
from mdo_tenants.groups.queries import active_group

_RETRY = timedelta(minutes=5)


@outbox.handler(due.KIND)
def remind(entry: OutboxEntry) -> None:
    """Queue the mails, in one transaction with 'done': never twice, and a kill skips nobody.

    What the meeting is now decides: moved, begun or cancelled since, nobody is reminded of what was. A reminder whose
    meeting seems to be over (the worker was away for days, or the clock is wrong) fails with a reason that the chair
    sees, instead of being skipped in silence.
    """
    meeting = Meeting.objects.select_for_update().filter(pk=entry.payload["meeting"]).first()
    planned_for = datetime.fromisoformat(entry.payload["starts_at"])
    if meeting is None or meeting.state != MeetingState.PLANNED or meeting.starts_at != planned_for:
        return
    now = timezone.now()
    if now >= meeting.starts_at:
        raise outbox.TooLate("the meeting had begun")
    if entry.payload["reminder"] == due.FIRST:
        meeting.reminded_at = now
        meeting.save(update_fields=["reminded_at"])
        _queue(meeting, kind=due.FIRST)
    elif meeting.reminded_at is None:
        raise outbox.Postpone(now + _RETRY, "the first reminder goes first")
    elif now - meeting.reminded_at >= due.APART / 2:  # else the first was late, and said the same a moment ago
        _queue(meeting, kind=due.SECOND)


def _queue(meeting: Meeting, *, kind: str) -> None:
    group = current_group()
    row = active_group(group.id)
    members = people.participants()
    numbers = shares(meeting, members, nurses_may_change=row is not None and not row.nurses_as_home_care)
    told = [one for one in members if kind == due.FIRST or numbers[one.user_id].left]
    outbox.enqueue_all([_mail(meeting, one, numbers[one.user_id], kind=kind) for one in told], group=group)


def _mail(meeting: Meeting, person: Participant, share: Share, *, kind: str) -> outbox.Work:
    group, starts = current_group(), timezone.localtime(meeting.starts_at)
    context = {
        "name": person.name,
        "group": group.name,
        "short_day": dutch.day_short(starts.date()),
        "day": dutch.day_long(starts.date()),
        "time": dutch.clock(starts),
        "place": meeting.place,
        "updated": share.updated,
        "total": share.total,
        "url": group_url(group, "register:overview"),
        "meeting_url": group_url(group, "meetings:detail", meeting.pk),
    }
    key = f"reminder:{group.schema_name}:{meeting.pk}:{kind}:{starts:%Y%m%dT%H%M%z}:{person.user_id}"
    return outbox.Work(
        kind=mail.KIND,
        key=key,
        payload={"template": f"meetings/reminder_{kind}", "to": person.email, "context": context},
    )
