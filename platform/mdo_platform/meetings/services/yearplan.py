"""Planning a whole year in one go (M-01): all of it or nothing, and once however often it is sent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.services.notice import tell_members
from mdo_platform.meetings.services.planning import checked_plan
from mdo_platform.meetings.yearplan.rule import MOST


@transaction.atomic
def plan_year(
    *, by: Actor, starts: Sequence[datetime], idempotency_key: UUID, target_groups: Sequence[str], **plan: Any
) -> list[Meeting]:
    """Plan a meeting at each of `starts`; the rest is as in `plan_meeting`.

    The key and the moment name a meeting: sent again, also with other moments beside it, what is there stays as it is.
    """
    rules.check_can_plan_meetings(by)
    moments = sorted(set(starts))
    if not moments:
        raise Invalid(_("Kies minstens één datum."), fields={"starts": [_("Kies minstens één datum.")]})
    if len(moments) > MOST:
        message = _("Plan niet meer dan %(most)s vergaderingen tegelijk.") % {"most": MOST}
        raise Invalid(message, fields={"starts": [message]})
    keys = {uuid5(idempotency_key, moment.isoformat()): moment for moment in moments}
    there = set(Meeting.objects.filter(idempotency_key__in=keys).values_list("idempotency_key", flat=True))
    made = [
        Meeting(idempotency_key=key, **checked_plan(by=by, starts_at=moment, target_groups=target_groups, **plan))
        for key, moment in keys.items()
        if key not in there
    ]
    # Two who send the same at once: the second waits here for the first, and adds nothing.
    Meeting.objects.bulk_create(made, ignore_conflicts=True)
    found = list(Meeting.objects.filter(idempotency_key__in=keys).order_by("starts_at"))
    new = {meeting.pk for meeting in made}
    tell_members([meeting for meeting in found if meeting.pk in new])
    record_access(by, action="C", what="meeting.year_planned", detail={"meetings": [str(one.pk) for one in found]})
    return found
