"""A programme made for the tests, so that they hold whatever the real one says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import set_urlconf

from tests.pathways.helpers import FRAIL, PROGRAMME, with_programmes
from tests.register.conftest import browser, desk, enrolment, gp, key, organisations, other_desk

__all__ = ["browser", "desk", "enrolment", "gp", "key", "organisations", "other_desk"]


@pytest.fixture(autouse=True)
def programmes(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """`programmes(palliatief=OTHER)` lets that target group have a programme too."""

    def declare(**pathways: Any) -> None:
        with_programmes(monkeypatch, {FRAIL: PROGRAMME, **pathways})

    declare()
    return declare


@pytest.fixture(autouse=True)
def _addresses_of_a_group() -> Iterator[None]:
    """As within a request: a step's tools are shown with the address of their page."""
    set_urlconf(settings.GROUP_URLCONF)
    yield
    set_urlconf(None)


@pytest.fixture
def patient(desk: Any, gp: Any) -> Any:
    with desk.open():
        return desk.new_patient(by=gp, target_group=FRAIL)
