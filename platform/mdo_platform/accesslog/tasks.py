"""The worker's part: tell people and operators when a month's review was missed."""

from __future__ import annotations

import logging
from datetime import date, timedelta

from django.utils import timezone

from mdo_foundation.common import dutch, outbox
from mdo_foundation.common.days import start_of
from mdo_foundation.common.groups import GroupLike, current_group
from mdo_foundation.common.mail import queue_mail
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.accesslog.queries import is_signed
from mdo_platform.accesslog.queries.reviews import missed_on
from mdo_tenants.groups.links import group_url
from mdo_tenants.groups.queries import members
from mdo_tenants.groups.rights import RIGHTS, Right

log = logging.getLogger("mdo.accesslog")

REVIEW_DUE = "accesslog.review_due"
AGAIN_AFTER = timedelta(days=7)


def ask_for_review(group: GroupLike, day: date) -> None:
    """A month in which a group wrote lines is looked after on the day that its review counts as missed."""
    month = day.replace(day=1)
    key = f"{group.schema_name}:{month:%Y-%m}"
    payload = {"month": month.isoformat(), "round": 0}
    outbox.enqueue(REVIEW_DUE, key, payload=payload, group=group, due_at=start_of(missed_on(month)))


@outbox.handler(REVIEW_DUE)
def remind_of_review(entry: OutboxEntry) -> None:
    """Not signed: a mail to who may sign, a warning in the operator's log, and again a week later until it is."""
    month = date.fromisoformat(entry.payload["month"])
    if is_signed(month):
        return
    group, number = current_group(), int(entry.payload["round"])
    log.warning("Access log review of %s missed by group %s, week %d", f"{month:%Y-%m}", group.slug, number + 1)
    _mail_signers(group, month, number)
    key = f"{group.schema_name}:{month:%Y-%m}:{number + 1}"
    payload = {"month": month.isoformat(), "round": number + 1}
    outbox.enqueue(REVIEW_DUE, key, payload=payload, group=group, due_at=timezone.now() + AGAIN_AFTER)


def _mail_signers(group: GroupLike, month: date, number: int) -> None:
    context = {
        "group": group.name,
        "month": dutch.month_year(month),
        "url": group_url(group, "accesslog:review", month.year, month.month),
    }
    for member in members(group.id):
        if any(Right.READ_LOG in RIGHTS.get(role, ()) for role in member.roles):
            queue_mail(
                template="accesslog/review_missed",
                key=f"review:{group.id}:{month:%Y-%m}:{number}:{member.user_id}",
                to=member.email,
                context={**context, "name": member.name},
                group=group,
            )
