"""Who does something, with which roles: what every rule decides on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

SYSTEM_ID = UUID(int=0)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """A person (or the system) acting in one group, or outside any group when `group_id` is None.

    `scopes` is None for a session; a token may do what its roles allow and its scopes name, never more. `meeting_ids`:
    the meetings for which a guest has a pass; a guest has no role that gives a right.
    """

    user_id: UUID
    name: str
    roles: frozenset[str] = frozenset()
    group_id: UUID | None = None
    organisation_ids: frozenset[UUID] = frozenset()
    meeting_ids: frozenset[UUID] = frozenset()
    switches: frozenset[str] = frozenset()
    via: Literal["session", "token", "system"] = "session"
    scopes: frozenset[str] | None = None
    address: str = ""

    @property
    def is_authenticated(self) -> bool:
        """Django REST framework asks this of request.user."""
        return True

    def has_role(self, *roles: str) -> bool:
        return not self.roles.isdisjoint(roles)


def system_actor(group_id: UUID | None = None) -> Actor:
    """The portal itself: tasks, seeds, migrations."""
    return Actor(user_id=SYSTEM_ID, name="MDO-Portal", group_id=group_id, via="system", roles=frozenset({"system"}))
