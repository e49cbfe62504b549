"""Who calls the API in these tests."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from tests.contracts.callers import EVERYTHING, Caller, token_of
from tests.pathways.helpers import OTHER, with_programmes

ORGANISATION = UUID("00000000-0000-4000-8000-00000000ca01")


@pytest.fixture
def organisation(monkeypatch: pytest.MonkeyPatch) -> UUID:
    from mdo_tenants.groups import organisations

    listed = organisations.Organisation(id=ORGANISATION, name="De Kievit-Demo", is_active=True)
    monkeypatch.setattr(organisations, "_sources", [lambda _group_id: [listed]])
    return ORGANISATION


@pytest.fixture(autouse=True)
def _programme(monkeypatch: pytest.MonkeyPatch) -> None:
    """The target group of the patient has one, so that its operations have something to change."""
    with_programmes(monkeypatch, {"palliatief": OTHER})


@pytest.fixture
def person(wilgendal, make_member, organisation) -> Any:
    """Somebody with every role, so that only what a test is about can refuse."""
    return make_member(wilgendal, *EVERYTHING, organisation_id=organisation, name="Alle Rollen-Demo")


@pytest.fixture
def api(wilgendal, person, client_of) -> Caller:
    return Caller(wilgendal, client_of(person))


@pytest.fixture
def program(wilgendal, person):
    """`program("register:read")` calls with a token of that person."""

    def make(*scopes: str, place=wilgendal, user=person) -> Caller:
        return Caller(place, Client(enforce_csrf_checks=True), token_of(user, place, *scopes))

    return make
