"""Days and months on the clock of the group, as moments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from mdo_foundation.common.days import end_of, start_of

# No log is older or will be newer: a day beyond them is the same as none, and near the ends of the calendar a moment
# in another time zone no longer exists.
_FIRST, _LAST = date(1900, 1, 1), date(2200, 1, 1)


@dataclass(frozen=True, kw_only=True)
class Period:
    """Whole days, both included; None is open."""

    first: date | None = None
    last: date | None = None

    @property
    def starts_at(self) -> datetime | None:
        return start_of(self.first) if self.first and self.first > _FIRST else None

    @property
    def ends_at(self) -> datetime | None:
        """The first moment after it."""
        return end_of(self.last) if self.last and self.last < _LAST else None


def month_of(moment: datetime) -> date:
    return timezone.localdate(moment).replace(day=1)


def next_month(month: date) -> date:
    return (month + timedelta(days=32)).replace(day=1)


def of_month(month: date) -> Period:
    return Period(first=month, last=next_month(month) - timedelta(days=1))


def months_between(first: date, last: date) -> list[date]:
    """First days, from the month of `first` up to and with that of `last`."""
    found = []
    month = first.replace(day=1)
    while month <= last:
        found.append(month)
        month = next_month(month)
    return found
