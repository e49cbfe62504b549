"""Everything works without a mouse."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk
from tests.e2e.steps import new_patient, open_meeting


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


def test_a_chair_leads_a_meeting_by_keyboard(desk: Desk) -> None:
    new_patient(desk, "Toetsenbord-Demo")
    page = open_meeting(desk)
    page.keyboard.press("a")
    dialog = page.get_by_role("dialog", name="Wie is er")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.get_by_role("button", name="Volgende:").press("Enter")
    name = re.compile(r"^(Mw\.|Dhr\.) \w\. \(\d{4}\)$")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=1)).to_contain_text("-Demo")
    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    page.keyboard.press("b")
    expect(page.get_by_role("dialog", name="Scherm verborgen")).to_be_visible()
    page.keyboard.press("b")
    expect(page.get_by_role("dialog", name="Scherm verborgen")).to_be_hidden()


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
