"""Two people in one field, a browser that closes, a connection that goes away: nothing lost, nothing twice."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Desk, then_accessible
from tests.e2e.steps import field, new_patient, open_meeting, then_saved, type_into

HERS = "Slaapt slecht sinds de opname"
HIS = "Slaapt goed sinds de nieuwe matras"
# What the buttons of the conflict box leave in the field, each tried in a field of its own.
CHOICES = {
    "psychisch": ("Voeg samen", {HERS, HIS}),
    "sociaal": ("Neem tekst van", {HERS}),
    "zingeving": ("Houd mijn tekst", {HIS}),
}


def test_two_people_in_one_field_decide_together(desk: Desk) -> None:
    patient = new_patient(desk, "Wegedoorn-Demo")
    her, him = desk.member("voorzitter"), desk.member("huisarts")
    for dimension, (choice, left) in CHOICES.items():
        for page in (her, him):
            page.goto(f"{patient}problemen/{dimension}/")
        box = when_both_type(desk, her, him)
        then_accessible(him, "tegelijk-gewijzigd")
        box.get_by_role("button", name=choice).click()
        then_saved(him, "Problemen")
        then_the_field_holds(her, left)


def when_both_type(desk: Desk, her: Page, him: Page) -> Locator:
    type_into(her, "Problemen", HERS)
    box = him.get_by_role("alert")
    with desk.guard.expecting(409):
        him.get_by_label("Problemen", exact=True).fill(HIS)
        expect(box).to_contain_text(HERS)
    expect(him.get_by_label("Problemen", exact=True)).to_have_value(HIS)
    expect(box.get_by_role("button")).to_have_count(3)
    return box


def then_the_field_holds(page: Page, left: set[str]) -> None:
    page.reload()
    value = page.get_by_label("Problemen", exact=True).input_value()
    assert {text for text in (HERS, HIS) if text in value} == left


def test_what_is_typed_without_a_connection_stays_and_is_saved_once_it_is_back(desk: Desk) -> None:
    page = desk.member("huisarts", f"{new_patient(desk, 'Lijnbaan-Demo')}vraag/")
    label = "Vraag aan het MDO"
    page.get_by_label(label).fill("e" * 950)
    expect(field(page, label).get_by_text("Tekens over: 50.")).to_be_visible()
    then_saved(page, label)
    with desk.guard.offline(page):
        page.get_by_label(label).fill("Wie past op de duiven?")
        expect(field(page, label).locator("[data-save-status]")).to_contain_text(
            "Niet opgeslagen, je tekst staat er nog."
        )
        expect(page.get_by_role("button", name="Probeer opnieuw")).to_be_visible()
    then_saved(page, label)
    page.reload()
    expect(page.get_by_label(label)).to_have_value("Wie past op de duiven?")


def test_a_link_waits_until_the_last_letter_is_saved(desk: Desk) -> None:
    patient = new_patient(desk, "Haastkruid-Demo")
    page = desk.member("huisarts", f"{patient}vraag/")
    page.get_by_label("Vraag aan het MDO").fill("Laatste letter")
    page.get_by_role("link", name="Tijdlijn").click()
    page.wait_for_url(re.compile("/tijdlijn/"))
    page.goto(f"{patient}vraag/")
    expect(page.get_by_label("Vraag aan het MDO")).to_have_value("Laatste letter")


def test_a_browser_that_closes_in_the_middle_of_a_meeting_loses_nothing(desk: Desk) -> None:
    new_patient(desk, "Rustoord-Demo")
    page = open_meeting(desk)
    page.get_by_role("button", name="Volgende:").click()
    heading = page.get_by_role("heading", level=1).inner_text()
    type_into(page, "Advies", "Halverwege gebleven")
    page.get_by_label("Wat spreken we af?").fill("Belt morgen terug")
    then_saved(page, "Wat spreken we af?")
    address = page.url
    page.context.close()

    again = desk.member("voorzitter", address)
    expect(again.get_by_role("heading", level=1)).to_have_text(heading)
    expect(again.get_by_label("Advies", exact=True)).to_have_value("Halverwege gebleven")
    expect(again.get_by_role("region", name="Afspraken", exact=True).get_by_role("listitem")).to_have_count(1)
    expect(again.get_by_role("region", name="Afspraken", exact=True)).to_contain_text("Belt morgen terug")


def test_two_screens_of_one_meeting_keep_in_step(desk: Desk) -> None:
    new_patient(desk, "Tweescherm-Demo")
    laptop = open_meeting(desk)
    projector = desk.member("voorzitter", laptop.url)
    laptop.get_by_role("button", name="Volgende:").click()
    expect(laptop.get_by_role("heading", name="Welkom")).to_have_count(0)
    expect(projector.get_by_role("heading", level=1)).to_have_text(laptop.get_by_role("heading", level=1).inner_text())
    type_into(laptop, "Advies", "Van de laptop")
    expect(projector.get_by_label("Advies", exact=True)).to_have_value("Van de laptop")


def test_a_double_click_enters_one_patient(desk: Desk) -> None:
    new_patient(desk, "Dubbelklik-Demo")
    page = desk.member("huisarts", "register/")
    page.get_by_label("Zoek op naam, geboortejaar of huisarts").fill("Dubbelklik")
    expect(page.locator("#register-table tbody tr")).to_have_count(1)
    assert "ubbelklik" not in page.url
