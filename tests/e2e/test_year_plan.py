"""A year in one go, without the school holidays; then one of its meetings is moved, and called off."""

from __future__ import annotations

import re
from datetime import timedelta

from playwright.sync_api import Page, expect

from mdo_platform.meetings.yearplan.free_days import known
from tests.e2e.browser import Desk, then_accessible, then_sound_on_every_screen

# The last school holidays that the portal knows end the last school year that it knows: in the summer, for weeks.
IN_SUMMER = known()[-1].last - timedelta(days=14)


def test_a_chair_plans_a_year_moves_a_meeting_and_calls_it_off(desk: Desk) -> None:
    page = desk.member("voorzitter", "vergaderingen/jaarplan/")
    when_a_rule_is_given(page)
    then_the_holidays_are_struck_out(page)
    page.get_by_role("button", name="Plan wat is aangevinkt").dblclick()
    expect(page.get_by_text("1 vergadering is gepland.")).to_be_visible()
    then_sound_on_every_screen(page, "jaaroverzicht")
    page.get_by_role("main").get_by_role("link", name="8.15").click()
    when_it_is_moved(page)
    when_it_is_called_off(desk, page)
    page.goto("/groep/wilgenmeer/vergaderingen/post/?toon=sent")
    expect(page.get_by_role("region", name="Mail").get_by_role("row").first).to_be_visible()
    then_sound_on_every_screen(page, "verstuurde-mail")


def when_a_rule_is_given(page: Page) -> None:
    page.get_by_label("Om de hoeveel").fill("8")
    page.get_by_label("Dag van de week").select_option(index=IN_SUMMER.weekday())
    page.get_by_label("Eerste dag").fill((IN_SUMMER - timedelta(weeks=8)).isoformat())
    page.get_by_label("Begintijd").fill("08:15")
    page.get_by_label("Aantal").fill("2")
    page.get_by_label("Schoolvakanties van regio").select_option(label="Noord")
    page.get_by_role("button", name="Bekijk de dagen").click()
    expect(page.get_by_role("heading", name="Deze dagen")).to_be_focused()
    then_sound_on_every_screen(page, "jaarplan")


def then_the_holidays_are_struck_out(page: Page) -> None:
    """Who takes a day a week on by keyboard stays at the button."""
    before, during = page.get_by_role("table").get_by_role("checkbox").all()
    expect(before).to_be_checked()
    expect(during).not_to_be_checked()
    expect(page.get_by_role("row").last).to_contain_text("Zomervakantie")
    page.get_by_role("button", name="Week later").last.press("Enter")
    expect(page.get_by_role("row").last).not_to_contain_text(f" {IN_SUMMER.day} ")
    expect(page.get_by_role("button", name="Week later").last).to_be_focused()


def when_it_is_moved(page: Page) -> None:
    page.get_by_role("button", name="Ik kom", exact=True).click()
    expect(page.get_by_text(re.compile("^1 komt"))).to_be_visible()
    page.get_by_role("link", name="Wijzig").click()
    page.get_by_label("Begintijd").fill("09:45")
    then_sound_on_every_screen(page, "vergadering-wijzigen")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("9.45 – 10.45 uur")).to_be_visible()
    expect(page.get_by_role("button", name="Ik kom", exact=True)).to_have_attribute("aria-pressed", "false")


def when_it_is_called_off(desk: Desk, page: Page) -> None:
    page.get_by_role("link", name="Zeg af").click()
    with desk.guard.expecting(400):
        page.get_by_role("button", name="Zeg de vergadering af").click()
        expect(page.get_by_role("alert").filter(has_text="Nog niet alles")).to_be_focused()
        then_accessible(page, "vergadering-afzeggen")
    page.get_by_label("Waarom gaat het niet door?").fill("Iedereen is op vakantie.")
    page.get_by_role("button", name="Zeg de vergadering af").click()
    expect(page.get_by_text("Deze vergadering is afgezegd")).to_be_visible()
    then_sound_on_every_screen(page, "vergadering-afgezegd")
