"""Changes to groups and memberships. Public tables only."""

from __future__ import annotations

from uuid import UUID

from mdo_foundation.common.groups import outside_groups
from mdo_tenants.groups.models import GroupTargetGroup, TargetGroupUse


def publish_use(*, group_id: UUID, code: str, year: int) -> None:
    """Tell the public side that the group enrolled somebody for a target group in a year: the fact, not who (B-02)."""
    fact = TargetGroupUse(group_id=group_id, code=code, year=year)
    with outside_groups():
        TargetGroupUse.objects.bulk_create([fact], ignore_conflicts=True)


def enable_target_group(*, group_id: UUID, code: str) -> None:
    """Switch a target group on from today; on already changes nothing."""
    GroupTargetGroup.objects.bulk_create([GroupTargetGroup(group_id=group_id, code=code)], ignore_conflicts=True)
