"""What a group chooses for itself, and its standing with the owner. All of it holds from the next request."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common import outbox
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import GroupLike, in_group, outside_groups
from mdo_tenants.groups import rules
from mdo_tenants.groups.models import Group, GroupTargetGroup
from mdo_tenants.groups.queries import enabled_target_groups
from mdo_tenants.groups.services import enable_target_group

SHORTEST_RETENTION, LONGEST_RETENTION = 3, 24  # months after a record was closed
RETENTION = "retention"  # the outbox entries by which the register follows the term
ITEM_ANSWERS = "item_answers"  # the outbox entries by which kept answers of questionnaires go
_AFTER_REQUESTS = timedelta(hours=1)


def save_choices(
    group: GroupLike,
    *,
    by: Actor,
    target_groups: Collection[str],
    nurses_as_home_care: bool,
    consultants_may_edit: bool,
    consent_required: bool,
    uses_bsn: bool,
    keeps_item_answers: bool,
    retention_months: int,
) -> None:
    """Which target groups are used, who may do what, whether consent is needed, BSNs kept, and records for how long.

    Another retention term has the register plan its deletions anew, at once; who keeps no item answers any more has
    those that were kept removed.
    """
    rules.check_administrator(by)
    rules.check_target_groups(target_groups, present=enabled_target_groups(group.id, on=timezone.localdate()))
    _check_retention(retention_months)
    switches: dict[str, Any] = {
        "nurses_as_home_care": nurses_as_home_care,
        "consultants_may_edit": consultants_may_edit,
        "consent_required": consent_required,
        "uses_bsn": uses_bsn,
        "keeps_item_answers": keeps_item_answers,
        "retention_months": retention_months,
    }
    with transaction.atomic():
        with outside_groups():  # inside the group no public row can be written
            _use_target_groups(group.id, set(target_groups))
            if not keeps_item_answers and Group.objects.filter(pk=group.id, keeps_item_answers=True).exists():
                _remove_item_answers(group)
            if not Group.objects.filter(pk=group.id, retention_months=retention_months).exists():
                outbox.enqueue(RETENTION, f"{group.id}:{uuid4()}", group=group)
            Group.objects.filter(pk=group.id).update(**switches)
        record_access(by, action="U", what="group.choices", detail={**switches, "target_groups": sorted(target_groups)})


def _check_retention(months: int) -> None:
    if not SHORTEST_RETENTION <= months <= LONGEST_RETENTION:
        sentence = _("Kies een bewaartermijn van %(least)d tot en met %(most)d maanden.") % {
            "least": SHORTEST_RETENTION,
            "most": LONGEST_RETENTION,
        }
        raise Invalid(sentence, fields={"retention_months": [sentence]})


def _remove_item_answers(group: GroupLike) -> None:
    """Now, and once more when no request that began under the earlier choice can still be running."""
    for due_at in (None, timezone.now() + _AFTER_REQUESTS):
        outbox.enqueue(ITEM_ANSWERS, f"{group.id}:{uuid4()}", group=group, due_at=due_at)


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
