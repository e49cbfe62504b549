"""A group with people, a patient and a way to look: pages as a browser asks for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from mdo_foundation.audit import anchoring
from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import outside_groups
from tests.meetings.conftest import Table
from tests.register.conftest import Desk, desk, key, organisations, other_desk

__all__ = ["desk", "key", "organisations", "other_desk"]


@dataclass
class House:
    """`get(role, path)` is a page for somebody with that role; `lines()` what the log holds."""

    desk: Desk
    client_of: Callable[..., Client]
    browsers: dict[str, Client] = field(default_factory=dict)

    def actor(self, *roles: str, **fields: Any) -> Actor:
        return self.desk.acting(*roles, **fields)

    def browser(self, *roles: str, **fields: Any) -> Client:
        """Logged in on the day that it is: a test that travels logs in again."""
        actor = self.actor(*roles, **fields)
        name = f"{actor.user_id} {timezone.localdate()}"
        if name not in self.browsers:
            with outside_groups():
                self.browsers[name] = self.client_of(self.desk.user_of(actor))
        return self.browsers[name]

    def get(self, role: str, path: str, data: Any = None) -> Any:
        with outside_groups():
            return self.browser(role).get(self.desk.place.url(path), data)

    def post(self, role: str, path: str, data: Any = None, **options: Any) -> Any:
        with outside_groups():
            return self.browser(role).post(self.desk.place.url(path), data, **options)

    def lines(self, **wanted: Any) -> list[AccessLogEntry]:
        with self.desk.open():
            return list(AccessLogEntry.objects.filter(**wanted).order_by("seq"))

    def table(self) -> Table:
        return Table(self.desk, self.client_of)


@pytest.fixture(autouse=True)
def _first_line_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchoring, "_asked", {})


@pytest.fixture
def house(desk: Desk, client_of: Callable[..., Client]) -> House:
    return House(desk, client_of)
