"""From a new patient to the report of the meeting that discussed it, by everybody who takes part."""

from __future__ import annotations

import re
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.conftest import wait_until
from tests.e2e.browser import Desk, then_accessible, then_fits
from tests.e2e.chair import Chair
from tests.e2e.mailbox import link_in, newest_mail
from tests.e2e.steps import choose_in, enter_patient, type_into

LAST_NAME = "Kanariewortel-Demo"
INITIAL = "Mw. K. (1941)"
QUESTION = "Wie vangt de hond op als het thuis niet meer gaat?"
PROBLEMS = "Benauwd bij het traplopen"
STRENGTHS = "Zingt elke dag"
ADVICE = "Bespreek een benauwdheidsplan met mevrouw Kanariewortel-Demo"
AGREEMENT = "Vraagt de ergotherapeut om een huisbezoek"
BOTTLENECK = "Nachtzorg is in het weekend niet te regelen"
GUEST = "Gijs Gastvrij-Demo"


def test_a_patient_is_entered_discussed_and_reported(desk: Desk) -> None:
    given_the_register_shows_colour_shape_and_word(desk)
    patient = when_the_doctor_enters_a_patient(desk)
    when_the_doctor_prepares_the_discussion(desk, patient)
    then_it_is_there_after_a_reload(desk, patient)

    page = desk.member("voorzitter", "vergaderingen/")
    chair = Chair(page, last_name=LAST_NAME, initials=INITIAL)
    pdf = when_the_chair_holds_a_meeting_by_keyboard(chair)

    then_the_report_holds_no_name(page)
    then_its_pdf_is_tagged_and_holds_no_name(pdf)
    then_the_participants_get_a_link_without_patient_data(desk, page)
    then_the_log_is_silent_about_the_patient(desk)
    chair.finishes(AGREEMENT)


def given_the_register_shows_colour_shape_and_word(desk: Desk) -> None:
    page = desk.member("huisarts", "register/")
    rows = page.locator("#register-table tbody tr")
    urgent = rows.filter(has_text="Acuut, onhoudbaar")
    expect(urgent.locator(".level svg").first).to_be_visible()
    expect(urgent.first).to_have_class(re.compile("care-red"))
    page.get_by_role("group", name="Filter op doelgroep").get_by_text("Kwetsbare ouderen").click()
    expect(rows.filter(has=page.get_by_text("Palliatief", exact=True))).to_have_count(0)
    expect(rows.filter(has_text="Kwetsbare ouderen")).not_to_have_count(0)
    then_accessible(page, "register-filter")
    then_fits(page)


def when_the_doctor_enters_a_patient(desk: Desk) -> str:
    page = desk.member("huisarts", "register/")
    page.get_by_role("link", name="Patiënt aanmelden").click()
    then_accessible(page, "patient-aanmelden")
    then_fits(page)
    return enter_patient(page, LAST_NAME)


def when_the_doctor_prepares_the_discussion(desk: Desk, patient: str) -> None:
    page = desk.member("huisarts", f"{patient}vraag/")
    type_into(page, "Vraag aan het MDO", QUESTION)
    choose_in(page, "Urgentie", "3 · Intensief, complex")
    choose_in(page, "Prognose", "C · Weken (tot maanden)")
    expect(page.locator("#banner-facts")).to_contain_text("Intensief, complex")
    then_accessible(page, "patient-vraag")
    then_fits(page)
    page.get_by_role("link", name="Problemen en krachtbronnen").click()
    type_into(page, "Problemen", PROBLEMS)
    type_into(page, "Krachtbronnen", STRENGTHS)
    page.get_by_text(re.compile(r"^Nog \d+ velden$")).click()
    choose_in(page, "Performance (ECOG)", "3, beperkte zelfzorg, meer dan de helft van de dag in bed of stoel")
    then_accessible(page, "patient-problemen")
    then_fits(page)


def then_it_is_there_after_a_reload(desk: Desk, patient: str) -> None:
    page = desk.member("huisarts", f"{patient}vraag/")
    expect(page.get_by_label("Vraag aan het MDO")).to_have_value(QUESTION)
    expect(page.get_by_label("Urgentie", exact=True)).to_have_value("u3")
    expect(page.get_by_label("Prognose", exact=True)).to_have_value("pal_c")
    page.get_by_role("link", name="Problemen en krachtbronnen").click()
    expect(page.get_by_label("Problemen", exact=True)).to_have_value(PROBLEMS)
    expect(page.get_by_label("Krachtbronnen", exact=True)).to_have_value(STRENGTHS)
    expect(page.get_by_label("Performance (ECOG)")).to_have_value("3")
    for tab in ("Gegevens", "Adviezen", "Tijdlijn"):
        page.get_by_role("navigation", name="Onderdelen van de patiënt").get_by_role("link", name=tab).click()
        then_accessible(page, f"patient-{tab.lower()}")
        then_fits(page)


def when_the_chair_holds_a_meeting_by_keyboard(chair: Chair) -> bytes:
    """Not one click, from planning to what was agreed; the PDF of the report."""
    chair.plans()
    chair.builds_the_agenda()
    chair.looks_at_the_paper()
    chair.opens()
    names = chair.ticks_who_is_there(guest=GUEST)
    chair.shows_the_patient_by_initials()
    for text in (QUESTION, PROBLEMS):
        expect(chair.page.get_by_text(text)).to_be_visible()
    chair.hides_the_screen()
    chair.sets_the_projector()
    chair.writes_advice(ADVICE)
    chair.notes_agreements(AGREEMENT, who=names[0])
    chair.notes_a_signal(BOTTLENECK)
    chair.adds_a_patient()
    parked = chair.goes_on_and_back_and_parks()
    chair.comes_to_the_end(parked=parked)
    chair.closes(agreement=AGREEMENT)
    return chair.gets_the_report()


def then_the_report_holds_no_name(page: Page) -> None:
    report = page.get_by_role("main")
    for text in (INITIAL, QUESTION, AGREEMENT, BOTTLENECK, GUEST, "Intensief, complex"):
        expect(report).to_contain_text(text)
    expect(report).not_to_contain_text("Kanariewortel")


def then_its_pdf_is_tagged_and_holds_no_name(pdf: bytes) -> None:
    reader = PdfReader(BytesIO(pdf))
    text = " ".join(" ".join(one.extract_text() for one in reader.pages).split())
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert INITIAL in text
    assert AGREEMENT in text
    assert BOTTLENECK in text
    assert "Kanariewortel" not in text


def then_the_participants_get_a_link_without_patient_data(desk: Desk, meeting: Page) -> None:
    page = desk.visitor("/demo/post/")
    wait_until(lambda: page.reload() is not None and page.locator("article", has_text=meeting.url).count() == 3)
    mails = page.locator("article", has_text=meeting.url).all_inner_texts()
    then_accessible(page, "post")
    for secret in ("Kanariewortel", "1941", QUESTION, PROBLEMS, "benauwdheidsplan", AGREEMENT, BOTTLENECK):
        assert not [mail for mail in mails if secret in mail]
    address = re.search(r"Aan .*?([^\s<>]+@demo\.invalid)", mails[0])
    assert address is not None
    then_the_link_leads_to_the_report(desk, address[1])


def then_the_link_leads_to_the_report(desk: Desk, email: str) -> None:
    people = desk.visitor("/demo/")
    person = people.get_by_role("row").filter(has_text=email)
    person.get_by_role("link", name="Toon de code").click()
    password = re.search("‘(.+)’", people.get_by_role("main").inner_text())
    assert password is not None
    page = desk.visitor(link_in(newest_mail(desk.portal, to=email)))
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password[1])
    page.get_by_role("button", name="Log in").click()
    people.reload()
    page.get_by_label("Code uit je app").fill(people.locator("#demo-code").inner_text())
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("main")).to_contain_text(INITIAL)


def then_the_log_is_silent_about_the_patient(desk: Desk) -> None:
    log = desk.portal.log()
    assert "Kanariewortel" not in log
    assert QUESTION not in log
