"""From enrolment to closing and back, with and without scripts, on a laptop and a telephone."""

from __future__ import annotations

import re
from datetime import date

from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk, then_accessible, then_fits
from tests.e2e.steps import enter_patient, new_patient, then_saved, type_into


def do(page: Page, action: str) -> None:
    """Choose an action of the patient's menu."""
    before = page.url
    page.get_by_label("Meer acties voor deze patiënt").click()
    page.get_by_role("link", name=action).click()
    page.wait_for_url(lambda url: url != before)  # it waits until what was typed is stored


def then_message(page: Page, text: str) -> None:
    expect(page.get_by_text(text)).to_be_visible()


def test_a_patient_goes_over_to_palliative_care_and_is_closed_and_comes_back(desk: Desk) -> None:
    page = desk.member("huisarts", "register/nieuw/")
    enter_patient(page, "Wevervogel-Demo", target_group="Kwetsbare ouderen")
    page.get_by_label("Urgentie", exact=True).select_option("u3")
    then_saved(page, "Urgentie")
    given_transferred(page)
    then_message(page, "Moet er een consulent bij?")
    then_accessible(page, "lifecycle-transferred")
    when_closed(page)
    expect(page.get_by_text("Deze patiënt is afgesloten.")).to_be_visible()
    page.get_by_role("link", name="Vul de evaluatie aan").click()
    type_into(page, "Wat kan beter, wat leren we", "De noodmedicatie kwam laat.")
    when_reopened(page)
    then_message(page, "De patiënt staat weer in het register.")
    expect(page.get_by_text("Wie is er ’s nachts?").first).to_be_visible()


def given_transferred(page: Page) -> None:
    do(page, "Zet over naar een andere doelgroep")
    then_accessible(page, "lifecycle-transfer")
    then_fits(page)
    page.get_by_role("radio", name="Palliatief").check()
    page.get_by_label("Waarom zet je over?").fill("Verzwakt snel, met de dochter besproken.")
    page.get_by_role("radio", name="Akkoord").check()
    page.get_by_role("button", name="Zet over").dblclick()
    then_message(page, "Overgezet naar Palliatief.")
    expect(page.get_by_text("Urgentie vóór het overzetten:")).to_be_visible()
    type_into(page, "Vraag aan het MDO", "Wie is er ’s nachts?")


def when_closed(page: Page) -> None:
    do(page, "Sluit af")
    then_accessible(page, "lifecycle-close")
    then_fits(page)
    page.get_by_role("radio", name="Overleden").check()
    page.get_by_label("Plaats van overlijden").select_option(label="Thuis")
    page.get_by_label("Wat ging goed").fill("De nachtzorg was op tijd geregeld.")
    page.get_by_role("button", name="Sluit af").dblclick()


def when_reopened(page: Page) -> None:
    do(page, "Heropen")
    then_accessible(page, "lifecycle-reopen")
    page.get_by_role("radio", name=re.compile("vergissing")).check()
    page.get_by_role("button", name="Heropen").click()


def test_a_closed_patient_is_found_back_and_kept(desk: Desk) -> None:
    page = desk.member("voorzitter", "register/afgesloten/")
    page.get_by_label("Zoek op naam, geboortejaar of huisarts").fill("paarden")
    page.get_by_role("button", name="Zoek").click()
    expect(page.get_by_role("row").filter(has_text="Paardenbloem-Demo")).to_have_count(1)
    assert "paarden" not in page.url
    then_accessible(page, "lifecycle-closed")
    then_fits(page)
    page.get_by_role("link", name="Bewaartermijn").click()
    announced = page.get_by_role("region", name="Aangekondigd")
    expect(announced).to_contain_text("Paardenbloem-Demo")
    then_accessible(page, "lifecycle-retention")
    then_fits(page)
    when_dark(page)
    then_accessible(page, "lifecycle-retention-dark")
    announced.get_by_role("link", name=re.compile("Niet verwijderen")).click()
    page.get_by_label("Waarom moet dit bewaard blijven?").fill("Er loopt een klacht.")
    page.get_by_role("button", name="Bewaar deze patiënt").click()
    expect(page.get_by_text("De patiënt blijft bewaard.")).to_be_visible()
    do(page, "Bewaren opheffen")
    then_accessible(page, "lifecycle-hold")
    page.get_by_role("button", name=re.compile("Hef op")).click()
    then_message(page, "De bewaartermijn geldt weer.")


def when_dark(page: Page) -> None:
    page.get_by_label(re.compile("^Account van")).click()
    page.get_by_role("button", name="Donker scherm").click()
    page.keyboard.press("Escape")


def test_consent_and_its_history(desk: Desk) -> None:
    address = new_patient(desk, "Toestemmingvogel-Demo")
    page = desk.member("huisarts", address)
    do(page, "Toestemming")
    page.get_by_role("radio", name="Geïnformeerd, geen bezwaar").check()
    page.get_by_role("radio", name="Vertegenwoordiger").check(force=True)
    page.get_by_label("Datum").fill(date.today().isoformat())  # noqa: DTZ011 - what a person types
    page.get_by_role("button", name="Leg vast").click()
    then_message(page, "De toestemming is vastgelegd.")
    do(page, "Toestemming")
    expect(page.get_by_text("geldt nu")).to_be_visible()
    then_accessible(page, "lifecycle-consent")
    then_fits(page)


def test_the_menu_and_the_transfer_work_without_scripts(desk: Desk) -> None:
    address = new_patient(desk, "Zonderscript-Demo")
    page = desk.member("huisarts", address, java_script_enabled=False)
    do(page, "Zet over naar een andere doelgroep")
    page.get_by_role("radio", name="Kwetsbare ouderen").check()
    page.get_by_label("Waarom zet je over?").fill("Toch stabiel.")
    page.get_by_role("button", name="Zet over").click()
    then_message(page, "Overgezet naar Kwetsbare ouderen.")
    do(page, "Sluit af")
    page.get_by_role("radio", name="Verhuisd").check()
    page.get_by_role("button", name="Sluit af").click()
    then_message(page, "Afgesloten. De evaluatie kun je nog aanvullen.")


def test_the_menu_by_keyboard(desk: Desk) -> None:
    page = desk.member("huisarts", new_patient(desk, "Toetsvogel-Demo"))
    page.get_by_label("Meer acties voor deze patiënt").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Overzetten naar een andere doelgroep")
