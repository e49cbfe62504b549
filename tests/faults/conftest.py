"""Tests that really stop, kill and restart: committed data, in a group of their own that is erased afterwards."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connections

from tests.conftest import Place, make_group, make_user

_numbers = itertools.count(1)


@pytest.fixture
def committed(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Database access without a surrounding transaction."""
    with django_db_blocker.unblock():
        yield
        connections.close_all()


@pytest.fixture
def drill(committed: None) -> Iterator[Place]:
    """A fresh group with a chair and a GP; everything of it is gone after the test."""
    from mdo_foundation.common.models import OutboxEntry
    from mdo_tenants.accounts.models import AccountSession, User
    from mdo_tenants.groups.models import GroupTargetGroup, Membership, TargetGroupUse
    from mdo_tenants.provisioning.template import drop_schema

    number = next(_numbers)
    place = Place(make_group(f"oefening{number}", f"Oefening {number}"))
    for role in ("chair", "gp"):
        user = make_user(f"{role.title()} Oefening-Demo")
        Membership.objects.create(group=place.row, user=user, roles=[role])
        place.members[role] = user
    yield place
    connections["default"].close()
    users = [user.pk for user in place.members.values()]
    OutboxEntry.objects.filter(group_id=place.row.pk).delete()
    for model in (Membership, GroupTargetGroup, TargetGroupUse):
        model.objects.filter(group=place.row).delete()
    AccountSession.objects.filter(user_id__in=users).delete()
    User.objects.filter(pk__in=users).delete()
    place.row.delete()
    drop_schema(place.row.schema_name)
