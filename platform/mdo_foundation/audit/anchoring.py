"""Which groups are anchored: those that wrote lines. The first line of a day asks for that day's anchor.

Floors above may ask for more at that moment (`on_first_line`): what is due follows who was active, never all groups.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mdo_foundation.common.days import end_of
from mdo_foundation.common.groups import GroupLike
from mdo_foundation.common.outbox import enqueue

ANCHOR = "audit.anchor"
AFTER_MIDNIGHT = timedelta(minutes=5)

# Which groups this process has already asked for, and for which day: later lines of the day cost nothing.
_asked: dict[UUID, date] = {}
_also: list[Callable[[GroupLike, date], None]] = []


def on_first_line(callback: Callable[[GroupLike, date], None]) -> None:
    """Call this with the group and the day when a process writes a group's first line of a day; may come twice."""
    if callback not in _also:
        _also.append(callback)


def ask_for_anchor(group: GroupLike) -> None:
    """In the caller's transaction. The anchor is due just after the day has ended, whatever becomes of the group."""
    today = timezone.localdate()
    if _asked.get(group.id) == today:
        return
    payload = {"id": str(group.id), "slug": group.slug, "schema": group.schema_name, "day": today.isoformat()}
    enqueue(ANCHOR, f"{group.schema_name}:{today}", payload=payload, due_at=end_of(today) + AFTER_MIDNIGHT)
    for callback in _also:
        callback(group, today)
    transaction.on_commit(lambda: _asked.__setitem__(group.id, today))
