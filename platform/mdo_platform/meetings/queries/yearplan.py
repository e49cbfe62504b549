"""The days of a year plan before it is made, and a year as it stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.days import end_of, start_of
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import Meeting, MeetingState
from mdo_platform.meetings.queries.meetings import all_meetings
from mdo_platform.meetings.yearplan.free_days import Period
from mdo_platform.meetings.yearplan.rule import Proposal, Rule, dates, propose


def year_plan(actor: Actor, rule: Rule, *, region: str = "", own: Sequence[Period] = ()) -> list[Proposal]:
    """What the rule proposes to this group. Raises Invalid for a rule that gives nothing."""
    rules.check_can_plan_meetings(actor)
    days = dates(rule)
    return propose(days, at=rule.at, region=region, own=own, taken=planned_days(days))


def planned_days(days: Sequence[date]) -> list[date]:
    """Those of a day in this span that have a meeting which is not cancelled."""
    if not days:
        return []
    span = Meeting.objects.filter(starts_at__gte=start_of(min(days)), starts_at__lt=end_of(max(days)))
    moments = span.exclude(state=MeetingState.CANCELLED).values_list("starts_at", flat=True)
    return [timezone.localdate(moment) for moment in moments]


def meetings_of_year(actor: Actor, year: int) -> QuerySet[Meeting]:
    """All of them, cancelled ones too, in order."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = all_meetings(actor).filter(starts_at__gte=start_of(first), starts_at__lt=end_of(last))
    return found.order_by("starts_at")
