"""A group with a chair, colleagues and eight patients, made before anything is killed. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone

from mdo_foundation.common.groups import in_group
from mdo_platform.project.schemas import IN_GROUP_GRANTS
from mdo_platform.register.details import PatientDetails
from mdo_platform.register.services import create_patient
from mdo_tenants.accounts.services.tokens import create_token
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.queries import actor_from, membership
from mdo_tenants.provisioning.migrating import migrate_all
from tests.conftest import make_group, make_user

NAMES = ("Appelvink", "Boomklever", "Citroenvlinder", "Distelvink", "Eikelmuis", "Fluiter", "Geelgors", "Hazelmuis")


@dataclass(frozen=True)
class Stage:
    group: Any
    token: str
    people: list[UUID]  # who are there: each gets one mail about each report
    patients: list[UUID]


def migrate() -> None:
    assert migrate_all(IN_GROUP_GRANTS) == []


def build() -> Stage:
    group = make_group("oefening", "Oefening")
    users = [make_user(f"{name} Oefening-Demo") for name in ("Vera", "Gerrit", "Nel")]
    for user, role in zip(users, ("chair", "gp", "consultant"), strict=True):
        Membership.objects.create(group=group, user=user, roles=[role])
    chair = actor_from(membership(group_id=group.pk, user_id=users[0].pk), address="127.0.0.1")  # type: ignore[arg-type]
    with in_group(group):
        patients = [_patient(name, number, by=chair) for number, name in enumerate(NAMES)]
    until = timezone.now() + timedelta(days=1)
    scopes = ["meetings:read", "meetings:write"]
    token = create_token(users[0].pk, group_id=group.pk, name="Oefening", scopes=scopes, expires_at=until)
    return Stage(group, token, [user.pk for user in users], patients)


def _patient(name: str, number: int, *, by: Any) -> UUID:
    details = PatientDetails(
        initials="A.", last_name=f"{name}-Demo", birth_date=date(1935 + number, 3, 14), sex="female"
    )
    return create_patient(details, by=by, target_group="palliatief", consent="agreed").pk
