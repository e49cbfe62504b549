"""Who looked at a patient, as the patient's doctor shows it; the group's log and review, as the chair reads them."""

from __future__ import annotations

import re
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.e2e.browser import PHONE, Desk, take_screenshot, then_accessible, then_fits
from tests.e2e.steps import new_patient

LAST_NAME = "Kijkgat-Demo"


def test_a_patient_asks_who_looked_and_the_chair_reads_the_log(desk: Desk) -> None:
    patient = new_patient(desk, LAST_NAME)
    when_a_consultant_looks(desk, patient)
    page = desk.member("huisarts", patient)
    when_the_menu_is_opened_by_keyboard(page)
    then_the_look_is_there_in_plain_dutch(page)
    then_the_paper_says_the_same(page)
    log = when_the_chair_opens_the_log(desk)
    then_the_filters_find_the_patient(log)
    then_the_month_can_be_read_but_not_signed_yet(log)
    when_it_is_dark(desk, patient)


def when_a_consultant_looks(desk: Desk, patient: str) -> None:
    page = desk.member("consulent", f"{patient}problemen/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(LAST_NAME)


def when_the_menu_is_opened_by_keyboard(page: Page) -> None:
    menu = page.locator("summary[aria-label='Meer acties voor deze patiënt']")
    menu.focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Wie heeft gekeken")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Wie heeft gekeken")


def then_the_look_is_there_in_plain_dutch(page: Page) -> None:
    row = page.get_by_role("row").filter(has_text="consulent")
    expect(row).to_contain_text("Problemen en krachtbronnen bekeken")
    expect(row).to_contain_text("geen eigen behandelrelatie")
    then_accessible(page, "wie-heeft-gekeken")
    then_fits(page)
    page.get_by_text("Alles", exact=True).click()
    page.get_by_role("button", name="Toon").click()
    expect(page).to_have_url(re.compile("weergave=alles"))
    expect(page.get_by_role("row").filter(has_text="Aangemeld voor het MDO").first).to_be_visible()


def then_the_paper_says_the_same(page: Page) -> None:
    href = page.get_by_role("link", name="Maak PDF voor de patiënt").get_attribute("href")
    answer = page.request.get(href or "")
    assert answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.body()))
    text = " ".join(" ".join(part.extract_text() for part in reader.pages).split())
    assert LAST_NAME in text
    assert "Problemen en krachtbronnen bekeken" in text
    assert "/StructTreeRoot" in reader.trailer["/Root"], "a screen reader can follow it"


def when_the_chair_opens_the_log(desk: Desk) -> Page:
    page = desk.member("voorzitter")
    page.locator("summary[aria-label^='Account van']").click()
    page.get_by_role("link", name="Inzagelog en controle").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Inzagelog")
    then_accessible(page, "inzagelog")
    then_fits(page)
    return page


def then_the_filters_find_the_patient(page: Page) -> None:
    page.get_by_label("Wat", exact=False).first.select_option(label="Toegevoegd")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("row").filter(has_text=LAST_NAME).first).to_contain_text("Aangemeld voor het MDO")
    page.get_by_role("link", name="Wis filter").click()
    expect(page).not_to_have_url(re.compile("actie="))


def then_the_month_can_be_read_but_not_signed_yet(page: Page) -> None:
    page.get_by_role("link", name="Maandcontrole").click()
    then_accessible(page, "maandcontrole")
    then_fits(page)
    page.get_by_role("row").get_by_role("link").first.click()
    expect(page.get_by_text("Deze maand loopt nog.")).to_be_visible()
    expect(page.get_by_role("heading", name="Geen behandelrelatie")).to_be_visible()
    expect(page.get_by_role("button", name="Teken af")).to_have_count(0)
    then_accessible(page, "maandcontrole-maand")
    then_fits(page)
    page.set_viewport_size(PHONE)
    take_screenshot(page, "maandcontrole-320")


def when_it_is_dark(desk: Desk, patient: str) -> None:
    number = patient.rstrip("/").rsplit("/", 1)[1]
    page = desk.member("huisarts", patient.replace(f"register/{number}/", f"inzage/patient/{number}/"))
    page.locator("html").evaluate("root => { root.dataset.theme = 'dark' }")
    then_accessible(page, "wie-heeft-gekeken-donker")
    page.set_viewport_size(PHONE)
    take_screenshot(page, "wie-heeft-gekeken-320")


def test_printing_writes_a_line_before_it_prints(desk: Desk) -> None:
    page = desk.member("voorzitter", "inzage/")
    page.add_init_script("window.print = () => { window.printed = (window.printed || 0) + 1 }")
    page.goto(page.url.replace("inzage/", "register/"))
    shown = page.locator("body").get_attribute("data-access-lines")
    assert shown
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<button type=button data-print>Proef</button>')")
    with page.expect_response(re.compile("/inzage/afdruk/")) as sent:
        page.get_by_role("button", name="Proef").click()
    assert sent.value.status == 204
    page.wait_for_function("window.printed === 1")
    with desk.guard.expecting(404):
        page.evaluate("document.body.dataset.accessLines = '0'")
        page.route("**/inzage/afdruk/", lambda route: route.fulfill(status=404))
        page.get_by_role("button", name="Proef").click()
        expect(page.get_by_role("alert")).to_contain_text("Afdrukken is niet gelukt")
    assert page.evaluate("window.printed") == 1, "without a line nothing is printed"
