"""Who belongs to a group, with which roles (O-02). Changes hold from the next request, and are logged (S-04).

The rows are public and are written outside the group: a group's role may read them only, so that raw SQL in one group
can never make somebody a member of another.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.groups import GroupLike, in_group, outside_groups
from mdo_tenants.accounts.models import Invitation, User, normalise_email
from mdo_tenants.accounts.queries import open_invitations
from mdo_tenants.accounts.services.invitations import invite, revoke_invitation, send_invitation
from mdo_tenants.accounts.services.tokens import revoke_tokens_of
from mdo_tenants.groups import rules
from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.groups.signals import membership_changed


def add_membership(
    group: Group,
    user: User,
    *,
    roles: Collection[str],
    by: Actor,
    discipline: str = "",
    organisation_id: UUID | None = None,
) -> Membership:
    """Let `user` belong to `group`; who does already gets the roles added. Call it outside the group."""
    with transaction.atomic():
        found = Membership.objects.select_for_update().filter(group=group, user=user, ended_at__isnull=True).first()
        member = found or Membership(group=group, user=user, roles=[])
        member.roles = sorted({*member.roles, *roles})
        member.discipline = discipline or member.discipline
        member.organisation_id = organisation_id or member.organisation_id
        member.save()
        membership_changed.send(sender=None, membership=member)
        with in_group(group):
            _log(by, "C", "membership.added", member)
    return member


def invite_member(
    group: GroupLike,
    *,
    by: Actor,
    email: str,
    full_name: str,
    roles: Collection[str],
    discipline: str = "",
    organisation_id: UUID | None = None,
    key: UUID | None = None,
) -> Invitation:
    """Invite somebody by mail, with or without account.

    A second invitation replaces the first; the same `key` is the first.
    """
    rules.check_administrator(by)
    rules.check_roles(group.id, roles=roles, organisation_id=organisation_id)
    details: dict[str, Any] = {"discipline": discipline, "key": str(key or uuid4())}
    if organisation_id:
        details["organisation_id"] = str(organisation_id)
    with transaction.atomic():
        with outside_groups():
            _locked(group.id)
            if same := open_invitations(group.id).filter(details__key=details["key"]).first():
                return same
            _refuse_member(group.id, email)
            invitation = invite(
                email,
                full_name=full_name,
                group_id=group.id,
                group_name=group.name,
                roles=sorted(roles),
                details=details,
                invited_by_id=by.user_id,
            )
        record_access(
            by, action="C", what="invitation.sent", detail={"invitation": str(invitation.pk), "roles": sorted(roles)}
        )
    return invitation


def resend_invitation(group: GroupLike, invitation_id: UUID, *, by: Actor) -> None:
    """Mail it again; the link in the earlier mail stops working."""
    rules.check_administrator(by)
    with outside_groups():
        send_invitation(_invitation(group, invitation_id))


def withdraw_invitation(group: GroupLike, invitation_id: UUID, *, by: Actor) -> None:
    rules.check_administrator(by)
    with transaction.atomic():
        with outside_groups():
            invitation = _invitation(group, invitation_id)
            revoke_invitation(invitation.pk)
        record_access(by, action="D", what="invitation.withdrawn", detail={"invitation": str(invitation.pk)})


def change_membership(
    group: GroupLike,
    membership_id: UUID,
    *,
    by: Actor,
    roles: Collection[str],
    discipline: str = "",
    organisation_id: UUID | None = None,
) -> None:
    """Give a member other roles, discipline or organisation."""
    rules.check_administrator(by)
    rules.check_roles(group.id, roles=roles, organisation_id=organisation_id)
    with transaction.atomic():
        with outside_groups():
            present = _locked(group.id)
            member = _one_of(present, membership_id)
            rules.check_administrator_stays(present, changed=member, roles=roles)
            member.roles, member.discipline, member.organisation_id = sorted(roles), discipline, organisation_id
            member.save(update_fields=["roles", "discipline", "organisation_id"])
        membership_changed.send(sender=None, membership=member)
        _log(by, "U", "membership.changed", member)


def end_membership(group: GroupLike, membership_id: UUID, *, by: Actor) -> Membership:
    """The person loses the group at the next request, and the tokens for it for good; the row stays."""
    rules.check_administrator(by)
    with transaction.atomic():
        with outside_groups():
            present = _locked(group.id)
            member = _one_of(present, membership_id)
            rules.check_administrator_stays(present, changed=member, roles=())
            member.ended_at = timezone.now()
            member.save(update_fields=["ended_at"])
            revoke_tokens_of(member.user_id, group_id=group.id)
        membership_changed.send(sender=None, membership=member)
        _log(by, "D", "membership.ended", member)
    return member


def _locked(group_id: UUID) -> list[Membership]:
    """All present memberships, locked so that two administrators cannot remove each other at once."""
    found = Membership.objects.select_for_update().filter(group_id=group_id, ended_at__isnull=True)
    return list(found.order_by("pk"))


def _one_of(present: list[Membership], membership_id: UUID) -> Membership:
    member = next((member for member in present if member.pk == membership_id), None)
    if member is None:
        raise NotFound
    return member


def _refuse_member(group_id: UUID, email: str) -> None:
    present = Membership.objects.filter(group_id=group_id, ended_at__isnull=True, user__is_active=True)
    if present.filter(user__email=normalise_email(email)).exists():
        message = _("Deze persoon is al lid van de groep. Wijzig de rollen in de ledenlijst.")
        raise Invalid(message, fields={"email": [message]})


def _invitation(group: GroupLike, invitation_id: UUID) -> Invitation:
    invitation = open_invitations(group.id).filter(pk=invitation_id).first()
    if invitation is None:
        raise NotFound
    return invitation


def _log(by: Actor, action: Any, what: str, member: Membership) -> None:
    organisation = str(member.organisation_id) if member.organisation_id else None
    detail = {"member": str(member.user_id), "roles": list(member.roles), "organisation": organisation}
    record_access(by, action=action, what=what, detail=detail)
