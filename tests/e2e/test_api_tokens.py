"""A member gives a program a key, and takes it back."""

from __future__ import annotations

import json
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import Desk, log_in, then_accessible, then_fits

NAME = "Praktijkprogramma-Demo"


@pytest.fixture
def page(desk: Desk) -> Page:
    """A log-in of just now: who makes a key gave a code in the last five minutes."""
    page = desk.visitor("/demo/")
    log_in(page, "huisarts", of="Wilgenmeer")
    return page


def test_a_key_is_made_used_and_withdrawn(page: Page) -> None:
    home = page.url
    page.locator("summary[aria-label^='Account van']").click()
    page.get_by_role("link", name="API-sleutels").click()
    then_sound(page, "api-sleutels-leeg")

    page.get_by_role("link", name="Maak een sleutel").click()
    page.get_by_label("Naam").fill(NAME)
    page.get_by_label("Register lezen").check()
    then_sound(page, "api-sleutel-nieuw")
    page.get_by_role("button", name="Maak sleutel").dblclick()
    key = page.locator("#new-token code").inner_text()
    then_sound(page, "api-sleutel-gemaakt")
    assert who_am_i(home, key)["scopes"] == ["register:read"]

    page.get_by_role("link", name="Ik heb hem bewaard").click()
    row = page.get_by_role("row").filter(has_text=NAME)
    expect(row).to_have_count(1)
    expect(row).to_contain_text(key[:12])
    expect(row).not_to_contain_text("nog niet")
    then_sound(page, "api-sleutels")
    row.get_by_role("button", name="Trek in").click()
    expect(page.get_by_text("De sleutel is ingetrokken en werkt niet meer.")).to_be_visible()
    expect(row).to_have_count(0)


def then_sound(page: Page, name: str) -> None:
    then_accessible(page, name)
    then_fits(page)


def who_am_i(home: str, key: str) -> dict[str, object]:
    with urlopen(Request(f"{home}api/v1/me/", headers={"Authorization": f"Bearer {key}"})) as answer:
        found: dict[str, object] = json.load(answer)
    return found
