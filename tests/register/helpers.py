"""A desk in a group: who acts, and patients as a GP enters them. All names are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import in_group, outside_groups
from mdo_platform.register import services
from mdo_platform.register.details import PatientDetails
from mdo_tenants.groups.queries import actor_from, membership

KIEVIT = UUID("00000000-0000-4000-8000-00000000ca01")
LINDEWAARD = UUID("00000000-0000-4000-8000-00000000ca02")


@dataclass
class Desk:
    """A group with people in it; `acting(role)` is the actor that the group's door would make of that person now."""

    place: Any
    make_member: Callable[..., Any]

    def acting(self, *roles: str, organisation_id: UUID | None = None, name: str = "") -> Actor:
        key = f"{'-'.join(roles)} {organisation_id or ''} {name}"
        with outside_groups():
            if key not in self.place.members:
                named = {"name": name} if name else {}
                self.place.members[key] = self.make_member(self.place, *roles, organisation_id=organisation_id, **named)
            return self.again(self.place.members[key])

    def user_of(self, actor: Actor) -> Any:
        return next(user for user in self.place.members.values() if user.pk == actor.user_id)

    def again(self, user: Any) -> Actor:
        found = membership(group_id=self.place.row.id, user_id=user.pk)
        assert found is not None
        return actor_from(found, address="127.0.0.1")

    @contextmanager
    def open(self) -> Iterator[None]:
        with in_group(self.place.row):
            yield

    def new_patient(self, *, by: Actor | None = None, last_name: str = "Appelvink-Demo", **fields: Any) -> Any:
        """A patient as a GP enters one; call it inside `open()`."""
        details = {"birth_date": date(1942, 3, 14), "sex": "female", "initials": "A.", "last_name": last_name}
        own = {name: fields.pop(name) for name in list(fields) if name in PatientDetails.__dataclass_fields__}
        fields.setdefault("target_group", "palliatief")
        fields.setdefault("consent", "agreed")
        return services.create_patient(PatientDetails(**{**details, **own}), by=by or self.acting("gp"), **fields)
