"""Who and what the register's tests start with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

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
