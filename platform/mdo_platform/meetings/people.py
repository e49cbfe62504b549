"""The members of this group, as far as a meeting needs them."""

from __future__ import annotations

from uuid import UUID

from mdo_foundation.common.groups import current_group
from mdo_tenants.groups.queries import Member, members
from mdo_tenants.groups.rights import Role

CHAIRS = {Role.CHAIR, Role.VICE_CHAIR, Role.SECRETARY}


def participants() -> list[Member]:
    """Who can take part in a meeting: everybody but those who only administer."""
    return [member for member in members(current_group().id) if set(member.roles) - {Role.GROUP_ADMIN}]


def member(user_id: UUID) -> Member | None:
    return next((found for found in participants() if found.user_id == user_id), None)


def with_role(*roles: str) -> list[Member]:
    return [found for found in participants() if not set(roles).isdisjoint(found.roles)]
