"""A questionnaire by keyboard only, interrupted and resumed by somebody else; on a telephone; without a script."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE, Desk, then_accessible, then_fits
from tests.e2e.steps import enter_patient, new_patient

SAVED = re.compile(r"Opgeslagen om")
RESULT = re.compile(r"/register/uitslag/[0-9a-f-]{36}/")


def test_by_keyboard_interrupted_and_resumed_by_a_colleague(desk: Desk) -> None:
    patient = new_patient(desk, "Vragenlijst-Demo", target_group="Kwetsbare ouderen")
    page = desk.member("huisarts", f"{patient}meetinstrumenten/")
    then_accessible(page, "instruments-empty")
    then_fits(page)
    when_answering_two_of_three_by_keyboard(page)
    page.context.clear_cookies()
    page = desk.member("voorzitter", f"{patient}meetinstrumenten/")
    busy = page.get_by_role("region", name="Mee bezig")
    expect(busy).to_contain_text("2 van 3 ingevuld")
    busy.get_by_role("link", name="Ga verder").press("Enter")
    with desk.guard.expecting(400):
        when_finishing_by_keyboard(page)
    then_the_result_is_an_indication(page)
    with desk.guard.expecting(400):
        when_entering_an_earlier_score(page, patient)
    then_the_course_is_drawn(page, patient)


def when_answering_two_of_three_by_keyboard(page: Page) -> None:
    page.get_by_role("link", name=re.compile("^Vul in ?: Valrisico")).press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Valrisico (drie vragen)")
    then_accessible(page, "questionnaire")
    first = page.get_by_role("group", name=re.compile("afgelopen jaar gevallen"))
    first.get_by_role("radio", name="Ja").focus()
    page.keyboard.press("1")
    second = page.get_by_role("group", name=re.compile("bezorgd om te vallen"))
    expect(second.get_by_role("radio", name="Ja")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(second.get_by_role("radio", name="Nee")).to_be_checked()
    expect(first.locator("[data-save-status]")).to_contain_text(SAVED)
    expect(second.locator("[data-save-status]")).to_contain_text(SAVED)
    page.keyboard.press("Enter")
    third = page.get_by_role("group", name=re.compile("moeite met bewegen"))
    expect(third.get_by_role("radio").first).to_be_focused()
    expect(page.locator("#progress")).to_contain_text("2 van 3 ingevuld")


def when_finishing_by_keyboard(page: Page) -> None:
    page.get_by_role("button", name="Rond af").press("Enter")
    message = page.get_by_role("alert")
    expect(message).to_contain_text("Er is nog 1 vraag open.")
    expect(message).to_be_focused()
    then_accessible(page, "questionnaire-open")
    then_fits(page)
    message.get_by_role("link").press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("1")
    expect(page.locator("#finish-button")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(RESULT)


def then_the_result_is_an_indication(page: Page) -> None:
    card = page.get_by_role("region", name="Uitslag")
    for said in ("2", "verhoogd valrisico", "hoger is slechter", "indicatie, geen diagnose", "bron"):
        expect(card).to_contain_text(said)
    then_accessible(page, "questionnaire-result")
    then_fits(page)


def when_entering_an_earlier_score(page: Page, patient: str) -> None:
    page.goto(f"{patient}meetinstrumenten/valrisico/score/")
    page.get_by_label("Score").fill("4")
    page.get_by_label("Score").press("Enter")
    expect(page.get_by_text("Vul een getal in van 0 tot en met 3.").first).to_be_visible()
    then_accessible(page, "score")
    then_fits(page)
    page.get_by_label("Score").fill("1")
    page.get_by_label("Afgenomen op").fill("2026-01-05")
    page.get_by_label("Score").press("Enter")
    page.wait_for_url(RESULT)


def then_the_course_is_drawn(page: Page, patient: str) -> None:
    page.goto(f"{patient}meetinstrumenten/valrisico/")
    expect(page.get_by_role("img", name="Valrisico (drie vragen) door de tijd")).to_be_visible()
    expect(page.get_by_role("region", name="Uitslagen").get_by_role("row")).to_have_count(3)
    then_accessible(page, "instrument")
    then_fits(page)


def test_a_question_that_another_one_asks_for_appears_at_once(desk: Desk) -> None:
    patient = new_patient(desk, "Doorvraag-Demo")
    page = desk.member("huisarts", f"{patient}meetinstrumenten/surprise_question/invullen/", viewport=PHONE)
    asked = page.get_by_role("group", name=re.compile("over een jaar nog leeft"))
    expect(asked).to_be_hidden()
    first = page.get_by_role("group", name=re.compile("binnen de komende 12 maanden"))
    first.get_by_text("Nee", exact=True).click()
    expect(asked).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("1 van 2 ingevuld")
    then_accessible(page, "questionnaire-phone")
    first.get_by_text("Ja", exact=True).click()
    expect(asked).to_be_hidden()
    expect(page.locator("#progress")).to_contain_text("1 van 1 ingevuld")
    page.get_by_role("button", name="Rond af").click()
    page.wait_for_url(RESULT)


def test_without_a_script(desk: Desk) -> None:
    page = desk.member("huisarts", "register/nieuw/", java_script_enabled=False)
    patient = enter_patient(page, "Scriptloos-Demo", initials="S.")
    page.goto(f"{patient}meetinstrumenten/surprise_question/invullen/")
    asked = page.get_by_role("group", name=re.compile("over een jaar nog leeft"))
    page.get_by_role("group", name=re.compile("binnen de komende 12 maanden")).get_by_text("Nee", exact=True).click()
    expect(asked).to_be_hidden()
    page.locator("noscript").or_(page.get_by_role("button", name="Bewaar", exact=True)).last.click()
    expect(asked).to_be_visible()
    expect(page.locator("#progress")).to_contain_text("1 van 2 ingevuld")
    asked.get_by_text("Ja", exact=True).click()
    page.get_by_role("button", name="Rond af").click()
    page.wait_for_url(RESULT)
    expect(page.get_by_role("region", name="Uitslag")).to_contain_text("2")
