"""What a member finds on arrival: the next meeting, who must be discussed, own agreements, news (N-02)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from mdo_foundation.common.actor import Actor
from mdo_platform.accesslog.queries import missed_months
from mdo_platform.meetings.models import Agreement
from mdo_platform.meetings.queries import agreements
from mdo_platform.meetings.rules import can_plan_meetings
from mdo_platform.pathways.queries import DueCount, yearly_counts
from mdo_platform.register.panels import Fragment, panels
from mdo_tenants.groups.rights import Right, has_right
from mdo_tenants.networks.queries import News, news_for_group

SHOWN_AGREEMENTS = 5
SHOWN_NEWS = 3
ALL_NEWS = 50


@dataclass(frozen=True, kw_only=True)
class Home:
    news: list[News]
    next_meeting: list[Fragment] = field(default_factory=list)
    agreements: list[Agreement] = field(default_factory=list)
    is_administrator: bool
    can_plan: bool
    reads: bool
    missed_reviews: list[date] = field(default_factory=list)
    yearly: list[DueCount] = field(default_factory=list)


def home(actor: Actor) -> Home:
    """Everything that this actor may see of the start page."""
    reads = has_right(actor, Right.READ_REPORTS)
    return Home(
        news=group_news(actor)[:SHOWN_NEWS],
        next_meeting=panels.fragments("overview.top", actor) if reads else [],
        agreements=agreements(actor, show="mine")[:SHOWN_AGREEMENTS] if reads else [],
        is_administrator=has_right(actor, Right.ADMINISTER),
        can_plan=can_plan_meetings(actor),
        reads=reads,
        missed_reviews=missed_months(actor),
        yearly=yearly_counts(actor),
    )


def group_news(actor: Actor) -> list[News]:
    """News of the networks of the actor's group, newest first."""
    return news_for_group(actor.group_id, limit=ALL_NEWS) if actor.group_id else []
