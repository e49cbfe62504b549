"""A group signs up by itself; its first chair lands in it."""

import re

import pyotp
from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk, then_accessible, then_fits
from tests.e2e.mailbox import link_in, newest_mail

GROUP = "Huisartsengroep Kwikstaartveld"
EMAIL = "karel@demo.invalid"


def test_a_group_signs_up_and_its_chair_lands_in_it(desk: Desk) -> None:
    page = desk.visitor("/")
    when_he_fills_in_the_form(page)
    when_he_confirms_by_the_link(page, link_in(newest_mail(desk.portal, to=EMAIL)))
    then_he_sees_the_group_being_made(page)
    when_he_makes_his_account(page)
    then_he_is_chair_of_the_new_group(page)


def when_he_fills_in_the_form(page: Page) -> None:
    page.goto("/aanmelden/")
    page.get_by_label("Naam van de groep").fill(GROUP)
    page.get_by_label("Plaats").fill("Kwikstaartveld")
    page.get_by_label("Je naam").fill("Karel Kwikstaart-Demo")
    page.get_by_label("Je e-mailadres").fill(EMAIL)
    page.get_by_label("Palliatief").check()
    page.get_by_label("Wij gaan akkoord met de gebruiksvoorwaarden.").check()
    page.get_by_label("Wij gaan akkoord met de verwerkersovereenkomst.").check()
    page.get_by_role("button", name="Meld aan").dblclick()
    expect(page.get_by_role("heading", name="Kijk in je mailbox")).to_be_visible()
    then_accessible(page, "aanmelden-verstuurd")
    then_fits(page)


def when_he_confirms_by_the_link(page: Page, link: str) -> None:
    page.goto(link)
    then_accessible(page, "aanmelden-bevestigen")
    page.get_by_role("button", name="Maak mijn groep klaar").click()


def then_he_sees_the_group_being_made(page: Page) -> None:
    expect(page.get_by_role("progressbar")).to_be_visible()
    expect(page.get_by_text("Je groep staat klaar")).to_be_visible(timeout=60_000)
    then_accessible(page, "aanmelden-voortgang")
    then_fits(page)


def when_he_makes_his_account(page: Page) -> None:
    page.get_by_role("button", name="Ga naar je groep").click()
    page.get_by_label("Kies een wachtwoord").fill("zeven eenden in de sloot")
    page.get_by_role("button", name="Neem de uitnodiging aan").click()
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Code uit je app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Bevestig de code").click()
    page.get_by_role("button", name="Ik heb ze bewaard").click()


def then_he_is_chair_of_the_new_group(page: Page) -> None:
    page.wait_for_url(re.compile("/groep/"))
    expect(page.get_by_role("heading", name=GROUP, level=1)).to_be_visible()
    then_accessible(page, "nieuwe-groep")
    page.get_by_role("link", name="Register", exact=True).click()
    expect(page.get_by_role("heading", name="Nog geen patiënten in dit register")).to_be_visible()
    then_accessible(page, "leeg-register")
    then_fits(page)
    page.get_by_role("link", name="Vergaderingen", exact=True).click()
    expect(page.get_by_role("link", name="Plan vergadering")).to_be_visible()
    then_accessible(page, "geen-vergaderingen")
