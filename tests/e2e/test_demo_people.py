"""Every role gets in with one click, and finds sound pages."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.browser import Desk, log_in, then_accessible, then_fits

FIRST_PAGES = ("", "register/", "vergaderingen/")
GROUP_PAGES = ("", "register/", "vergaderingen/", "afspraken/", "aandachtspunten/", "nieuws/")
PAGES = {
    "huisarts": (*GROUP_PAGES, "register/nieuw/"),
    "verpleegkundige": GROUP_PAGES,
    "thuiszorg": GROUP_PAGES,
    "consulent": FIRST_PAGES,
    "notulist": FIRST_PAGES,
    "vice-voorzitter": FIRST_PAGES,
    "voorzitter": (*GROUP_PAGES, "vergaderingen/plannen/"),
    "groepsbeheerder": ("beheer/leden/", "beheer/leden/uitnodigen/", "beheer/keuzes/"),
}
STAFF = (
    *("/beheer/", "/beheer/netwerken/", "/beheer/aanmeldingen/", "/beheer/facturen/", "/beheer/facturen/tarieven/"),
    *("/beheer/doelgroepen/", "/beheer/doelgroepen/kwetsbare_ouderen/", "/beheer/doelgroepen/palliatief/versies/"),
)


@pytest.mark.parametrize("role", PAGES)
def test_a_member_finds_sound_pages(desk: Desk, role: str) -> None:
    page = desk.visitor("/demo/")
    log_in(page, role, of="Wilgenmeer")
    home = page.url
    for path in PAGES[role]:
        page.goto(home + path)
        then_accessible(page, f"{role}-{path.replace('/', '-')}")
        then_fits(page)


@pytest.mark.parametrize("link", ["Geweest", "Komend"])
def test_a_meeting_of_the_demo_is_sound(desk: Desk, link: str) -> None:
    page = desk.member("huisarts", "vergaderingen/")
    page.locator(f"h2:text-is('{link}') ~ *").get_by_role("link").first.click()
    page.wait_for_url(re.compile("/vergaderingen/[0-9a-f-]{36}/"))
    then_accessible(page, f"vergadering-{link.lower()}")
    then_fits(page)


def test_staff_find_sound_pages(desk: Desk) -> None:
    page = desk.member("medewerker", of="Ranshuijsen")
    for path in STAFF:
        page.goto(path)
        then_accessible(page, f"medewerker{path.replace('/', '-')}")
        then_fits(page)
    page.goto("/beheer/netwerken/")
    page.locator("main .card").get_by_role("link").first.click()
    then_accessible(page, "medewerker-netwerk")


def test_the_network_coordinator_finds_sound_pages(desk: Desk) -> None:
    page = desk.member("netwerkcoördinator", of="Netwerk")
    tabs = page.get_by_role("main").get_by_role("navigation").get_by_role("link")
    for address in [tab.get_attribute("href") for tab in tabs.all()]:
        assert address is not None
        page.goto(address)
        then_accessible(page, f"netwerk-{address.strip('/').rsplit('/', 1)[1]}")
        then_fits(page)


def test_a_coordinator_and_staff_see_no_group_from_inside(desk: Desk) -> None:
    for role, of in (("medewerker", "Ranshuijsen"), ("netwerkcoördinator", "Netwerk")):
        with desk.guard.expecting(404):
            page = desk.member(role, "/groep/wilgenmeer/register/", of=of)
        expect(page.get_by_role("main")).not_to_contain_text("Citroenvlinder")
