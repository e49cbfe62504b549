"""Reminders to who promised something (M-10): at most one mail a week, with a number and a link, nothing of a patient.

A chain of outbox rows, one per member and week: each asks for the next while something is open. So the cost follows
what is due, the row's key keeps a week from being done twice, and a worker that was away does it later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.mail import queue_mail
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import people
from mdo_platform.meetings.models import Agreement
from mdo_platform.register.models import ConsentStatus
from mdo_tenants.groups.links import group_url

KIND = "agreement_reminder"
AT = time(8, 0)
MONDAY = 0
AHEAD = timedelta(days=7)  # what is to be done this week is named with what is late
WAITS = timedelta(days=28)  # what has no day is named after four weeks


def remind_later(users: Iterable[UUID], *, after: date | None = None) -> None:
    """In the caller's transaction: look next Monday whether these members have something to do.

    `after`: the Monday that was, so that a clock that goes back does not end the chain.
    """
    group, today = current_group(), timezone.localdate()
    at = next_monday(max(today, after) if after else today)
    for user_id in users:
        payload = {"user": str(user_id), "monday": str(at.date())}
        outbox.enqueue(KIND, f"{group.schema_name}:{user_id}:{at.date()}", payload=payload, group=group, due_at=at)


def next_monday(day: date) -> datetime:
    """The first Monday after that day, at eight on the wall clock."""
    monday = day + timedelta(days=7 - (day.weekday() - MONDAY) % 7)
    return timezone.make_aware(datetime.combine(monday, AT))


@outbox.handler(KIND)
def remind(entry: OutboxEntry) -> None:
    """Mail when something is due, and look again next week as long as anything is open."""
    member = people.member(UUID(entry.payload["user"]))
    if member is None or not open_of(member.user_id).exists():
        return
    count = open_of(member.user_id).filter(_is_due()).count()
    if count:
        group = current_group()
        queue_mail(
            template="meetings/agreement_reminder",
            key=f"promises:{entry.key}",
            to=member.email,
            context={
                "name": member.name,
                "group": group.name,
                "count": count,
                "url": f"{group_url(group, 'meetings:agreements')}?toon=mine",
            },
            group=group,
        )
    remind_later([member.user_id], after=date.fromisoformat(entry.payload["monday"]))


def open_of(user_id: UUID) -> QuerySet[Agreement]:
    mine = Agreement.objects.filter(who_id=user_id, done_on=None)
    return mine.exclude(item__patient__consent=ConsentStatus.OBJECTS)


def _is_due() -> Q:
    today, long_ago = timezone.localdate(), timezone.now() - WAITS
    return Q(due_on__lte=today + AHEAD) | Q(due_on=None, created_at__lte=long_ago)
