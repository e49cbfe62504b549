"""A specialist from outside reads along at one meeting, on a telephone, by keyboard, and no longer than it lasts."""

import re

import pyotp
from playwright.sync_api import Page, expect

from tests.e2e.browser import PHONE, Desk, then_accessible, then_fits
from tests.e2e.mailbox import link_in, newest_mail
from tests.e2e.steps import new_patient, open_meeting

NAME, EMAIL = "Gerda Gans-Demo", "g.gans@demo.invalid"
PASSWORD = "vier kikkers in de regenton"


def test_a_guest_sees_the_agenda_while_the_meeting_lasts(desk: Desk) -> None:
    new_patient(desk, "Gastvrij-Demo")
    chair = open_meeting(desk)
    room = chair.url
    invite(chair)
    guest = let_in(desk)
    expect(guest.get_by_role("heading", level=1)).to_contain_text("Te gast bij het MDO van Wilgenmeer")
    assert "Gastvrij" not in guest.content()
    then_accessible(guest, "gast-agenda")
    then_fits(guest)
    read_a_patient_by_keyboard(guest)

    chair.goto(room)
    chair.get_by_role("button", name=re.compile("aanwezig")).click()
    expect(chair.get_by_role("button", name=NAME)).to_have_attribute("aria-pressed", "true")
    chair.goto(room.replace("zaal/", "sluiten/"))
    chair.get_by_role("button", name=re.compile("Sluit")).first.click()
    chair.wait_for_url(re.compile("/verslag/"))
    with desk.guard.expecting(403):
        guest.reload()
        expect(guest.get_by_text("De vergadering is afgelopen.")).to_be_visible()


def invite(chair: Page) -> None:
    chair.goto(chair.url.replace("zaal/", "gasten/"))
    then_accessible(chair, "gasten-leeg")
    chair.get_by_role("link", name="Nodig een gast uit").click()
    chair.get_by_label("Naam").fill(NAME)
    chair.get_by_label("E-mailadres").fill(EMAIL)
    chair.get_by_label("Discipline").fill("Klinisch geriater")
    then_accessible(chair, "gast-uitnodigen")
    chair.get_by_role("button", name="Verstuur uitnodiging").click()
    expect(chair.get_by_text("Heeft de link nog niet gebruikt")).to_be_visible()
    then_accessible(chair, "gasten")
    then_fits(chair)


def let_in(desk: Desk) -> Page:
    page = desk.visitor(link_in(newest_mail(desk.portal, to=EMAIL)), viewport=PHONE)
    expect(page.get_by_text("Je bent uitgenodigd als gast bij het MDO van Wilgenmeer")).to_be_visible()
    then_accessible(page, "gast-uitnodiging")
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Neem de uitnodiging aan").click()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Code uit je app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Bevestig de code").click()
    page.get_by_role("button", name="Ik heb ze bewaard").click()
    page.wait_for_url(re.compile("/te-gast/"))
    return page


def read_a_patient_by_keyboard(guest: Page) -> None:
    link = guest.locator("main").get_by_role("link").first
    link.focus()
    guest.keyboard.press("Enter")
    expect(guest.get_by_role("heading", name="Vraag aan het MDO")).to_be_visible()
    then_accessible(guest, "gast-patient")
    then_fits(guest)
    assert guest.locator("main form").count() == 0
