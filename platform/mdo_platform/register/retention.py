"""When a closed record is announced and deleted (R-16): dates only, no database."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

ANNOUNCED_BEFORE = timedelta(days=30)


class Step(StrEnum):
    """What happens to a closed record on a day."""

    WAIT = "wait"  # the term runs
    HELD = "held"  # somebody wants it kept: nothing happens until that is released
    ANNOUNCE = "announce"  # to be announced today
    ANNOUNCED = "announced"  # people were told
    DELETE = "delete"  # to be deleted today


@dataclass(frozen=True, kw_only=True)
class Term:
    """The retention term of one closed record, under the group's choice of this moment."""

    closed_on: date
    months: int
    announced_on: date | None = None
    on_hold: bool = False

    @property
    def due_on(self) -> date:
        """The end of the term; never the day of deletion when the announcement came late."""
        return add_months(self.closed_on, self.months)

    @property
    def announce_on(self) -> date:
        return self.due_on - ANNOUNCED_BEFORE

    def delete_on(self, today: date) -> date:
        """The day of deletion when it is, or would be, announced: people always have thirty days to object."""
        return max(self.due_on, (self.announced_on or today) + ANNOUNCED_BEFORE)

    def step(self, today: date) -> Step:
        if self.on_hold:
            return Step.HELD
        if self.announce_on > today:  # also when the term was made longer after the announcement
            return Step.WAIT
        if self.announced_on is None:
            return Step.ANNOUNCE
        return Step.DELETE if self.delete_on(today) <= today else Step.ANNOUNCED

    def next_on(self, today: date) -> date | None:
        """The first day after today on which something happens; None when nothing will."""
        step = self.step(today)
        if step in (Step.HELD, Step.DELETE):
            return None
        return self.announce_on if step is Step.WAIT else self.delete_on(today)


def add_months(day: date, months: int) -> date:
    """The same day of the month, or its last one: 31 August and six months is 28 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
