"""`mdo retention`: what the retention term takes in a group. It looks, and deletes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.utils import timezone

from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import in_group
from mdo_platform.register.queries import retention_dry_run
from mdo_tenants.groups.queries import group_by_slug

AHEAD = timedelta(days=92)


def dry_run(slug: str, *, until: date | None = None) -> Iterator[str]:
    """A line per record, without names: the id, when it was closed, and what happens when. Raises NotFound."""
    group = group_by_slug(slug)
    if group is None:
        raise NotFound
    today = timezone.localdate()
    with in_group(group):
        rows = retention_dry_run(until=until or today + AHEAD)
    for patient_id, term in rows:
        announced = term.announced_on or max(term.announce_on, today)
        days = f"announced {announced}, deleted {term.delete_on(announced)}"
        yield f"{patient_id}  closed {term.closed_on}, {'held' if term.on_hold else days}"
