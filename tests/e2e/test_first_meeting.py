"""From a new patient to the report of the meeting that discussed it, by everybody who takes part."""

from __future__ import annotations

import re
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.conftest import wait_until
from tests.e2e.browser import PROJECTOR, Desk, then_accessible, then_fits
from tests.e2e.mailbox import link_in, newest_mail
from tests.e2e.steps import choose_in, enter_patient, field, in_days, then_saved, type_into

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

    meeting = when_the_chair_plans_a_meeting(desk)
    when_the_chair_puts_patients_on_the_agenda(meeting)
    when_the_chair_opens_meeting_mode(meeting)
    names = when_the_chair_ticks_who_is_there(meeting)
    when_a_guest_joins(meeting)
    then_the_big_screen_shows_initials(meeting)
    when_the_patient_is_discussed(meeting, who=names[0])
    when_the_chair_closes(meeting)

    then_the_report_is_made(meeting)
    then_the_report_holds_no_name(meeting)
    then_its_pdf_is_tagged_and_holds_no_name(meeting)
    then_the_participants_get_a_link_without_patient_data(desk, meeting)
    then_the_log_is_silent_about_the_patient(desk)


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


def when_the_chair_plans_a_meeting(desk: Desk) -> Page:
    page = desk.member("voorzitter", "vergaderingen/", viewport=PROJECTOR)
    page.get_by_role("link", name="Plan vergadering").click()
    page.get_by_label("Dag").fill(in_days(1))
    page.get_by_label("Begintijd").fill("12:30")
    then_accessible(page, "vergadering-plannen")
    then_fits(page)
    page.get_by_role("button", name="Plan vergadering").dblclick()
    expect(page.get_by_role("heading", name="De agenda is nog leeg")).to_be_visible()
    return page


def when_the_chair_puts_patients_on_the_agenda(page: Page) -> None:
    proposed = page.get_by_role("region", name="Voorgesteld")
    expect(proposed.get_by_role("checkbox", name=LAST_NAME)).to_be_checked()
    proposed.get_by_role("button", name="Zet op agenda").click()
    agenda = page.get_by_role("region", name="Agenda").first
    expect(agenda).to_contain_text(LAST_NAME)
    row = agenda.get_by_role("row").filter(has_text=LAST_NAME)
    for place in range(int(row.get_by_role("cell").first.inner_text()), 1, -1):
        row.get_by_role("button", name="omhoog").click()
        expect(row.get_by_role("cell").first).to_have_text(str(place - 1))
    then_accessible(page, "agenda")
    then_fits(page)


def when_the_chair_opens_meeting_mode(page: Page) -> None:
    page.get_by_role("button", name="Open vergadering").dblclick()
    page.wait_for_url(re.compile("/zaal/"))
    expect(page.get_by_role("heading", name="Welkom")).to_be_visible()
    then_accessible(page, "zaal-welkom")


def when_the_chair_ticks_who_is_there(page: Page) -> list[str]:
    page.get_by_role("button", name="Wie is er").click()
    dialog = page.get_by_role("dialog", name="Wie is er")
    seats = dialog.locator("#attendance-list").get_by_role("button")
    names = [seats.nth(number).inner_text().strip() for number in range(2)]
    for number in range(2):
        seats.nth(number).click()
        expect(seats.nth(number)).to_have_attribute("aria-pressed", "true")
    then_accessible(page, "zaal-aanwezig")
    return names


def when_a_guest_joins(page: Page) -> None:
    dialog = page.get_by_role("dialog", name="Wie is er")
    dialog.get_by_label("Naam").fill(GUEST)
    dialog.get_by_label("Discipline").fill("ergotherapeut")
    dialog.get_by_role("button", name="Voeg gast toe").dblclick()
    expect(page.locator("#room-attendance")).to_contain_text("4 aanwezig, waarvan 1 gast")


def then_the_big_screen_shows_initials(page: Page) -> None:
    page.get_by_role("button", name="Volgende:").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(INITIAL)
    expect(page.locator("body")).not_to_contain_text(LAST_NAME)
    expect(page.get_by_text(QUESTION)).to_be_visible()
    expect(page.get_by_text(PROBLEMS)).to_be_visible()
    then_accessible(page, "zaal-patient")
    page.keyboard.press("b")
    expect(page.get_by_role("dialog", name="Scherm verborgen")).to_be_visible()
    then_accessible(page, "zaal-gordijn")
    page.keyboard.press("b")
    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=1)).to_contain_text(LAST_NAME)
    page.keyboard.press("p")
    expect(page.get_by_role("heading", level=1)).to_have_text(INITIAL)


def when_the_patient_is_discussed(page: Page, *, who: str) -> None:
    type_into(page, "Advies", ADVICE)
    agreements = page.get_by_role("region", name="Afspraken", exact=True)
    agreements.get_by_label("Wat spreken we af?").fill(AGREEMENT)
    agreements.get_by_label("Wie", exact=True).select_option(label=who)
    agreements.get_by_label("Uiterlijk op").fill(in_days(7))
    then_saved(page, "Wat spreken we af?")
    signal = page.get_by_role("region", name="Aandachtspunt voor groep of regio")
    signal.get_by_text("knelpunt").click()
    signal.get_by_label("Categorie").select_option(index=1)
    signal.get_by_label("Omschrijving zonder patiëntgegevens").fill(BOTTLENECK)
    expect(field(page, "Omschrijving zonder patiëntgegevens").locator("[data-save-status]")).to_contain_text("Opgesl")
    then_accessible(page, "zaal-vastleggen")


def when_the_chair_closes(page: Page) -> None:
    page.get_by_role("link", name="Sluit af").click()
    page.wait_for_url(re.compile("/sluiten/"))
    expect(page.get_by_role("main")).to_contain_text(AGREEMENT)
    then_accessible(page, "vergadering-sluiten")
    then_fits(page)
    page.get_by_role("button", name="Sluit en maak verslag").dblclick()
    page.wait_for_url(re.compile("/verslag/"))


def then_the_report_is_made(page: Page) -> None:
    def is_made() -> bool:
        page.reload()
        return page.get_by_role("link", name="PDF").count() > 0

    wait_until(is_made, seconds=40)
    then_accessible(page, "verslag")
    then_fits(page)


def then_the_report_holds_no_name(page: Page) -> None:
    report = page.get_by_role("main")
    for text in (INITIAL, QUESTION, AGREEMENT, BOTTLENECK, GUEST, "Intensief, complex"):
        expect(report).to_contain_text(text)
    expect(report).not_to_contain_text("Kanariewortel")


def then_its_pdf_is_tagged_and_holds_no_name(page: Page) -> None:
    with page.expect_download() as started:
        page.get_by_role("link", name="PDF").first.click()
    assert re.fullmatch(r"mdo-verslag-\d{4}-\d\d-\d\d\.pdf", started.value.suggested_filename)
    reader = PdfReader(BytesIO(started.value.path().read_bytes()))
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
