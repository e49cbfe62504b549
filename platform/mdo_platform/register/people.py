"""The members of the group that a patient's page offers to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import current_group
from mdo_foundation.targetgroups.archive import get_archive
from mdo_tenants.groups.organisations import Organisation, organisations_of
from mdo_tenants.groups.queries import members
from mdo_tenants.groups.rights import Role


@dataclass(frozen=True, kw_only=True)
class Gp:
    id: UUID
    name: str


def gps() -> list[Gp]:
    """The GPs among the group's members, by name."""
    found = members(current_group().id)
    return [Gp(id=one.user_id, name=one.name) for one in found if {Role.GP, Role.CHAIR}.intersection(one.roles)]


def gp_named(gp_id: UUID) -> Gp:
    """Raises Invalid for somebody who is no GP of this group."""
    found = next((gp for gp in gps() if gp.id == gp_id), None)
    if found is None:
        sentence = _("Kies een huisarts uit de lijst.")
        raise Invalid(sentence, fields={"gp_id": [sentence]})
    return found


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """A member of the group as somebody who can be involved with a patient."""

    id: UUID
    name: str
    discipline: str
    organisation: str
    email: str
    is_consultant: bool


def colleagues() -> list[Colleague]:
    """The group's members, by name."""
    group_id = current_group().id
    names = {one.id: one.name for one in organisations_of(group_id)}
    return [
        Colleague(
            id=one.user_id,
            name=one.name,
            discipline=capfirst(one.discipline or _discipline_of(one.roles)),
            organisation=names.get(one.organisation_id, "") if one.organisation_id else "",
            email=one.email,
            is_consultant=Role.CONSULTANT in one.roles,
        )
        for one in members(group_id)
    ]


def colleague(user_id: UUID) -> Colleague:
    """Raises Invalid for somebody who is no member of this group."""
    found = next((one for one in colleagues() if one.id == user_id), None)
    if found is None:
        sentence = _("Kies een lid van de groep.")
        raise Invalid(sentence, fields={"user_id": [sentence]})
    return found


def as_involved(member: Colleague, *, typed: Mapping[str, str]) -> dict[str, str]:
    """What is typed about a member, with what the group knows where nothing is; the name is that of the account."""
    known = {"discipline": member.discipline, "organisation": member.organisation, "email": member.email}
    return {name: text or known.get(name, "") for name, text in typed.items()} | {"name": member.name}


def home_care() -> list[Organisation]:
    """The organisations of the region that can be chosen now, by name."""
    return [one for one in organisations_of(current_group().id) if one.is_active]


def organisation_names(organisation_ids: frozenset[UUID]) -> list[str]:
    """How these organisations are called, stopped ones too."""
    return [one.name for one in organisations_of(current_group().id) if one.id in organisation_ids]


def _discipline_of(roles: Iterable[str]) -> str:
    """A word for somebody of whom no discipline is known: what he or she cares as, not what is organised."""
    caring = (Role.GP, Role.NURSE, Role.HOME_CARE, Role.CONSULTANT, Role.CHAIR)
    words = {Role.CHAIR: Role.GP.label}
    return next((str(words.get(role, role.label)) for role in caring if role in roles), "")


def disciplines(target_groups: list[str]) -> list[str]:
    """What can be chosen as discipline: what the patient's target groups name; anything else may be typed (R-10)."""
    found = map(get_archive().target_group, target_groups)
    return list(dict.fromkeys(name for group in found if group for name in group.disciplines))
