"""Who can be played in the demo."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts.models import User
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.rights import Role
from mdo_tenants.networks.models import NetworkCoordinator


@dataclass(frozen=True, kw_only=True)
class DemoPerson:
    user_id: UUID
    name: str
    email: str
    role: str


@dataclass(frozen=True, kw_only=True)
class DemoPlace:
    """A group, or what lies above the groups, with the people who work in it."""

    name: str
    start_path: str
    people: tuple[DemoPerson, ...]


def demo_places() -> list[DemoPlace]:
    """The groups by name, then networks and staff."""
    places = [*_groups(), *_networks()]
    staff = User.objects.filter(is_demo=True, is_active=True, is_staff_member=True).order_by("full_name")
    people = tuple(_person(user, _("medewerker")) for user in staff)
    return [*places, DemoPlace(name=_("Ranshuijsen"), start_path="", people=people)] if people else places


def demo_user(user_id: UUID) -> User:
    """A person of the demo; raises NotFound for anybody else."""
    user = User.objects.filter(pk=user_id, is_demo=True, is_active=True).first()
    if user is None:
        raise NotFound
    return user


def _groups() -> list[DemoPlace]:
    found = Membership.objects.select_related("group", "user").filter(
        user__is_demo=True, user__is_active=True, ended_at__isnull=True
    )
    places: dict[str, list[Membership]] = {}
    for membership in found.order_by("group__name", "user__full_name"):
        places.setdefault(membership.group.slug, []).append(membership)
    return [
        DemoPlace(
            name=members[0].group.name,
            start_path=f"/groep/{slug}/",
            people=tuple(_person(member.user, _roles(member.roles)) for member in sorted(members, key=_is_not_chair)),
        )
        for slug, members in places.items()
    ]


def _networks() -> list[DemoPlace]:
    found = NetworkCoordinator.objects.select_related("network", "user").filter(
        user__is_demo=True, user__is_active=True
    )
    places: dict[str, list[User]] = {}
    for coordinator in found.order_by("network__name", "user__full_name"):
        places.setdefault(coordinator.network.name, []).append(coordinator.user)
    return [
        DemoPlace(name=name, start_path="", people=tuple(_person(user, _("netwerkcoördinator")) for user in users))
        for name, users in places.items()
    ]


def _person(user: User, role: str) -> DemoPerson:
    return DemoPerson(user_id=user.pk, name=user.full_name, email=user.email, role=role)


def _is_not_chair(member: Membership) -> bool:
    return Role.CHAIR not in member.roles


def _roles(codes: list[str]) -> str:
    return ", ".join(str(Role(code).label) for code in codes)
