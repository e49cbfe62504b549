"""Pages of the house look in a real browser, without a server: every request is answered by the test itself."""

from __future__ import annotations

import mimetypes
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template import Context, engines
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler
from playwright.sync_api import Browser, Page, Request, Route, sync_playwright

from mdo_foundation.ui.build import build_static_sources

HOST = "http://portal.invalid"
POLICY = "; ".join(
    " ".join([name, *sources]) for name, sources in settings.CONTENT_SECURITY_POLICY["DIRECTIVES"].items()
)


@pytest.fixture
def group_request() -> HttpRequest:
    request = RequestFactory().get("/groep/wilgendal/register/")
    request.user = AnonymousUser()
    request.group = SimpleNamespace(name="Wilgendal")
    request.actor = SimpleNamespace(name="Anna Akkerwinde-Demo")
    return request


@pytest.fixture
def render(group_request: HttpRequest) -> Callable[..., str]:
    """Template source, components included, to markup. Without the project's context: only what the test gives."""

    def make(source: str, **context: Any) -> str:
        template = engines["django"].from_string(CottonCompiler().process(source)).template
        return template.render(Context({"request": group_request, "csrf_token": "x" * 32, **context}))

    return make


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    build_static_sources()
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        yield launched
        launched.close()


@dataclass
class Sent:
    path: str
    values: dict[str, str]


@dataclass
class Site:
    """A site of pages by path. `answers` holds what a path does; `sent` what the page posted; `errors` its console."""

    page: Page
    answers: dict[str, Callable[[Route, Sent], None]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def show(self, path: str, html: str) -> None:
        self.answers[path] = lambda route, sent: fulfil(route, body=html)

    def open(self, path: str) -> Page:
        self.page.goto(HOST + path)
        return self.page

    def values(self, name: str) -> list[str]:
        return [sent.values[name] for sent in self.sent if name in sent.values]

    def answer(self, route: Route, request: Request) -> None:
        path = urlsplit(request.url).path
        sent = Sent(path, {name: values[-1] for name, values in parse_qs(request.post_data or "", True).items()})
        if request.method == "POST":
            self.sent.append(sent)
        if path in self.answers:
            self.answers[path](route, sent)
        else:
            _fulfil_static(route, path)


def fulfil(route: Route, *, body: str, status: int = 200, content_type: str = "text/html; charset=utf-8") -> None:
    headers = {"Content-Security-Policy": POLICY, "Content-Type": content_type}
    route.fulfill(status=status, body=body, headers=headers)


def _fulfil_static(route: Route, path: str) -> None:
    found = finders.find(path.removeprefix(settings.STATIC_URL))
    if not isinstance(found, str):
        route.fulfill(status=404, body=path)
        return
    kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
    route.fulfill(status=200, body=Path(found).read_bytes(), headers={"Content-Type": kind})


@pytest.fixture
def site(browser: Browser) -> Iterator[Site]:
    context = browser.new_context(viewport={"width": 1366, "height": 768}, reduced_motion="reduce")
    made = Site(context.new_page())
    made.page.on("console", lambda message: made.errors.append(message.text) if message.type == "error" else None)
    made.page.on("pageerror", lambda error: made.errors.append(str(error)))
    made.page.route("**/*", made.answer)
    yield made
    context.close()
