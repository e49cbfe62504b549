"""The dark theme on pages that no other story sees in the dark."""

from playwright.sync_api import expect

from tests.e2e.browser import Desk, then_accessible


def test_the_dark_theme_is_sound_and_stays(desk: Desk) -> None:
    page = desk.member("huisarts", "register/")
    page.locator("summary[aria-label^='Account']").click()
    then_accessible(page, "menu")
    page.get_by_role("button", name="Donker scherm").click()
    for path in ("", "register/", "register/nieuw/", "aandachtspunten/"):
        page.goto(f"/groep/wilgenmeer/{path}")
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
        then_accessible(page, f"donker-{path.replace('/', '-')}")
    page.goto("/groep/wilgenmeer/register/")
    page.get_by_role("link", name="Fluitenkruid").click()
    page.get_by_role("link", name="Problemen en krachtbronnen").click()
    expect(page.get_by_label("Problemen", exact=True)).to_be_visible()
    then_accessible(page, "donker-problemen")
