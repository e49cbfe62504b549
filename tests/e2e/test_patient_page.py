"""The patient page: saved, taken back, told in the timeline; suggestions that leave the cursor alone; a BSN."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk, log_in, then_accessible, then_fits
from tests.e2e.steps import SAVED, choose_in, new_patient, type_into
from tests.register.numbers import FIRST

UNDO = re.compile("^Ongedaan maken")


def test_what_was_typed_is_taken_back_and_found_in_the_timeline(desk: Desk) -> None:
    patient = new_patient(desk, "Terugweg-Demo")
    page = desk.member("huisarts", f"{patient}problemen/psychisch/")
    expect(page.get_by_role("button", name=UNDO)).to_have_count(0)
    type_into(page, "Problemen", "Somber sinds de opname")
    type_into(page, "Problemen", "Somber")
    expect(page.get_by_role("link", name="Psychisch")).to_contain_text("1 veld ingevuld")
    then_accessible(page, "ongedaan-maken")
    then_fits(page)

    page.get_by_role("button", name=UNDO).click()
    expect(page.get_by_text("Teruggezet.")).to_be_visible()
    expect(page.get_by_label("Problemen", exact=True)).to_have_value("Somber sinds de opname")
    page.locator("h1").click()
    page.keyboard.press("z")
    page.wait_for_load_state()
    expect(page.get_by_label("Problemen", exact=True)).to_have_value("")
    expect(page.get_by_role("button", name=UNDO)).to_have_count(0)

    page.get_by_role("link", name="Tijdlijn").click()
    expect(page.get_by_text("terug: van ‘Somber’ naar ‘Somber sinds de opname’.")).to_be_visible()
    then_accessible(page, "tijdlijn")
    then_fits(page)
    page.get_by_role("button", name="Zet terug: ‘Somber’").first.click()
    expect(page.get_by_text("Teruggezet.")).to_be_visible()
    page.get_by_label("Onderwerp").select_option(label="Vraag aan het MDO")
    expect(page.get_by_text("Geen wijzigingen met deze filters")).to_be_visible()
    page.goto(f"{patient}problemen/psychisch/")
    expect(page.get_by_label("Problemen", exact=True)).to_have_value("Somber")


def test_suggestions_follow_without_moving_what_somebody_types_in(desk: Desk) -> None:
    patient = new_patient(desk, "Meedenken-Demo", target_group="Kwetsbare ouderen")
    page = desk.member("huisarts", f"{patient}problemen/sociaal/")
    field = page.get_by_label("Problemen", exact=True)
    before = field.bounding_box()
    choose_in(page, "Belasting van de mantelzorg", "Zwaar")
    aids = page.locator("#aids")
    expect(aids.get_by_text("past bij wat is ingevuld").first).to_be_visible()
    field.focus()
    page.keyboard.type("Zoon slaapt ")
    expect(page.locator("form").filter(has=field).locator("[data-save-status]")).to_contain_text(SAVED)
    page.keyboard.type("slecht")
    expect(field).to_be_focused()
    expect(field).to_have_value("Zoon slaapt slecht")
    assert field.bounding_box() == before
    then_accessible(page, "suggesties")


def test_two_doctors_without_script_keep_both_texts(desk: Desk) -> None:
    patient = new_patient(desk, "Samenvoegen-Demo")
    address = f"{patient}problemen/zingeving/"
    her = desk.member("voorzitter", address, java_script_enabled=False)
    him = desk.member("huisarts", address, java_script_enabled=False)
    when_saved_by_button(her, "Bidt elke dag")
    with desk.guard.expecting(409):
        when_saved_by_button(him, "Zingt in het koor")
    expect(him.get_by_role("heading", level=1)).to_have_text("‘Problemen’ is niet opgeslagen")
    expect(him.get_by_role("link", name=re.compile("Neem tekst van .* over"))).to_be_visible()
    expect(him.get_by_role("button", name="Houd mijn tekst")).to_be_visible()
    him.get_by_role("button", name="Voeg samen").click()
    expect(him.get_by_label("Problemen", exact=True)).to_have_value("Bidt elke dag\nZingt in het koor")
    him.get_by_role("button", name=UNDO).click()
    expect(him.get_by_label("Problemen", exact=True)).to_have_value("Bidt elke dag")


def when_saved_by_button(page: Page, text: str) -> None:
    page.get_by_label("Problemen", exact=True).fill(text)
    page.locator("form").filter(has=page.get_by_label("Problemen", exact=True)).get_by_role(
        "button", name="Opslaan"
    ).click()


def test_a_number_is_recorded_shown_and_removed(desk: Desk) -> None:
    patient = new_patient(desk, "Nummer-Demo")
    when_the_group_chooses_for_it(desk)
    page = desk.visitor("/demo/")
    log_in(page, "huisarts", of="Wilgenmeer")  # a code of just now
    page.goto(patient)
    page.get_by_role("link", name="Leg het nummer vast").click()
    page.get_by_role("textbox", name="Burgerservicenummer").fill(FIRST[:-1])
    with desk.guard.expecting(400):
        page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Dit is geen BSN.").first).to_be_visible()
    page.get_by_role("textbox", name="Burgerservicenummer").fill(f"{FIRST[:4]} {FIRST[4:]}")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("niet geverifieerd")).to_be_visible()
    assert FIRST not in page.content()
    page.get_by_role("link", name="Bekijk of wijzig het nummer").click()
    then_accessible(page, "bsn")
    then_fits(page)
    page.get_by_role("button", name="Toon het nummer").click()
    expect(page.locator("#bsn-number")).to_have_text(FIRST)
    page.get_by_role("link", name="Verberg het nummer").click()
    assert FIRST not in page.content()
    page.get_by_role("button", name="Verwijder het nummer").first.click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijder het nummer").click()
    expect(page.get_by_text("Het burgerservicenummer is verwijderd.")).to_be_visible()


def when_the_group_chooses_for_it(desk: Desk) -> None:
    page = desk.visitor("/demo/")
    log_in(page, "groepsbeheerder", of="Wilgenmeer")
    page.goto("/groep/wilgenmeer/beheer/keuzes/")
    page.get_by_role("group", name=re.compile("burgerservicenummer", re.IGNORECASE)).get_by_role(
        "radio", name="Kan worden vastgelegd"
    ).check()
    page.get_by_role("button", name="Bewaar keuzes").click()
    expect(page.get_by_text("De keuzes zijn bewaard.")).to_be_visible()
