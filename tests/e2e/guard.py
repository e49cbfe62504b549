"""What no page may do, watched over every page that a test opens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What the width of the screen and its colours decide about.
LOOKS = ("color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size")
_ALL = {"type": "tag", "values": RULES}
_LOOKS = {"type": "rule", "values": LOOKS}


class Guard:
    """Collects the faults of every context that it watches; `check` fails when there are any.

    A fault is a line in the console from 'warning' on, an error in a script, a request to another host, one that
    failed, and an answer from 400 on unless the test says that it expects one.
    """

    def __init__(self, home: str) -> None:
        self._home = home
        self._faults: list[str] = []
        self._expected: set[int] = set()
        self._offline = False

    def watch(self, context: BrowserContext) -> None:
        context.on("console", self._heard)
        context.on("weberror", self._broke)
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Within it these refusals are no faults."""
        self._expected |= set(statuses)
        yield
        self._expected -= set(statuses)

    @contextmanager
    def offline(self, page: Page) -> Iterator[None]:
        """Within it the browser has no connection."""
        self._offline = True
        page.context.set_offline(True)
        yield
        page.context.set_offline(False)
        self._offline = False

    def check(self) -> None:
        assert self._faults == [], "\n".join(self._faults)

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in ("error", "warning"):
            return
        # The browser says of every refusal so, some time later; the answer itself is judged in `_answered`.
        is_answer = "Failed to load resource: the server responded" in message.text
        if is_answer or (self._offline and "Failed to load resource" in message.text):
            return
        self._faults.append(f"console {message.type}: {message.text} ({message.location['url']})")

    def _broke(self, error: WebError) -> None:
        self._faults.append(f"script: {error.error}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((f"{self._home}/", "data:", "blob:")):
            self._faults.append(f"asks another host: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left takes its unfinished requests along.
        if not self._offline and request.failure != "net::ERR_ABORTED":
            self._faults.append(f"no answer: {request.method} {request.url}: {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self._faults.append(f"{response.status}: {response.request.method} {response.url}")


def violations(page: Page, *, looks_only: bool = False) -> list[str]:
    """What axe finds wrong, one line per element; `looks_only`: of what it looks like only."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    options = json.dumps({"runOnly": _LOOKS if looks_only else _ALL, "resultTypes": ["violations"]})
    found: list[dict[str, Any]] = page.evaluate(f"axe.run({options}).then(result => result.violations)")
    return [
        f"{one['id']}: {one['help']}: {node['target']} {node['html'][:200]}" for one in found for node in one["nodes"]
    ]
