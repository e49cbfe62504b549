"""The secret address of a member's calendar feed (I-05): made once, shown once, checked at every reading.

The table is public and no group's role may read it; call these outside or inside a group, they step out themselves.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from mdo_foundation.common.groups import GroupLike, outside_groups
from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.accounts.events import record_event
from mdo_tenants.groups.models import CalendarFeed, Group, Membership

_STAMP_EVERY = timedelta(minutes=10)


def make_feed(group: GroupLike, *, user_id: UUID) -> str:
    """A new secret of 256 bits for this membership; an earlier one stops working. The text is not kept."""
    raw = secrets.token_urlsafe(32)
    with outside_groups(), transaction.atomic():
        member = Membership.objects.select_for_update().get(group_id=group.id, user_id=user_id, ended_at__isnull=True)
        _revoke(member)
        CalendarFeed.objects.create(membership=member, digest=digest_of(raw))
        record_event("calendar feed made", user_id=user_id)
    return raw


def revoke_feed(group: GroupLike, *, user_id: UUID) -> bool:
    """End the address at once; whether there was one."""
    with outside_groups(), transaction.atomic():
        member = Membership.objects.filter(group_id=group.id, user_id=user_id, ended_at__isnull=True).first()
        found = bool(member and _revoke(member))
        if found:
            record_event("calendar feed revoked", user_id=user_id)
    return found


def open_feed(group: GroupLike, *, user_id: UUID) -> CalendarFeed | None:
    """When it was made and last read; the secret itself nobody knows any more."""
    with outside_groups():
        found = CalendarFeed.objects.filter(revoked_at__isnull=True, membership__ended_at__isnull=True)
        return found.filter(membership__group_id=group.id, membership__user_id=user_id).first()


def member_of_feed(raw: str) -> Membership | None:
    """Whose feed this is, when it may be read at this moment: present member, active account, active group."""
    usable = CalendarFeed.objects.filter(
        digest=digest_of(raw),
        revoked_at__isnull=True,
        membership__ended_at__isnull=True,
        membership__user__is_active=True,
        membership__group__status=Group.Status.ACTIVE,
    )
    feed = usable.select_related("membership__group", "membership__user").first()
    if feed is None:
        return None
    now = timezone.now()
    stale = Q(last_read_at=None) | Q(last_read_at__lt=now - _STAMP_EVERY)
    CalendarFeed.objects.filter(stale, pk=feed.pk).update(last_read_at=now)
    return feed.membership


def _revoke(member: Membership) -> int:
    return CalendarFeed.objects.filter(membership=member, revoked_at__isnull=True).update(revoked_at=timezone.now())
