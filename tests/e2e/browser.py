"""The browser of this machine, and the pages that tests open in it."""

from __future__ import annotations

import os
import re
import shutil
import time
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, StorageState

from tests.e2e.guard import Guard, violations
from tests.e2e.portal import Portal

Sessions = dict[tuple[str, str], tuple[StorageState, str, float]]  # (group, role): cookies, first page, since when
RENEWED_AFTER = 150  # seconds: some pages ask for a code again when the last one is five minutes old

NAMES = ("chromium", "chromium-browser", "google-chrome")
LAPTOP = {"width": 1366, "height": 768}
PROJECTOR = {"width": 1920, "height": 1080}
PHONE = {"width": 320, "height": 640}
_SCREENS = ((LAPTOP, "dark"), (PROJECTOR, "light"), (PROJECTOR, "dark"))
SECONDS = 15
_TOO_WIDE = """[...document.body.querySelectorAll('*')].filter(
    one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.outerHTML.slice(0, 120)).slice(0, 5)"""
# A transition inside a menu that was closed meanwhile stands still for ever: it is not waited for.
_COLOURS_SETTLED = """Promise.race([new Promise(done => setTimeout(done, 1000)), Promise.allSettled(
    document.getAnimations().filter(one => one instanceof CSSTransition).map(one => one.finished))])"""
SCREENSHOTS = os.environ.get("MDO_SCREENSHOTS")


def launch(playwright: Playwright) -> Browser:
    """Chromium that can find no host but this machine."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(f"No browser found: install one of {', '.join(NAMES)} (`make browser` tries).", pytrace=False)
    arguments = [
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    return playwright.chromium.launch(
        executable_path=found, args=[*arguments, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    )


class Desk:
    """Opens pages for people; who was logged in by the demo page stays so for some tests."""

    def __init__(self, portal: Portal, browser: Browser, guard: Guard, sessions: Sessions) -> None:
        self.portal = portal
        self.guard = guard
        self._browser = browser
        self._sessions = sessions
        self._contexts: list[BrowserContext] = []

    def visitor(self, path: str = "/", **options: Any) -> Page:
        """A browser of somebody who is not logged in."""
        options = {"viewport": LAPTOP, "base_url": self.portal.address, "locale": "nl-NL"} | options
        context = self._browser.new_context(timezone_id="Europe/Amsterdam", **options)
        context.set_default_timeout(SECONDS * 1000)
        self.guard.watch(context)
        self._contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    def member(self, role: str, path: str = "", *, of: str = "Wilgenmeer", **options: Any) -> Page:
        """A browser of the first demo person with this role; `path` is inside the group or place `of`."""
        if (of, role) not in self._sessions or time.monotonic() - self._sessions[of, role][2] > RENEWED_AFTER:
            page = self.visitor("/demo/")
            log_in(page, role, of=of)
            self._sessions[of, role] = page.context.storage_state(), page.url, time.monotonic()
        state, home, _since = self._sessions[of, role]
        return self.visitor(urljoin(home, path), storage_state=state, **options)

    def close(self) -> None:
        for context in self._contexts:
            context.close()


def log_in(page: Page, role: str, *, of: str) -> None:
    """One click on the demo page."""
    rows = page.get_by_role("region", name=of).get_by_role("row")
    rows.filter(has=page.get_by_role("cell", name=re.compile(rf"(^|, ){role}(,|$)", re.IGNORECASE))).get_by_role(
        "button"
    ).first.click()
    page.wait_for_url(re.compile(r"^(?!.*/demo/)"))


def then_accessible(page: Page, name: str = "", *, looks_only: bool = False) -> None:
    """axe finds nothing; `name` is that of a screenshot, taken when MDO_SCREENSHOTS is set."""
    page.evaluate("scrollTo(0, 0)")  # a bar that stays in sight covers something wherever one has scrolled to
    page.evaluate(_COLOURS_SETTLED)
    take_screenshot(page, name)
    found = violations(page, looks_only=looks_only)
    assert found == [], "\n".join([page.url, *found])


def then_sound_on_every_screen(page: Page, name: str) -> None:
    """On a laptop and on a projector, light and dark, axe finds nothing, and nothing scrolls sideways; on a phone too.

    The button 'Donker scherm' does what is done here with the theme.
    """
    for screen, theme in (*_SCREENS, (LAPTOP, "light")):
        page.set_viewport_size(screen)
        page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
        if (screen, theme) != (LAPTOP, "light"):
            then_accessible(page, f"{name}-{screen['width']}-{theme}", looks_only=theme != "dark" or screen == LAPTOP)
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= screen["width"], f"{page.url}: {page.evaluate(_TOO_WIDE)}"
    then_accessible(page, f"{name}-{LAPTOP['width']}-light")
    then_fits(page)


def then_fits(page: Page) -> None:
    """No sideways scrolling on a telephone."""
    before = page.viewport_size or LAPTOP
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PHONE["width"], f"{page.url}: {page.evaluate(_TOO_WIDE)}"
    page.set_viewport_size(before)


def take_screenshot(page: Page, name: str) -> None:
    if SCREENSHOTS and name:
        page.screenshot(path=Path(SCREENSHOTS) / f"{name}.png", full_page=True)
