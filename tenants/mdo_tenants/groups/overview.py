"""What staff and coordinators read of many groups at once. Counts and settings only, no patient data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from mdo_foundation.common.errors import NotFound
from mdo_tenants.groups.models import Group, GroupTargetGroup


@dataclass(frozen=True, kw_only=True)
class GroupRow:
    """A group as staff see it."""

    group: Group
    members: int
    codes: list[str]


def all_groups() -> list[GroupRow]:
    """Every group by name, with its present members counted; three queries, whatever the number of groups."""
    present = Q(memberships__ended_at__isnull=True)
    groups = list(Group.objects.annotate(present_members=Count("memberships", filter=present)).order_by("name"))
    codes = target_groups_of(group.id for group in groups)
    return [GroupRow(group=group, members=group.present_members, codes=codes.get(group.id, [])) for group in groups]


def group_for_staff(group_id: UUID) -> Group:
    """Raises NotFound."""
    group = Group.objects.filter(pk=group_id).first()
    if group is None:
        raise NotFound
    return group


def groups_using() -> dict[str, int]:
    """By code of a target group the number of groups that use it today."""
    today = timezone.localdate()
    in_use = Q(disabled_on__isnull=True) | Q(disabled_on__gt=today)
    rows = GroupTargetGroup.objects.filter(in_use, enabled_on__lte=today).exclude(group__status=Group.Status.ENDED)
    return dict(rows.order_by().values_list("code").annotate(Count("group", distinct=True)))


def target_groups_of(group_ids: Iterable[UUID]) -> dict[UUID, list[str]]:
    """Codes of the target groups that each group uses today."""
    today = timezone.localdate()
    in_use = Q(disabled_on__isnull=True) | Q(disabled_on__gt=today)
    rows = GroupTargetGroup.objects.filter(in_use, group_id__in=list(group_ids), enabled_on__lte=today)
    codes: dict[UUID, list[str]] = {}
    for group_id, code in rows.order_by("code").values_list("group_id", "code").distinct():
        codes.setdefault(group_id, []).append(code)
    return codes
