"""The members of the group that a patient's page offers to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import current_group
from mdo_foundation.targetgroups.registry import get_registry
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


def home_care() -> list[Organisation]:
    """The organisations of the region that can be chosen now, by name."""
    return [one for one in organisations_of(current_group().id) if one.is_active]


def organisation_names(organisation_ids: frozenset[UUID]) -> list[str]:
    """How these organisations are called, stopped ones too."""
    return [one.name for one in organisations_of(current_group().id) if one.id in organisation_ids]


def disciplines(target_groups: list[str]) -> list[str]:
    """What can be chosen as discipline: what the patient's target groups name; anything else may be typed (R-10)."""
    found = (get_registry().get(code) for code in target_groups)
    return list(dict.fromkeys(name for group in found if group for name in group.disciplines))
