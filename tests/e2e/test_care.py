"""Who and what is around a patient: diagnoses with suggested codes, involved people, home care, places."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import PHONE, Desk, take_screenshot, then_accessible, then_fits
from tests.e2e.steps import choose_in, new_patient

TABLE = "code;titel\nR84;Maligniteit bronchus/long\nR95;Emfyseem/COPD\nK77;Decompensatio cordis\n"


def test_a_doctor_puts_people_and_diagnoses_around_a_patient(desk: Desk) -> None:
    given_a_table_of_codes(desk)
    page = desk.member("huisarts", new_patient(desk, "Zorgkring-Demo"))
    then_accessible(page)
    when_a_diagnosis_is_found_by_word(page)
    then_it_can_be_changed_removed_and_put_back(page)
    when_a_colleague_and_an_outsider_are_involved(page)
    then_the_lead_goes_over_in_one_step(page)
    when_home_care_is_involved(page)
    when_places_are_chosen(page)
    then_accessible(page, "care-filled")
    then_fits(page)
    then_it_looks_right_on_a_phone_and_in_the_dark(desk, page.url)


def test_a_doctor_finds_a_code_without_script(desk: Desk) -> None:
    given_a_table_of_codes(desk)
    address = new_patient(desk, "Zonderzoeker-Demo")
    page = desk.member("huisarts", address, java_script_enabled=False)
    form = opened(section(page, "Diagnosen"), "Voeg een diagnose toe")
    form.get_by_label("Omschrijving").fill("decomp")
    form.get_by_role("button", name="Zoek een code").click()
    then_accessible_without_script(page)
    page.get_by_role("button", name="K77 Decompensatio cordis").click()
    expect(page.get_by_label("Omschrijving")).to_have_value("Decompensatio cordis")
    page.get_by_role("button", name="Voeg toe").click()
    expect(section(page, "Diagnosen")).to_contain_text("Decompensatio cordis")
    person = opened(section(page, "Betrokken professionals"), "Voeg een betrokkene toe")
    person.get_by_label("Lid van de groep").select_option(index=1)
    person.get_by_role("button", name="Voeg toe").click()
    expect(section(page, "Betrokken professionals").get_by_role("button", name="Verwijder")).to_have_count(1)


def test_a_nurse_is_asked_before_she_loses_sight(desk: Desk) -> None:
    nurse = desk.member("verpleegkundige", "register/")
    nurse.locator("#register-table tbody a").first.click()
    nurse.get_by_role("link", name="Gegevens en betrokkenen").click()
    section(nurse, "Thuiszorg").locator("li").filter(has_text="jouw organisatie").get_by_role(
        "button", name="Beëindig"
    ).click()
    expect(nurse.get_by_text("Daarna zie je deze patiënt zelf niet meer.")).to_be_visible()
    then_accessible(nurse, "care-end-own")
    nurse.get_by_role("link", name="Annuleer").click()
    expect(section(nurse, "Thuiszorg")).to_contain_text("jouw organisatie")


def given_a_table_of_codes(desk: Desk) -> None:
    staff = desk.member("medewerker", "/beheer/icpc/", of="Ranshuijsen")
    if staff.get_by_role("heading", name="In gebruik", exact=True).count():
        return
    then_accessible(staff, "icpc-empty")
    staff.get_by_role("link", name="Plaats een tabel").click()
    staff.get_by_label("Bestand").set_input_files(
        {"name": "kapot.csv", "mimeType": "text/csv", "buffer": b"code;titel\nR84;\nX;Iets\n"}
    )
    staff.get_by_label("Versie").fill("2026-1 (verzonnen)")
    staff.get_by_label("Datum van de tabel").fill("2026-01-01")
    staff.get_by_label("Licentie").fill("Ranshuijsen, contract 0 (verzonnen)")
    with desk.guard.expecting(400):
        staff.get_by_role("button", name="Controleer en plaats").click()
        expect(staff.get_by_role("alert")).to_contain_text("Rij 2: er is geen titel.")
    then_accessible(staff, "icpc-refused")
    staff.get_by_label("Bestand").set_input_files(
        {"name": "icpc.csv", "mimeType": "text/csv", "buffer": TABLE.encode()}
    )
    staff.get_by_role("button", name="Controleer en plaats").click()
    expect(staff.get_by_role("heading", name="In gebruik", exact=True)).to_be_visible()
    then_accessible(staff, "icpc-in-use")
    then_fits(staff)


def when_a_diagnosis_is_found_by_word(page: Page) -> None:
    form = opened(section(page, "Diagnosen"), "Voeg een diagnose toe")
    form.get_by_label("Omschrijving").press_sequentially("long")
    choice = form.get_by_role("button", name="R84 Maligniteit bronchus/long")
    expect(choice).to_be_visible()
    then_accessible(page)
    form.get_by_label("Omschrijving").press("ArrowDown")
    expect(choice).to_be_focused()
    page.keyboard.press("Enter")
    expect(form.get_by_label("ICPC-code")).to_have_value("R84")
    expect(form.get_by_label("Omschrijving")).to_have_value("Maligniteit bronchus/long")
    form.get_by_role("button", name="Voeg toe").click()
    expect(section(page, "Diagnosen").locator("li").filter(has_text="R84")).to_be_visible()


def then_it_can_be_changed_removed_and_put_back(page: Page) -> None:
    diagnoses = section(page, "Diagnosen")
    diagnoses.get_by_role("link", name="Wijzig").click()
    row = diagnoses.locator("li").first
    expect(row.get_by_label("Omschrijving")).to_have_value("Maligniteit bronchus/long")
    row.get_by_label("Omschrijving").fill("Longkanker")
    row.get_by_role("button", name="Sla op").click()
    expect(diagnoses).to_contain_text("Longkanker")
    diagnoses.get_by_role("button", name="Verwijder").click()
    expect(diagnoses.locator("del")).to_contain_text("R84 Longkanker")
    diagnoses.get_by_role("button", name="Ongedaan maken").click()
    expect(diagnoses.get_by_role("button", name="Verwijder")).to_have_count(1)
    expect(diagnoses.locator("del")).to_have_count(0)


def when_a_colleague_and_an_outsider_are_involved(page: Page) -> None:
    people = section(page, "Betrokken professionals")
    form = opened(people, "Voeg een betrokkene toe")
    form.get_by_label("Lid van de groep").select_option(index=1)
    expect(form.get_by_label("E-mail")).to_have_value(re.compile("@demo.invalid"))
    form.get_by_label("Regievoerder").check()
    then_accessible(page)
    form.get_by_role("button", name="Voeg toe").click()
    form = opened(people, "Voeg een betrokkene toe")
    form.get_by_label("Naam").fill("Ot Oeverzwaluw-Demo")
    form.get_by_label("Discipline").fill("Muziektherapeut")
    form.get_by_role("button", name="Voeg toe").click()
    expect(people).to_contain_text("Muziektherapeut")


def then_the_lead_goes_over_in_one_step(page: Page) -> None:
    people = section(page, "Betrokken professionals")
    people.get_by_role("button", name="Maak regievoerder").click()
    expect(people.get_by_text("regievoerder", exact=True)).to_have_count(1)
    expect(page.locator("#banner-facts")).to_contain_text("Ot Oeverzwaluw-Demo")


def when_home_care_is_involved(page: Page) -> None:
    care = section(page, "Thuiszorg")
    form = opened(care, "Voeg thuiszorg toe")
    form.get_by_label("Thuiszorgorganisatie").select_option(index=0)
    form.get_by_role("button", name="Voeg toe").click()
    expect(care.get_by_role("button", name="Beëindig")).to_have_count(1)


def when_places_are_chosen(page: Page) -> None:
    choose_in(page, "Gewenste plaats van verblijf", "Thuis")
    choose_in(page, "Plaats van verblijf nu", "Ziekenhuis")
    choose_in(page, "Gewenste plaats van overlijden", "Hospice")


def then_it_looks_right_on_a_phone_and_in_the_dark(desk: Desk, address: str) -> None:
    phone = desk.member("huisarts", address, viewport=PHONE)
    take_screenshot(phone, "care-phone")
    dark = desk.member("huisarts", address)
    dark.evaluate("localStorage.setItem('mdo-theme', 'dark')")
    dark.reload()
    then_accessible(dark, "care-dark")


def then_accessible_without_script(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    take_screenshot(page, "care-without-script")


def section(page: Page, name: str) -> Locator:
    return page.get_by_role("region", name=name)


def opened(part: Locator, summary: str) -> Locator:
    details = part.locator("details").filter(has_text=summary)
    if details.get_attribute("open") is None:
        details.locator("summary").click()
    return details.locator("form")
