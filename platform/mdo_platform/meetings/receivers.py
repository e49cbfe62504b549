"""What meetings do when somebody comes or leaves: calendars follow."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_platform.meetings.invitations.tasks import MEMBERS
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.signals import membership_changed


@receiver(membership_changed)
def tell_of_membership(*, membership: Membership, **_kwargs: Any) -> None:
    """In the transaction of the change; the work compares, so how often it is asked for does not matter."""
    key = f"{membership.pk}:{timezone.now().timestamp()}"
    outbox.enqueue(MEMBERS, key, group=membership.group)
