"""One running portal and one browser for all browser tests; a guard over each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.e2e.browser import SECONDS, Desk, Sessions, launch
from tests.e2e.guard import Guard
from tests.e2e.portal import Portal


def pytest_itemcollected(item: pytest.Item) -> None:
    item.add_marker("e2e")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=SECONDS * 1000)
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture(scope="package")
def portal(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The browser comes first: without one nothing needs to start."""
    running = Portal(tmp_path_factory.mktemp("e2e"))
    try:
        running.wait_until_ready()
        yield running
    finally:
        running.stop()
    assert running.errors() == []


@pytest.fixture(scope="package")
def sessions() -> Sessions:
    """The cookies of the demo people who logged in."""
    return {}


@pytest.fixture
def guard(portal: Portal) -> Guard:
    return Guard(portal.address)


@pytest.fixture
def desk(portal: Portal, browser: Browser, guard: Guard, sessions: Sessions) -> Iterator[Desk]:
    """Pages for this test; at its end none of them may have had a fault."""
    opened = Desk(portal, browser, guard, sessions)
    yield opened
    opened.close()
    guard.check()
