"""What more than one story does."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Desk

SAVED = re.compile(r"Opgeslagen om \d\d?\.\d\d uur")


def enter_patient(
    page: Page, last_name: str, *, born: str = "1941-03-14", target_group: str = "Palliatief", initials: str = "Q."
) -> str:
    """Fill in and send the form of a new patient with consent, twice as fast hands do; the address of the patient."""
    page.get_by_role("group", name="Doelgroep").get_by_role("radio", name=target_group).check()
    page.get_by_role("group", name="Geslacht").get_by_role("radio", name="vrouw").check()
    page.get_by_label("Voorletters").fill(initials)
    page.get_by_label("Achternaam").fill(last_name)
    page.get_by_label("Geboortedatum").fill(born)
    page.get_by_role("radio", name="akkoord").check()
    page.get_by_role("button", name="Meld patiënt aan").dblclick()
    page.wait_for_url(re.compile(r"/register/[0-9a-f-]{36}/vraag/"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(last_name)
    return page.url.removesuffix("vraag/")


def new_patient(desk: Desk, last_name: str, **fields: str) -> str:
    """A patient entered by a doctor of Wilgenmeer; the address of its page."""
    return enter_patient(desk.member("huisarts", "register/nieuw/"), last_name, **fields)


def field(page: Page, label: str) -> Locator:
    """The saving form around the control with this label."""
    return page.locator("[data-autosave]").filter(has=page.get_by_label(label, exact=True))


def type_into(page: Page, label: str, text: str) -> None:
    """Type and wait until the page says that it is saved."""
    page.get_by_label(label, exact=True).fill(text)
    then_saved(page, label)


def choose_in(page: Page, label: str, option: str) -> None:
    page.get_by_label(label, exact=True).select_option(label=option)
    then_saved(page, label)


def then_saved(page: Page, label: str) -> None:
    expect(field(page, label).locator("[data-save-status]")).to_contain_text(SAVED)


def open_meeting(desk: Desk) -> Page:
    """A meeting of Wilgenmeer with what is proposed on its agenda, just opened by its chair."""
    page = desk.member("voorzitter", "vergaderingen/plannen/")
    page.get_by_label("Dag").fill(in_days(1))
    page.get_by_label("Begintijd").fill("12:30")
    page.get_by_role("button", name="Plan vergadering").click()
    page.get_by_role("button", name="Zet op agenda").first.click()
    page.get_by_role("button", name="Open vergadering").click()
    page.wait_for_url(re.compile("/zaal/"))
    return page


def in_days(number: int) -> str:
    """As a date field wants it."""
    return (datetime.now(ZoneInfo("Europe/Amsterdam")).date() + timedelta(days=number)).isoformat()
