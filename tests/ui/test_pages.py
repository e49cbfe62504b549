"""The base pages in a browser under the portal's own content policy: no violation, no error, nothing for axe to say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .conftest import Site, fulfil

pytestmark = pytest.mark.e2e

Render = Callable[..., str]
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}}
CARE = ("blue", "green", "yellow", "orange", "red", "purple", "grey")
SHAPES = ("drop", "circle", "square", "diamond", "triangle", "star", "ring")
LEVELS = [
    {"colour": colour, "shape": shape, "label": colour.title(), "letter": colour[0].upper()}
    for colour, shape in zip(CARE, SHAPES, strict=True)
]
MENU = [SimpleNamespace(label="Register", url="/", current=True, count=4)]
GROUP_PAGE, MEETING_PAGE = (
    Path(__file__).with_name("pages").joinpath(name).read_text(encoding="utf-8")
    for name in ("group.html", "meeting.html")
)


def show(site: Site, render: Render, source: str) -> None:
    site.show("/", render(source, levels=LEVELS, menu=MENU, tabs=MENU))


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("source", [GROUP_PAGE, MEETING_PAGE], ids=["group", "meeting"])
@pytest.mark.parametrize("width", [1366, 320])
def test_a_page_is_accessible_and_clean(site: Site, render: Render, source: str, theme: str, width: int) -> None:
    show(site, render, source)
    site.page.set_viewport_size({"width": width, "height": 768})
    page = site.open("/")
    page.evaluate("theme => { document.documentElement.dataset.theme = theme }", theme)
    violations = Axe().run(page, options=RULES).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px \"MDO Sans\"'))")
    assert site.errors == []


def test_shortcuts_open_the_help_and_can_be_switched_off(site: Site, render: Render) -> None:
    show(site, render, GROUP_PAGE)
    page = site.open("/")
    guide = page.locator("#guide")
    page.keyboard.press("?")
    expect(guide).to_be_visible()
    page.get_by_label("Sneltoetsen gebruiken").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(guide).to_be_hidden()


def test_shortcuts_leave_typing_alone(site: Site, render: Render) -> None:
    show(site, render, GROUP_PAGE)
    page = site.open("/")
    page.keyboard.press("/")
    expect(page.locator("#search")).to_be_focused()
    page.keyboard.type("jan?")
    expect(page.locator("#search")).to_have_value("jan?")
    expect(page.locator("#guide")).to_be_hidden()


def test_rows_are_chosen_and_walked_through(site: Site, render: Render) -> None:
    show(site, render, GROUP_PAGE)
    page = site.open("/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("tbody tr:nth-child(2) th a")).to_be_focused()
    page.locator("[data-select]").nth(1).check()
    expect(page.locator("[data-selected-count]")).to_have_text("1")
    page.locator("[data-select-all]").check()
    expect(page.locator("[data-selected-count]")).to_have_text("7")
    page.get_by_role("button", name="Keuze wissen").click()
    expect(page.locator("#bulk")).to_be_hidden()


def test_a_double_click_sends_a_form_once(site: Site, render: Render) -> None:
    show(site, render, GROUP_PAGE)
    site.answers["/plan/"] = lambda route, sent: route.fulfill(status=204)
    page = site.open("/")
    button = page.get_by_role("button", name="Plan MDO")
    button.evaluate("button => { button.click(); button.click() }")
    expect(button).to_be_disabled()
    button.evaluate("button => button.form.requestSubmit()")
    page.wait_for_timeout(300)
    assert [sent.path for sent in site.sent] == ["/plan/"]
    assert site.sent[0].values["step"] == "one"


def test_a_double_click_on_an_htmx_button_sends_once(site: Site, render: Render) -> None:
    show(site, render, GROUP_PAGE)
    site.answers["/step/"] = lambda route, sent: fulfil(route, body="gezet")
    page = site.open("/")
    page.get_by_role("button", name="Zet erop").evaluate("button => { button.click(); button.click() }")
    expect(page.locator("#part")).to_have_text("gezet")
    page.wait_for_timeout(300)
    assert [sent.path for sent in site.sent] == ["/step/"]


@pytest.mark.parametrize(("status", "text"), [(409, "Iemand was je voor."), (500, "Het is niet gelukt.")])
def test_a_request_that_fails_says_so(site: Site, render: Render, status: int, text: str) -> None:
    show(site, render, GROUP_PAGE)
    body = "<p data-error-text>Iemand was je voor.</p>" if status == 409 else ""
    site.answers["/part/"] = lambda route, sent: fulfil(route, status=status, body=body)
    page = site.open("/")
    page.get_by_role("button", name="Haal op").click()
    expect(page.locator("#messages")).to_contain_text(text)
    expect(page.locator("#part")).to_have_text("oud")


def test_a_part_is_swapped_without_breaking_the_policy(site: Site, render: Render) -> None:
    show(site, render, GROUP_PAGE)
    site.answers["/part/"] = lambda route, sent: fulfil(route, body="nieuw<script>document.title = 'kwaad'</script>")
    page = site.open("/")
    page.get_by_role("button", name="Haal op").click()
    expect(page.locator("#part")).to_contain_text("nieuw")
    assert "kwaad" not in page.title()
    assert site.errors == []


def test_a_redirect_to_the_log_in_page_is_followed(site: Site, render: Render) -> None:
    show(site, render, GROUP_PAGE)
    site.answers["/part/"] = lambda route, sent: fulfil(route, body="<!doctype html><title>Inloggen</title>")
    site.show("/inloggen/", "<!doctype html><title>Inloggen</title>")
    arrived = (
        "Object.defineProperty(XMLHttpRequest.prototype, 'responseURL', { get: () => location.origin + '/inloggen/' })"
    )
    page = site.open("/")
    page.evaluate(arrived)
    page.get_by_role("button", name="Haal op").click()
    page.wait_for_url("**/inloggen/")


def test_the_curtain_opens_and_closes_with_one_key(site: Site, render: Render) -> None:
    show(site, render, MEETING_PAGE)
    page = site.open("/")
    page.keyboard.press("b")
    expect(page.locator("#curtain")).to_be_visible()
    page.keyboard.press("b")
    expect(page.locator("#curtain")).to_be_hidden()


def test_text_grows_to_twice_its_size(site: Site, render: Render) -> None:
    show(site, render, MEETING_PAGE)
    page = site.open("/")
    size = "parseFloat(getComputedStyle(document.documentElement).fontSize)"
    before = page.evaluate(size)
    for _ in range(12):
        page.get_by_role("button", name="Tekst groter").click()
    assert page.evaluate(size) == pytest.approx(before * 2, rel=0.01)


def test_the_clock_counts_on_from_the_servers_figure(site: Site, render: Render) -> None:
    show(site, render, MEETING_PAGE)
    page = site.open("/")
    expect(page.locator("[data-clock-time]")).to_have_text("6:42")
    page.emulate_media(reduced_motion="no-preference")
    page.reload()
    expect(page.locator("[data-clock-time]")).to_have_text("6:44")
