"""What groups do when something happens in accounts."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.dispatch import receiver
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import outside_groups
from mdo_tenants.accounts.models import Invitation, User
from mdo_tenants.accounts.signals import invitation_accepted
from mdo_tenants.groups import guests, memberships
from mdo_tenants.groups.models import Group


@receiver(invitation_accepted)
def join_group(*, invitation: Invitation, user: User, **_kwargs: Any) -> None:
    """Make the member or guest that an invitation promised; a group that has closed since undoes the acceptance."""
    if invitation.group_id is None:
        return
    with outside_groups():
        joinable = [Group.Status.CREATING, Group.Status.ACTIVE]  # the first chair may be quicker than the last step
        group = Group.objects.filter(pk=invitation.group_id, status__in=joinable).first()
        if group is None:
            raise NotFound(_("Deze groep is niet meer beschikbaar."))
        if invitation.guest_pass_id:
            guests.use_pass(group, invitation.guest_pass_id, user=user)
            return
        organisation = invitation.details.get("organisation_id")
        memberships.add_membership(
            group,
            user,
            roles=invitation.roles,
            discipline=invitation.details.get("discipline", ""),
            organisation_id=UUID(organisation) if organisation else None,
            by=Actor(user_id=user.pk, name=user.full_name, group_id=group.id),
        )
