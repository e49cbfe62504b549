"""A doctor who was invited gets in for the first time, and again without a telephone."""

import re

import pyotp
from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk, then_accessible
from tests.e2e.mailbox import link_in, newest_mail

NAME = "Fenna Fazantenhof-Demo"
EMAIL = "fenna@demo.invalid"
PASSWORD = "vier paarden op een zolder"
GROUPS = ("Wilgenmeer", "Oosterpolder")


def test_an_invited_doctor_sets_up_two_steps_and_chooses_a_group(desk: Desk) -> None:
    given_an_invitation(desk, group=GROUPS[0])
    page = when_she_opens_the_link(desk)
    when_she_makes_her_account(page)
    when_she_scans_the_code(page)
    codes = then_recovery_codes_are_shown_once(page)
    then_she_is_in(page, group=GROUPS[0])

    given_an_invitation(desk, group=GROUPS[1])
    when_she_accepts(page, link_in(newest_mail(desk.portal, to=EMAIL, number=2)))
    then_she_can_choose_between_groups(page)

    when_she_logs_out(page)
    when_she_logs_in_with(page, codes[0])
    then_she_can_choose_between_groups(page)
    then_the_code_does_not_work_again(page, codes[0])


def given_an_invitation(desk: Desk, *, group: str) -> None:
    page = desk.member("groepsbeheerder", "beheer/leden/", of=group)
    page.get_by_role("link", name="Nodig iemand uit").click()
    page.get_by_label("Naam").fill(NAME)
    page.get_by_label("E-mailadres").fill(EMAIL)
    page.get_by_role("checkbox", name=re.compile("^huisarts$", re.IGNORECASE)).check()
    page.get_by_role("checkbox", name=re.compile("^voorzitter$", re.IGNORECASE)).check()
    then_accessible(page, "uitnodigen")
    page.get_by_role("button", name="Verstuur uitnodiging").click()
    expect(page.get_by_role("heading", name="Open uitnodigingen")).to_be_visible()
    then_accessible(page, "leden")


def when_she_opens_the_link(desk: Desk) -> Page:
    page = desk.visitor(link_in(newest_mail(desk.portal, to=EMAIL)))
    expect(page.get_by_text(f"Je bent uitgenodigd voor {GROUPS[0]}.")).to_be_visible()
    then_accessible(page, "uitnodiging")
    return page


def when_she_makes_her_account(page: Page) -> None:
    page.get_by_label("Kies een wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Neem de uitnodiging aan").click()


def when_she_scans_the_code(page: Page) -> None:
    expect(page.get_by_role("img", name="QR-code voor je authenticator-app")).to_be_visible()
    then_accessible(page, "tweede-stap")
    secret = page.locator("code.secret").inner_text().replace(" ", "")
    page.get_by_label("Code uit je app").fill(pyotp.TOTP(secret).now())
    page.get_by_role("button", name="Bevestig de code").click()


def then_recovery_codes_are_shown_once(page: Page) -> list[str]:
    expect(page.get_by_role("heading", name="Bewaar je herstelcodes")).to_be_visible()
    then_accessible(page, "herstelcodes")
    address, codes = page.url, page.locator("#recovery-codes code").all_inner_texts()
    assert len(set(codes)) == 10
    page.get_by_role("button", name="Ik heb ze bewaard").click()
    page.wait_for_url(re.compile("/groep/"))
    inside = page.url
    page.goto(address)
    expect(page.get_by_text("Je hebt nog 10 herstelcodes.")).to_be_visible()
    then_accessible(page, "account")
    page.goto(inside)
    return codes


def then_she_is_in(page: Page, *, group: str) -> None:
    expect(page.get_by_role("heading", name=group, level=1)).to_be_visible()
    then_accessible(page, "groep")


def when_she_accepts(page: Page, link: str) -> None:
    page.goto(link)
    then_accessible(page, "tweede-uitnodiging")
    page.get_by_role("button", name="Neem de uitnodiging aan").click()


def then_she_can_choose_between_groups(page: Page) -> None:
    expect(page.get_by_role("heading", name="Waar wil je naartoe?")).to_be_visible()
    then_accessible(page, "groepen")
    page.get_by_role("link", name=GROUPS[1]).click()
    expect(page.get_by_role("heading", name=GROUPS[1], level=1)).to_be_visible()


def when_she_logs_out(page: Page) -> None:
    page.locator("summary", has_text=re.compile("FF")).click()
    page.get_by_role("button", name="Log uit").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("uitgelogd")
    then_accessible(page, "uitgelogd")


def when_she_logs_in_with(page: Page, recovery_code: str) -> None:
    page.goto("/inloggen/")
    page.get_by_label("E-mailadres").fill(EMAIL)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    then_accessible(page, "code")
    page.get_by_role("link", name="Telefoon niet bij de hand").click()
    then_accessible(page, "herstelcode")
    page.get_by_label("Herstelcode").fill(recovery_code)
    page.get_by_role("button", name="Log in").click()


def then_the_code_does_not_work_again(page: Page, code: str) -> None:
    page.context.clear_cookies()
    when_she_logs_in_with(page, code)
    expect(page.get_by_role("alert").or_(page.locator(".errors")).first).to_be_visible()
    expect(page).to_have_url(re.compile("/inloggen/code/"))
