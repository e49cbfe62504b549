"""People with an authenticator app; and people who are really in the database, for tests with threads."""

from __future__ import annotations

import uuid

import pytest
from django.db import connections

from mdo_foundation.common.models import OutboxEntry, RateCounter
from mdo_tenants.accounts.models import AccountSession, Invitation, User
from tests.accounts.helpers import give_app
from tests.conftest import PASSWORD


@pytest.fixture
def password() -> str:
    return PASSWORD


@pytest.fixture
def person(db):
    return new_person()


@pytest.fixture
def secret(person) -> str:
    return give_app(person)


def new_person(name: str = "Nora Nachtegaal-Demo", **fields) -> User:
    user = User(email=f"nora-{uuid.uuid4().hex[:8]}@demo.invalid", full_name=name, **fields)
    user.set_password(PASSWORD)
    user.save()
    return user


@pytest.fixture
def committed_person(django_db_setup, django_db_blocker):
    """A person that other connections see too; removed afterwards with all that the test left."""
    with django_db_blocker.unblock():
        user = new_person()
        yield user
        AccountSession.objects.filter(user_id=user.pk).delete()
        Invitation.objects.filter(email=user.email).delete()
        user.delete()
        RateCounter.objects.all().delete()
        OutboxEntry.objects.filter(group_id=None).delete()
        connections.close_all()
