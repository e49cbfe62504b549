"""What must hold for a group and its members, and who may change it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed
from mdo_foundation.targetgroups.registry import get_registry
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.organisations import organisations_of
from mdo_tenants.groups.rights import Right, Role, has_right

BOUND_TO_ORGANISATION: frozenset[str] = frozenset({Role.NURSE, Role.HOME_CARE})


def check_administrator(actor: Actor) -> None:
    if not has_right(actor, Right.ADMINISTER):
        raise NotAllowed(_("Dit kan alleen de groepsbeheerder."))


def check_roles(group_id: UUID, *, roles: Collection[str], organisation_id: UUID | None) -> None:
    """At least one known role; who sees the patients of an organisation has one of the region's. Raises Invalid."""
    if not roles or not set(roles) <= set(Role.values):
        raise _invalid("roles", _("Kies minstens één rol."))
    if BOUND_TO_ORGANISATION.isdisjoint(roles) and organisation_id is None:
        return
    if organisation_id not in {organisation.id for organisation in organisations_of(group_id)}:
        raise _invalid("organisation", _("Kies de thuiszorgorganisatie waar deze persoon werkt."))


def check_administrator_stays(present: Collection[Membership], *, changed: Membership, roles: Collection[str]) -> None:
    """A group is never without an administrator; `present` are all of now, locked. Raises Invalid."""
    others = (member for member in present if member.pk != changed.pk)
    if Role.GROUP_ADMIN in roles or any(Role.GROUP_ADMIN in member.roles for member in others):
        return
    raise _invalid("roles", _("Een groep heeft altijd een groepsbeheerder. Maak eerst iemand anders groepsbeheerder."))


def check_target_groups(codes: Collection[str], *, present: Collection[str] = ()) -> None:
    """At least one, and only installed ones, or what is `present` while its module is not active. Raises Invalid."""
    known = {target_group.code for target_group in get_registry().target_groups}.union(present)
    if not codes or not set(codes) <= known:
        raise _invalid("target_groups", _("Kies minstens één doelgroep."))


def _invalid(field: str, message: str) -> Invalid:
    return Invalid(message, fields={field: [message]})
