"""Planning a meeting (M-01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import people, rules
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.services.notice import tell_members
from mdo_platform.register.text import clean_text
from mdo_tenants.groups.queries import enabled_target_groups
from mdo_tenants.groups.rights import Role

SHORTEST, LONGEST = 15, 480
AHEAD = timedelta(days=5 * 366)  # further away is a slip of the pen
MAY_BE = {
    "chair_id": (Role.CHAIR,),
    "vice_chair_id": (Role.VICE_CHAIR, Role.CHAIR),
    "secretary_id": (Role.SECRETARY, Role.VICE_CHAIR, Role.CHAIR),
}


@transaction.atomic
def plan_meeting(
    *,
    by: Actor,
    starts_at: datetime,
    target_groups: Sequence[str],
    minutes: int = 60,
    place: str = "",
    video_url: str = "",
    chair_id: UUID | None = None,
    vice_chair_id: UUID | None = None,
    secretary_id: UUID | None = None,
    follows: UUID | None = None,
    idempotency_key: UUID | None = None,
) -> Meeting:
    """Plan one meeting for one or more target groups of the group. Without `chair_id` the planner leads it.

    `follows`: the meeting after which this is the next appointment (M-08).
    """
    rules.check_can_plan_meetings(by)
    if idempotency_key and (planned := Meeting.objects.filter(idempotency_key=idempotency_key).first()):
        return planned
    values = checked_plan(
        by=by,
        starts_at=starts_at,
        target_groups=target_groups,
        minutes=minutes,
        place=place,
        video_url=video_url,
        chair_id=chair_id,
        vice_chair_id=vice_chair_id,
        secretary_id=secretary_id,
    )
    meeting, created = Meeting.objects.get_or_create(idempotency_key=idempotency_key or uuid4(), defaults=values)
    if created:
        tell_members([meeting])
    if follows:
        Meeting.objects.filter(pk=follows).update(next_meeting=meeting)
    record_access(by, action="C", what="meeting.planned", detail={"meeting": str(meeting.pk)})
    return meeting


def checked_plan(
    *,
    by: Actor,
    starts_at: datetime,
    target_groups: Sequence[str],
    minutes: int = 60,
    place: str = "",
    video_url: str = "",
    chair_id: UUID | None = None,
    vice_chair_id: UUID | None = None,
    secretary_id: UUID | None = None,
) -> dict[str, Any]:
    """The values of a meeting that may be planned so. Raises Invalid."""
    check_plan(starts_at=starts_at, minutes=minutes, target_groups=target_groups)
    officers = {"chair_id": chair_id or by.user_id, "vice_chair_id": vice_chair_id, "secretary_id": secretary_id}
    for field, user_id in officers.items():
        check_appointed(field, user_id)
    return {
        "starts_at": starts_at,
        "minutes": minutes,
        "target_groups": sorted(set(target_groups)),
        "place": clean_text(place, field="place", limit=200),
        "video_url": video_url,
        **officers,
    }


def check_plan(*, starts_at: datetime, minutes: int, target_groups: Sequence[str], may_be_past: bool = False) -> None:
    """Raises Invalid with every field that does not fit."""
    wrong: dict[str, list[str]] = {}
    now = timezone.now()
    if starts_at > now + AHEAD:
        raise Invalid(_("Kies een dag binnen vijf jaar."), fields={"starts_at": [_("Kies een dag binnen vijf jaar.")]})
    if not may_be_past and starts_at < now and timezone.localdate(starts_at) < timezone.localdate():
        wrong["starts_at"] = [_("Kies een dag vanaf vandaag.")]
    if not SHORTEST <= minutes <= LONGEST:
        wrong["minutes"] = [
            _("Kies een duur tussen %(short)s en %(long)s minuten.") % {"short": SHORTEST, "long": LONGEST}
        ]
    used = enabled_target_groups(current_group().id, on=timezone.localdate(starts_at))
    if not target_groups or not set(target_groups) <= set(used):
        wrong["target_groups"] = [_("Kies een of meer doelgroepen die jullie groep gebruikt.")]
    if wrong:
        raise Invalid(_("De vergadering is nog niet gepland. Kijk de velden na."), fields=wrong)


def check_appointed(field: str, user_id: UUID | None) -> None:
    """Raises Invalid when this person may not be `field` (chair_id, vice_chair_id, secretary_id)."""
    if user_id and user_id not in {member.user_id for member in people.with_role(*MAY_BE[field])}:
        message = _("Kies iemand van de groep met deze rol.")
        raise Invalid(message, fields={field: [message]})
