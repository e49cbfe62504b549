"""What a group chooses for itself, and its standing with the owner. All of it holds from the next request."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common import outbox
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import GroupLike, in_group, outside_groups
from mdo_tenants.groups import rules
from mdo_tenants.groups.models import Group, GroupTargetGroup
from mdo_tenants.groups.queries import enabled_target_groups
from mdo_tenants.groups.services import enable_target_group


def save_choices(
    group: GroupLike,
    *,
    by: Actor,
    target_groups: Collection[str],
    nurses_as_home_care: bool,
    consultants_may_edit: bool,
    consent_required: bool,
) -> None:
    """Which target groups are used, which rights nurses and asked consultants have, and whether consent is needed."""
    rules.check_administrator(by)
    rules.check_target_groups(target_groups)
    switches: dict[str, Any] = {
        "nurses_as_home_care": nurses_as_home_care,
        "consultants_may_edit": consultants_may_edit,
        "consent_required": consent_required,
    }
    with transaction.atomic():
        with outside_groups():  # inside the group no public row can be written
            _use_target_groups(group.id, set(target_groups))
            Group.objects.filter(pk=group.id).update(**switches)
        record_access(by, action="U", what="group.choices", detail={**switches, "target_groups": sorted(target_groups)})


def _use_target_groups(group_id: UUID, wanted: set[str]) -> None:
    """Exactly these from today. What was recorded for one that goes off stays."""
    today = timezone.localdate()
    present = set(enabled_target_groups(group_id, on=today))
    for code in wanted - present:
        enable_target_group(group_id=group_id, code=code)
    leaving = GroupTargetGroup.objects.filter(group_id=group_id, disabled_on__isnull=True, code__in=present - wanted)
    leaving.update(disabled_on=today)


def suspend_group(group_id: UUID, *, by: Actor) -> None:
    """By staff: members are refused from their next request; nothing is lost."""
    _set_status(group_id, by=by, before=Group.Status.ACTIVE, after=Group.Status.SUSPENDED, what="group.suspended")


def resume_group(group_id: UUID, *, by: Actor) -> None:
    """By staff: members may come in again."""
    with transaction.atomic():
        outbox.take_up_again(group_id)
        _set_status(group_id, by=by, before=Group.Status.SUSPENDED, after=Group.Status.ACTIVE, what="group.resumed")


def _set_status(group_id: UUID, *, by: Actor, before: str, after: str, what: str) -> None:
    with transaction.atomic():
        if not Group.objects.filter(pk=group_id, status=before).update(status=after):
            return
        with in_group(Group.objects.get(pk=group_id)):
            record_access(by, action="U", what=what)
