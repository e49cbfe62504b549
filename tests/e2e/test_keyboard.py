"""Works without a mouse; a whole meeting does in `chair.py`."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk


def test_a_doctor_filters_and_opens_a_patient_by_keyboard(desk: Desk) -> None:
    page = desk.member("huisarts", "register/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    when_tabbing_to_the_filter(page)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Palliatief")).to_be_checked()
    expect(page.locator("#register-table tbody tr").filter(has_text="Klaproos")).to_have_count(0)
    page.keyboard.press("/")
    page.keyboard.type("fluiten")
    expect(page.locator("#register-table tbody tr")).to_have_count(1)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Register", exact=True).focus()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Fluitenkruid")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Fluitenkruid")


def when_tabbing_to_the_filter(page: Page) -> None:
    chosen = page.get_by_role("radio", name="Alle")
    for _step in range(20):
        if chosen.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    expect(chosen).to_be_focused()


def test_shortcuts_can_be_switched_off(desk: Desk) -> None:
    page = desk.member("huisarts", "register/")
    page.keyboard.press("?")
    guide = page.get_by_role("dialog", name="MDO-Wegwijzer")
    guide.get_by_label("Sneltoetsen gebruiken").uncheck()
    page.keyboard.press("Escape")
    expect(guide).to_be_hidden()
    page.keyboard.press("n")
    page.keyboard.press("?")
    expect(guide).to_be_hidden()
    expect(page).to_have_url(re.compile("/register/$"))
