"""Where a browser runs no script, logging in, filtering, entering and saving still work."""

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk
from tests.e2e.steps import enter_patient


def test_a_doctor_works_without_script(desk: Desk) -> None:
    page = desk.visitor("/demo/", java_script_enabled=False)
    when_logging_in_by_hand(page)
    when_filtering(page)
    when_searching(page)
    when_entering_a_patient(page)
    then_a_field_is_saved_by_its_button(page)


def when_logging_in_by_hand(page: Page) -> None:
    person = page.get_by_role("region", name="Wilgenmeer").get_by_role("row").filter(has_text="huisarts").first
    email = person.get_by_text("@demo.invalid").inner_text()
    person.get_by_role("link", name="Toon de code").click()
    password = re.search("‘(.+)’", page.get_by_role("main").inner_text())
    assert password is not None
    code_page = page.url
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password[1])
    page.get_by_role("button", name="Log in").click()
    form = page.url
    page.goto(code_page)
    code = page.locator("#demo-code").inner_text()
    page.goto(form)
    page.get_by_label("Code uit je app").fill(code)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url(re.compile("/groep"))


def when_filtering(page: Page) -> None:
    page.goto("/groep/wilgenmeer/register/")
    page.get_by_role("radio", name="Kwetsbare ouderen").check()
    page.get_by_role("button", name="Toon").click()
    rows = page.locator("#register-table tbody tr")
    expect(rows.filter(has_text="Klaproos")).to_have_count(1)
    expect(rows.filter(has_text="Citroenvlinder")).to_have_count(0)


def when_searching(page: Page) -> None:
    page.get_by_label("Zoek op naam, geboortejaar of huisarts").fill("klap")
    page.get_by_role("button", name="Zoek").click()
    expect(page.locator("#register-table tbody tr")).to_have_count(1)
    assert "klap" not in page.url


def when_entering_a_patient(page: Page) -> None:
    page.get_by_role("link", name="Patiënt aanmelden").click()
    enter_patient(page, "Zonderscript-Demo")


def then_a_field_is_saved_by_its_button(page: Page) -> None:
    page.get_by_label("Vraag aan het MDO").fill("Werkt dit zonder script?")
    page.locator("form").filter(has=page.get_by_label("Vraag aan het MDO")).get_by_role("button").click()
    page.goto(page.url)
    expect(page.get_by_label("Vraag aan het MDO")).to_have_value("Werkt dit zonder script?")
