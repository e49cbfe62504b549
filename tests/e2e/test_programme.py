"""A programme in steps, without a mouse and without scripts."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import PHONE, Desk, then_accessible, then_fits
from tests.e2e.steps import new_patient

FIRST = "Signaleren kwetsbaarheid"


def step(page: Page, label: str) -> Locator:
    return page.locator("li.step").filter(has=page.get_by_role("heading", name=label))


def test_a_step_is_recorded_and_taken_back_by_keyboard(desk: Desk) -> None:
    url = new_patient(desk, "Programma-Demo", target_group="Kwetsbare ouderen")
    page = desk.member("huisarts", f"{url}programma/")
    expect(step(page, FIRST)).to_contain_text("Volgende")
    step(page, FIRST).locator("summary").press("Enter")
    page.keyboard.press("Tab")
    expect(step(page, FIRST).get_by_label("Datum")).to_be_focused()
    step(page, FIRST).get_by_role("radio", name="Nog geen uitkomst").press("ArrowDown")
    expect(step(page, FIRST).get_by_role("radio", name="Kwetsbaar (A05)")).to_be_checked()
    step(page, FIRST).get_by_role("radio", name="Niet gevraagd").press("ArrowDown")
    then_accessible(page, "programma")
    then_fits(page)
    step(page, FIRST).get_by_role("button", name="Sla op").press("Enter")
    page.wait_for_url(re.compile(r"#step-"))
    expect(step(page, FIRST)).to_contain_text("Gedaan")
    expect(step(page, FIRST)).to_contain_text("Registreer in het HIS: A05 Kwetsbaar. Het portaal stuurt niets.")
    page.keyboard.press("z")
    expect(step(page, FIRST)).to_contain_text("Volgende")
    expect(step(page, FIRST)).not_to_contain_text("Registreer")


def test_a_phone_without_scripts_records_that_the_patient_declines(desk: Desk) -> None:
    url = new_patient(desk, "Weiger-Demo", target_group="Kwetsbare ouderen")
    page = desk.member("huisarts", f"{url}programma/", viewport=PHONE, java_script_enabled=False)
    second = step(page, "Inschatting zorgbehoefte")
    second.locator("summary").click()
    second.get_by_role("radio", name="Weigert").check()
    second.get_by_role("button", name="Sla op").click()
    expect(step(page, "Inschatting zorgbehoefte")).to_contain_text("Weigert")
    expect(page.get_by_text("Vastgelegd: de patiënt weigert")).to_be_visible()


def test_who_was_not_discussed_this_year_is_found_from_the_first_page(desk: Desk) -> None:
    page = desk.member("voorzitter", of="Oosterpolder")
    page.get_by_role("link", name="Bekijk wie").click()
    expect(page.get_by_role("link", name="Rietzanger-Demo")).to_be_visible()
    then_accessible(page, "jaarlijks")
    then_fits(page)
