"""Who is in the building: groups, members and what they use. Public tables only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound, PortalError, Unavailable
from mdo_tenants.accounts.models import User
from mdo_tenants.groups.models import Group, GroupTargetGroup, Membership
from mdo_tenants.groups.rights import (
    CONSENT_REQUIRED,
    CONSULTANTS_MAY_EDIT,
    KEEPS_ITEM_ANSWERS,
    NURSES_AS_HOME_CARE,
    USES_BSN,
)

# Fixed SQL: it runs at every request, and Django would take longer to build it than the database to answer.
_AT_THE_DOOR = """
    SELECT g.*, m.id AS membership_id, m.roles, m.organisation_id, u.full_name
    FROM groups_membership m JOIN groups_group g ON g.id = m.group_id JOIN accounts_user u ON u.id = m.user_id
    WHERE m.group_id = %s AND m.user_id = %s AND m.ended_at IS NULL AND g.status = %s AND u.is_active
"""


def active_group(group_id: str | UUID) -> Group | None:
    """The group with this id when it is active: what tasks may enter."""
    return Group.objects.filter(pk=group_id, status=Group.Status.ACTIVE).first()


def group_by_slug(slug: str) -> Group | None:
    """The group that lives at /groep/<slug>/, whatever its status."""
    return Group.objects.filter(slug=slug).first()


def membership(*, group_id: UUID, user_id: UUID) -> Membership | None:
    """The person's membership of this moment in an active group, with the group as it is now.

    Asked at every request inside a group: it loads what the door needs and no more.
    """
    group: Any = next(iter(Group.objects.raw(_AT_THE_DOOR, [group_id, user_id, Group.Status.ACTIVE.value])), None)
    if group is None:
        return None
    user = User(pk=user_id, full_name=group.full_name)
    return Membership(
        pk=group.membership_id, group=group, user=user, roles=group.roles, organisation_id=group.organisation_id
    )


def memberships_of(user_id: UUID) -> list[Membership]:
    """Where a person may go: memberships of active groups by name."""
    found = Membership.objects.select_related("group").filter(user_id=user_id, ended_at__isnull=True)
    return list(found.filter(group__status=Group.Status.ACTIVE).order_by("group__name"))


_MAIL_REFUSED = ExpressionWrapper(Q(user__mail_refused_for=F("user__email")), output_field=BooleanField())
_MEMBER_COLUMNS = (
    *("user_id", "user__full_name", "user__email", "roles", "discipline", "organisation_id", "id"),
    "mail_refused",
)


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member as others of the group see him or her. `mail_refused`: mail to the address does not arrive."""

    user_id: UUID
    name: str
    email: str
    roles: tuple[str, ...]
    discipline: str
    organisation_id: UUID | None
    membership_id: UUID
    mail_refused: bool = False


def members(group_id: UUID) -> list[Member]:
    """The present members of a group by name. Works inside the group: reads no secret column."""
    rows = (
        Membership.objects.filter(group_id=group_id, ended_at__isnull=True, user__is_active=True)
        .order_by("user__full_name")
        .annotate(mail_refused=_MAIL_REFUSED)
        .values_list(*_MEMBER_COLUMNS)
    )
    return [
        Member(
            user_id=user_id,
            name=name,
            email=email,
            roles=tuple(roles),
            discipline=discipline,
            organisation_id=organisation_id,
            membership_id=pk,
            mail_refused=mail_refused,
        )
        for user_id, name, email, roles, discipline, organisation_id, pk, mail_refused in rows
    ]


def enabled_target_groups(group_id: UUID, *, on: date) -> list[str]:
    """Codes of the target groups that the group uses on a day."""
    open_on = Q(disabled_on__isnull=True) | Q(disabled_on__gt=on)
    found = GroupTargetGroup.objects.filter(open_on, group_id=group_id, enabled_on__lte=on)
    return list(found.order_by("code").values_list("code", flat=True).distinct())


def retention_months(group_id: UUID) -> int:
    """For how long the group keeps a closed record, as chosen at this moment."""
    return Group.objects.values_list("retention_months", flat=True).get(pk=group_id)


def keeps_item_answers(group_id: UUID) -> bool:
    """Whether the group keeps answers to the questions of questionnaires, as chosen at this moment."""
    return Group.objects.filter(pk=group_id, keeps_item_answers=True).exists()


def switches_of(group: Group) -> frozenset[str]:
    """The group's choices of this moment, as rules ask for them."""
    switches = {
        NURSES_AS_HOME_CARE: group.nurses_as_home_care,
        CONSULTANTS_MAY_EDIT: group.consultants_may_edit,
        CONSENT_REQUIRED: group.consent_required,
        USES_BSN: group.uses_bsn,
        KEEPS_ITEM_ANSWERS: group.keeps_item_answers,
    }
    return frozenset(name for name, is_on in switches.items() if is_on)


def actor_from(found: Membership, *, address: str = "") -> Actor:
    """The actor that a membership makes of a logged-in person."""
    group: Group = found.group
    return Actor(
        user_id=found.user_id,
        name=found.user.full_name,
        roles=frozenset(found.roles),
        group_id=group.id,
        organisation_ids=frozenset({found.organisation_id} if found.organisation_id else ()),
        switches=switches_of(group),
        address=address,
    )


def why_refused(*, group_id: UUID, user_id: UUID) -> PortalError:
    """What somebody without a valid membership is told: members of a suspended group the reason, all others nothing."""
    is_member = Membership.objects.filter(group_id=group_id, user_id=user_id, ended_at__isnull=True)
    if is_member.exclude(group__status=Group.Status.ACTIVE).exists():
        return Unavailable(_("Deze groep is nu niet beschikbaar. Neem contact op met de helpdesk."))
    return NotFound()
