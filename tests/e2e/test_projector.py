"""Meeting mode on a big screen, in a dark room, on a telephone."""

from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE, PROJECTOR, Desk, then_accessible, then_fits
from tests.e2e.steps import new_patient, open_meeting


def test_meeting_mode_is_sound_on_every_screen(desk: Desk) -> None:
    new_patient(desk, "Beamer-Demo")
    page = open_meeting(desk)
    page.get_by_role("button", name="Volgende:").click()
    page.set_viewport_size(PROJECTOR)
    then_it_needs_no_scrolling(page)
    then_accessible(page, "zaal-1920")
    page.get_by_role("button", name="Donker scherm").click()
    then_accessible(page, "zaal-1920-donker")
    for _step in range(10):
        page.get_by_role("button", name="Tekst groter").click()
    then_it_needs_no_sideways_scrolling(page)
    then_accessible(page, "zaal-1920-donker-groot")
    for _step in range(10):
        page.get_by_role("button", name="Tekst kleiner").click()
    page.set_viewport_size(PHONE)
    then_accessible(page, "zaal-320")
    then_fits(page)


def then_it_needs_no_scrolling(page: Page) -> None:
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= PROJECTOR["height"]


def then_it_needs_no_sideways_scrolling(page: Page) -> None:
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= PROJECTOR["width"]


def test_the_dark_theme_is_sound_and_stays(desk: Desk) -> None:
    page = desk.member("huisarts", "register/")
    page.locator("summary[aria-label^='Account']").click()
    then_accessible(page, "menu")
    page.get_by_role("button", name="Donker scherm").click()
    for path in ("", "register/", "register/nieuw/", "vergaderingen/", "afspraken/", "aandachtspunten/"):
        page.goto(f"/groep/wilgenmeer/{path}")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        then_accessible(page, f"donker-{path.replace('/', '-')}")
    page.goto("/groep/wilgenmeer/register/")
    page.get_by_role("link", name="Fluitenkruid").click()
    page.get_by_role("link", name="Problemen en krachtbronnen").click()
    expect(page.get_by_label("Problemen", exact=True)).to_be_visible()
    then_accessible(page, "donker-problemen")
