"""From a rule such as 'every sixth Tuesday at 12.30' to dates, and what speaks against each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common.errors import Invalid
from mdo_platform.meetings.yearplan.free_days import Period, why_free

MOST = 60
_LONGEST_INTERVAL = 52


class Every(models.TextChoices):
    WEEKS = "weeks", gettext_lazy("weken")
    MONTHS = "months", gettext_lazy("maanden")


class Which(models.IntegerChoices):
    """Which of the month's days of that name."""

    FIRST = 1, gettext_lazy("eerste")
    SECOND = 2, gettext_lazy("tweede")
    THIRD = 3, gettext_lazy("derde")
    FOURTH = 4, gettext_lazy("vierde")
    LAST = -1, gettext_lazy("laatste")


@dataclass(frozen=True, kw_only=True)
class Rule:
    """`weekday` 0 is Monday. `which` counts for months only. It ends with `count` dates or on `until`."""

    every: str
    interval: int
    weekday: int
    at: time
    first_day: date
    which: int = Which.FIRST
    count: int | None = None
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """A date of the plan. `against`: why it is left out unless somebody takes it in."""

    starts_at: datetime
    against: list[str] = field(default_factory=list)

    @property
    def is_taken(self) -> bool:
        return not self.against


def dates(rule: Rule) -> list[date]:
    """The days that the rule gives. Raises Invalid when it gives none, or more than a year plan holds."""
    wrong = _wrong(rule)
    if wrong:
        raise Invalid(_("Van deze regel kan geen jaarplan gemaakt worden. Kijk de velden na."), fields=wrong)
    found = list(islice((moment.date() for moment in _recurrence(rule)), MOST + 1))
    if not found:
        raise _refuse("until", _("In deze tijd valt geen dag van deze regel."))
    if len(found) > MOST:
        message = _("Dit zijn meer dan %(most)s vergaderingen. Kies een eerdere einddatum.") % {"most": MOST}
        raise _refuse("until", message)
    return found


def propose(
    days: Sequence[date], *, at: time, region: str = "", own: Sequence[Period] = (), taken: Sequence[date] = ()
) -> list[Proposal]:
    """The days with what speaks against each; `taken`: days on which a meeting is planned already."""
    return [
        Proposal(
            starts_at=timezone.make_aware(datetime.combine(day, at)),
            against=[
                *why_free(day, region=region, own=own),
                *([_("Er is al een vergadering")] if day in taken else []),
            ],
        )
        for day in days
    ]


def _recurrence(rule: Rule) -> rrule:
    start = datetime.combine(rule.first_day, time.min)
    day = weekday(rule.weekday)
    until = datetime.combine(rule.until, time.max) if rule.until else None
    count = None if until else rule.count
    if rule.every == Every.MONTHS:
        return rrule(
            MONTHLY, dtstart=start, interval=rule.interval, byweekday=day(rule.which), count=count, until=until
        )
    first = rrule(WEEKLY, dtstart=start, byweekday=day, count=1)[0]  # so that the weeks are counted from there
    return rrule(WEEKLY, dtstart=first, interval=rule.interval, byweekday=day, count=count, until=until)


def _wrong(rule: Rule) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if rule.every not in Every.values:
        found["every"] = [_("Kies weken of maanden.")]
    if not 1 <= rule.interval <= _LONGEST_INTERVAL:
        found["interval"] = [_("Kies een getal van 1 tot %(most)s.") % {"most": _LONGEST_INTERVAL}]
    if not 0 <= rule.weekday <= 6:
        found["weekday"] = [_("Kies een dag van de week.")]
    if rule.which not in Which.values:
        found["which"] = [_("Kies welke dag van de maand.")]
    if rule.until is None and not 1 <= (rule.count or 0) <= MOST:
        found["count"] = [_("Kies een aantal van 1 tot %(most)s, of een einddatum.") % {"most": MOST}]
    return found


def _refuse(name: str, message: str) -> Invalid:
    return Invalid(message, fields={name: [message]})
