"""Who and what the register's tests start with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from mdo_foundation.common.actor import Actor
from tests.register.helpers import KIEVIT, LINDEWAARD, Desk


@pytest.fixture
def organisations(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two home-care organisations in the region's list."""
    from mdo_tenants.groups import organisations

    listed = [
        organisations.Organisation(id=KIEVIT, name="De Kievit", is_active=True),
        organisations.Organisation(id=LINDEWAARD, name="Lindewaard", is_active=True),
    ]
    monkeypatch.setattr(organisations, "_sources", [lambda _group_id: listed])


@pytest.fixture
def desk(wilgendal: Any, make_member: Callable[..., Any], organisations: None) -> Desk:
    return Desk(wilgendal, make_member)


@pytest.fixture
def other_desk(zandplaat: Any, make_member: Callable[..., Any], organisations: None) -> Desk:
    return Desk(zandplaat, make_member)


@pytest.fixture
def key() -> UUID:
    return uuid4()


@pytest.fixture
def gp(desk: Desk) -> Actor:
    return desk.acting("gp")


@pytest.fixture
def patient(desk: Desk, gp: Actor) -> Any:
    with desk.open():
        return desk.new_patient(by=gp)


@pytest.fixture
def enrolment(desk: Desk, patient: Any) -> Any:
    """The only one of `patient`."""
    from mdo_platform.register.models import Enrolment

    with desk.open():
        return Enrolment.objects.get(patient=patient)


@pytest.fixture
def browser(desk: Desk, gp: Actor, client_of: Callable[..., Any]) -> Any:
    return client_of(desk.user_of(gp))
