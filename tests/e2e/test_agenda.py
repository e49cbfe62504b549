"""Putting an agenda together by pointer; by keyboard, and on paper, see `chair.py`."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.e2e.browser import Desk
from tests.e2e.steps import in_days, new_patient


def test_an_agenda_is_ordered_by_pointer(desk: Desk) -> None:
    page = given_an_agenda(desk, "Sleepruim-Demo", "Pijltjeskruid-Demo", "Handvatbes-Demo")
    first = rows(page).nth(0).get_by_role("link").inner_text()
    when_dragged_to_the_end(page, rows(page).nth(0))
    expect(rows(page).last).to_contain_text(first)
    expect(page.locator("#live")).to_have_text(re.compile("^" + re.escape(first) + r" staat nu op plek \d+$"))
    page.reload()
    expect(rows(page).last).to_contain_text(first)


def given_an_agenda(desk: Desk, *names: str) -> Page:
    for name in names:
        new_patient(desk, name)
    page = desk.member("voorzitter", "vergaderingen/plannen/")
    page.get_by_label("Dag").fill(in_days(2))
    page.get_by_label("Begintijd").fill("12:30")
    page.get_by_role("button", name="Plan vergadering").click()
    page.get_by_role("button", name="Zet op agenda").first.click()
    expect(rows(page).nth(len(names) - 1)).to_be_visible()
    return page


def rows(page: Page) -> Locator:
    return page.locator(".agenda-table tbody tr")


def when_dragged_to_the_end(page: Page, row: Locator) -> None:
    handle = row.locator("[data-drag]").bounding_box()
    end = rows(page).last.bounding_box()
    assert handle is not None
    assert end is not None
    page.mouse.move(handle["x"] + 5, handle["y"] + 5)
    page.mouse.down()
    page.mouse.move(end["x"] + 10, end["y"] + end["height"] - 2, steps=5)
    page.mouse.up()
