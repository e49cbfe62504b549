"""What one person does with a patient, and what somebody else sees of it the moment after."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk, log_in, then_accessible
from tests.e2e.steps import enter_patient, new_patient, type_into


def test_a_nurse_sees_a_patient_as_long_as_her_organisation_is_involved(desk: Desk) -> None:
    name = "Merelgans-Demo"
    address = new_patient(desk, name)
    doctor = desk.member("huisarts", address)
    nurse = desk.member("verpleegkundige", "register/")
    organisation = own_organisation(nurse)
    then_not_listed(nurse, name)

    when_home_care_is_involved(doctor, organisation)
    nurse.reload()
    nurse.get_by_role("link", name=re.compile(name)).click()
    type_into(nurse, "Vraag aan het MDO", "Wie doet de nachten?")
    then_the_doctor_reads_who_looked(desk, address)

    doctor.get_by_role("region", name="Thuiszorg").get_by_role("button", name="Beëindig").click()
    expect(doctor.get_by_role("region", name="Thuiszorg").get_by_role("button", name="Beëindig")).to_have_count(0)
    with desk.guard.expecting(404):
        nurse.get_by_role("link", name="Problemen en krachtbronnen").click()
        expect(nurse.get_by_role("heading", name="Niet gevonden")).to_be_visible()
        then_accessible(nurse, "nurse-no-longer")
    then_not_listed(desk.member("verpleegkundige", "register/"), name)
    doctor.goto(f"{address}vraag/")
    expect(doctor.get_by_label("Vraag aan het MDO")).to_have_value("Wie doet de nachten?")


def test_an_objection_hides_at_once(desk: Desk) -> None:
    name = "Stillewaternimf-Demo"
    address = new_patient(desk, name)
    consultant = desk.member("consulent", f"{address}vraag/")
    expect(consultant.get_by_role("heading", level=1)).to_contain_text(name)

    doctor = desk.member("huisarts", f"{address}toestemming/")
    doctor.get_by_role("radio", name="Maakt bezwaar").check()
    doctor.get_by_role("button", name="Leg vast").dblclick()
    expect(doctor.get_by_text("Deze patiënt maakt bezwaar tegen bespreken.")).to_be_visible()
    then_accessible(doctor, "objection-own-doctor")

    with desk.guard.expecting(404):
        consultant.get_by_role("link", name="Tijdlijn").click()
        expect(consultant.get_by_role("heading", name="Niet gevonden")).to_be_visible()
    then_not_listed(desk.member("consulent", "register/"), name)
    doctor = desk.member("huisarts", "register/")
    expect(doctor.get_by_role("row").filter(has_text=name)).to_contain_text("Bezwaar")


def test_a_second_target_group_beside_the_first(desk: Desk) -> None:
    page = desk.member("huisarts", "register/nieuw/", of="Stadsrand-Zuid")
    address = enter_patient(page, "Tweelingster-Demo")
    page.get_by_label("Urgentie", exact=True).select_option("u3")
    expect(page.locator("#banner-facts")).to_contain_text("Intensief, complex")
    page.get_by_label("Meer acties voor deze patiënt").click()
    page.get_by_role("link", name=re.compile("themagericht MDO", re.IGNORECASE)).click()
    then_accessible(page, "second-target-group")
    page.get_by_role("button", name=re.compile("Meld aan")).dblclick()
    expect(page.get_by_role("heading", name="Cultuursensitief")).to_be_visible()
    expect(page.locator("#banner-facts")).to_contain_text("Intensief, complex")
    page.goto(f"{address}tijdlijn/")
    expect(page.get_by_text(re.compile("Cultuursensitief")).first).to_be_visible()


def test_after_the_session_ended_nothing_is_shown_and_the_way_back_leads_here(desk: Desk) -> None:
    address = new_patient(desk, "Sessieduif-Demo")
    page = desk.visitor("/demo/")
    log_in(page, "consulent", of="Wilgenmeer")
    page.goto(f"{address}vraag/")
    page.context.clear_cookies()
    page.get_by_role("link", name="Tijdlijn").click()
    page.wait_for_url(re.compile("/inloggen/"))
    expect(page.get_by_text("Sessieduif-Demo")).to_have_count(0)
    page.go_back()
    expect(page.get_by_text("Sessieduif-Demo")).to_have_count(0)


def own_organisation(nurse: Page) -> str:
    said = nurse.get_by_text(re.compile("Je ziet alleen patiënten die bij .* in zorg zijn")).inner_text()
    found = re.search("bij (.*) in zorg", said)
    assert found
    return found[1]


def then_not_listed(page: Page, name: str) -> None:
    page.get_by_role("searchbox").fill(name.removesuffix("-Demo"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile(name))).to_have_count(0)
    expect(page.get_by_role("heading", name="Geen patiënten met deze filters")).to_be_visible()


def when_home_care_is_involved(page: Page, organisation: str) -> None:
    care = page.get_by_role("region", name="Thuiszorg")
    care.locator("summary", has_text="Voeg thuiszorg toe").click()
    care.get_by_label("Thuiszorgorganisatie").select_option(label=organisation)
    care.get_by_role("button", name="Voeg toe").click()
    expect(care.get_by_role("button", name="Beëindig")).to_have_count(1)


def then_the_doctor_reads_who_looked(desk: Desk, address: str) -> None:
    page = desk.member("huisarts", address)
    page.get_by_label("Meer acties voor deze patiënt").click()
    page.get_by_role("link", name="Wie heeft gekeken").click()
    lines = page.get_by_role("row").filter(has_text=re.compile("verpleegkundige"))
    expect(lines.filter(has_text="Vraag, prognose en urgentie bekeken")).not_to_have_count(0)
    then_accessible(page, "who-looked")
