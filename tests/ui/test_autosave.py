"""Saving while typing: what was typed is sent once, in order, and never leaves the field before it is stored."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

from mdo_foundation.ui import autosave

from .conftest import Sent, Site, fulfil

pytestmark = pytest.mark.e2e

PAGE = """
{% extends "ui/base.html" %}
{% block title %}Test{% endblock %}
{% block content %}
<h1>Test</h1><p data-save-summary></p>
<c-autosave url="/save/a/" version="1" record="row">
  <c-field id="a" label="Problemen"><textarea class="input" id="a" name="value"></textarea></c-field>
</c-autosave>
<c-autosave url="/save/b/" version="1" record="row">
  <c-field id="b" label="Krachtbronnen"><textarea class="input" id="b" name="value"></textarea></c-field>
</c-autosave>
<p id="pill">oud</p>
<form><fieldset data-autosave data-url="/save/c/" data-record="level">
  <legend>Urgentie</legend><input type="hidden" name="version" value="1">
  <label><input type="radio" name="value" value="u1">Stabiel</label>
  <label><input type="radio" name="value" value="u2">Toenemend</label>
  <div data-conflict></div><c-save-status />
</fieldset></form>
<button type="button" hx-post="/step/" hx-target="#pill">Stap</button>
<a href="/next/">Verder</a>
{% endblock %}
"""
NOON = datetime(2026, 11, 24, 11, 4, tzinfo=UTC)
NOT_SAVED = "Niet opgeslagen, je tekst staat er nog."


class Server:
    """Keeps one record with two fields and answers as a view does."""

    def __init__(self) -> None:
        self.version = 1
        self.stored: dict[str, str] = {}
        self.fails: list[int] = []
        self.held: list[tuple[Route, Sent]] = []
        self.holds = False

    def save(self, route: Route, sent: Sent) -> None:
        if self.holds:
            self.held.append((route, sent))
        elif self.fails:
            self.fail(route, self.fails.pop(0))
        else:
            self.store(route, sent)

    def fail(self, route: Route, status: int) -> None:
        if status:
            fulfil(route, status=status, body="<p data-error-text>Je leest alleen mee.</p>")
        else:
            route.abort("connectionrefused")

    def store(self, route: Route, sent: Sent) -> None:
        assert int(sent.values["version"]) == self.version
        self.version += 1
        self.stored[sent.path] = sent.values["value"]
        answer = autosave.saved(version=self.version, at=NOON, fragments={"pill": '<p id="pill">nieuw</p>'})
        fulfil(route, body=answer.content.decode(), content_type="application/json")

    def release(self) -> None:
        self.holds = False
        held, self.held = self.held, []
        for route, sent in held:
            self.store(route, sent)


@pytest.fixture
def server() -> Server:
    return Server()


@pytest.fixture
def page(site: Site, server: Server, render: Callable[..., str]) -> Page:
    site.show("/", render(PAGE))
    site.show("/next/", "<!doctype html><title>Verder</title>")
    site.answers |= {"/save/a/": server.save, "/save/b/": server.save}
    return site.open("/")


def status_of(page: Page, field: str) -> Any:
    return page.locator(f"form:has(#{field}) [data-save-status]")


def test_text_is_stored_after_a_pause_and_the_page_says_when(page: Page, site: Site, server: Server) -> None:
    page.locator("#a").press_sequentially("pijn", delay=20)
    expect(status_of(page, "a")).to_contain_text("Opgeslagen om 12.04 uur")
    assert site.values("value") == ["pijn"]
    assert server.stored == {"/save/a/": "pijn"}
    expect(page.locator("#pill")).to_have_text("nieuw")
    expect(page.locator("[data-save-summary]")).to_have_text("Opgeslagen om 12.04 uur")
    assert not site.errors


def test_leaving_the_field_stores_at_once_and_only_once(page: Page, site: Site) -> None:
    page.fill("#a", "pijn")
    page.locator("#b").focus()
    expect(status_of(page, "a")).to_contain_text("Opgeslagen", timeout=600)
    page.wait_for_timeout(1000)
    assert site.values("value") == ["pijn"]


def test_while_one_is_under_way_only_the_newest_text_follows(page: Page, site: Site, server: Server) -> None:
    server.holds = True
    for text in ("een", "een twee", "een twee drie"):
        page.fill("#a", text)
        page.locator("#b").focus()
    expect(status_of(page, "a")).to_contain_text("Opslaan…")
    server.release()
    expect(status_of(page, "a")).to_contain_text("Opgeslagen")
    assert site.values("value") == ["een", "een twee drie"]


def test_two_fields_of_one_record_are_no_conflict(page: Page, site: Site, server: Server) -> None:
    server.holds = True
    page.fill("#a", "zorg")
    page.fill("#b", "buurvrouw")
    page.locator("#a").focus()
    server.release()
    expect(status_of(page, "b")).to_contain_text("Opgeslagen")
    assert site.values("version") == ["1", "2"]


@pytest.mark.parametrize("failure", [0, 500, 503])
def test_a_failure_keeps_the_text_and_can_be_tried_again(page: Page, server: Server, failure: int) -> None:
    server.fails = [failure]
    page.fill("#a", "pijn")
    expect(status_of(page, "a")).to_contain_text(NOT_SAVED)
    expect(page.locator("#a")).to_have_value("pijn")
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(status_of(page, "a")).to_contain_text("Opgeslagen")
    assert server.stored == {"/save/a/": "pijn"}


def test_a_refusal_is_told_in_the_servers_words(page: Page, server: Server) -> None:
    server.fails = [403, 403]  # the second after it took a new token, in case the old one was the reason
    page.fill("#a", "pijn")
    expect(status_of(page, "a")).to_contain_text(f"{NOT_SAVED} Je leest alleen mee.")


def test_a_log_in_page_is_not_taken_for_an_answer(page: Page, site: Site) -> None:
    site.answers["/save/a/"] = lambda route, sent: route.fulfill(status=302, headers={"Location": "/inloggen/"})
    page.fill("#a", "pijn")
    expect(status_of(page, "a")).to_contain_text("Je bent uitgelogd")
    expect(page.locator("#a")).to_have_value("pijn")


def test_an_error_in_the_value_shows_at_the_field(page: Page, site: Site) -> None:
    refusal = autosave.refused({"value": ["Gebruik hoogstens 400 tekens."]})
    site.answers["/save/a/"] = lambda route, sent: fulfil(
        route, status=400, body=refusal.content.decode(), content_type="application/json"
    )
    page.fill("#a", "te lang")
    expect(page.locator("#a_error")).to_have_text("Gebruik hoogstens 400 tekens.")
    expect(page.locator("#a")).to_have_attribute("aria-invalid", "true")
    assert page.locator("#a").input_value() == "te lang"


@pytest.mark.parametrize(
    ("choice", "outcome"),
    [
        ("Voeg samen", ("hun tekst\nmijn tekst", "hun tekst\nmijn tekst")),
        ("Neem tekst van M. de Groot over", ("hun tekst", None)),
        ("Houd mijn tekst", ("mijn tekst", "mijn tekst")),
    ],
)
def test_a_conflict_is_decided_at_the_field(
    page: Page, site: Site, server: Server, choice: str, outcome: tuple[str, str | None]
) -> None:
    server.version = 7
    answer = autosave.conflict(
        RequestFactory().get("/"),
        label="Problemen",
        mine="mijn tekst",
        theirs="hun tekst",
        version=7,
        by="M. de Groot",
        at=NOON,
    )
    first = [answer.content.decode()]

    def save(route: Route, sent: Sent) -> None:
        if first:
            fulfil(route, status=409, body=first.pop())
        else:
            server.store(route, sent)

    site.answers["/save/a/"] = save
    page.fill("#a", "mijn tekst")
    box = page.get_by_role("alert").filter(has_text="M. de Groot paste ‘Problemen’ aan")
    expect(box).to_contain_text("De versie van 12.04 uur: ‘hun tekst’.")
    page.locator("#b").focus()
    assert page.locator("#a").input_value() == "mijn tekst"
    page.get_by_role("button", name=choice).click()
    expect(status_of(page, "a")).to_contain_text("Opgeslagen")
    expect(box).to_have_count(0)
    assert (page.locator("#a").input_value(), server.stored.get("/save/a/")) == outcome


def test_a_link_waits_for_the_text(page: Page, server: Server) -> None:
    page.fill("#a", "nog even")
    page.get_by_role("link", name="Verder").click()
    page.wait_for_url("**/next/")
    assert server.stored == {"/save/a/": "nog even"}


def test_an_htmx_step_waits_for_the_text_and_goes_once(page: Page, site: Site, server: Server) -> None:
    site.answers["/step/"] = lambda route, sent: fulfil(route, body="gezet")
    page.fill("#a", "nog even")
    page.get_by_role("button", name="Stap").evaluate("button => { button.click(); button.click() }")
    expect(page.locator("#pill")).to_have_text("gezet")
    page.wait_for_timeout(300)
    assert [sent.path for sent in site.sent] == ["/save/a/", "/step/"]


def test_a_choice_is_stored_at_once_also_inside_another_form(page: Page, site: Site, server: Server) -> None:
    site.answers["/save/c/"] = server.save
    page.get_by_label("Toenemend").check()
    expect(page.locator("fieldset [data-save-status]")).to_contain_text("Opgeslagen", timeout=600)
    assert server.stored == {"/save/c/": "u2"}


def test_a_conflict_about_a_choice_takes_the_other_choice_over(page: Page, site: Site) -> None:
    answer = autosave.conflict(
        RequestFactory().get("/"),
        label="Urgentie",
        mine="u2",
        theirs="u1",
        theirs_shown="Stabiel",
        version=3,
        by="M. de Groot",
        at=NOON,
        mergeable=False,
    )
    site.answers["/save/c/"] = lambda route, sent: fulfil(route, status=409, body=answer.content.decode())
    page.get_by_label("Toenemend").check()
    expect(page.get_by_text("De versie van 12.04 uur: ‘Stabiel’.")).to_be_visible()
    expect(page.get_by_role("button", name="Voeg samen")).to_have_count(0)
    page.get_by_role("button", name="Neem keuze van M. de Groot over").click()
    expect(page.get_by_label("Stabiel")).to_be_checked()
    expect(page.locator("fieldset [name=version]")).to_have_value("3")


def test_leaving_with_unsaved_text_is_warned_about(page: Page, server: Server) -> None:
    server.fails = [500] * 5
    page.fill("#a", "pijn")
    expect(status_of(page, "a")).to_contain_text(NOT_SAVED)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.evaluate("location.assign('/next/')")
    page.wait_for_url("**/next/")
    assert asked == ["beforeunload"]


def test_both_texts_are_kept_once_when_they_are_merged() -> None:
    assert autosave.merge_texts(mine="b", theirs="a") == "a\nb"
    assert autosave.merge_texts(mine="a en b", theirs="a") == "a en b"
    assert autosave.merge_texts(mine="a", theirs="a en b") == "a en b"


def test_only_a_script_gets_the_script_answer() -> None:
    assert autosave.is_autosave(RequestFactory().post("/", headers={"X-Autosave": "1"}))
    assert not autosave.is_autosave(RequestFactory().post("/"))


def test_the_answer_names_version_and_time() -> None:
    answer = json.loads(autosave.saved(version=4, at=NOON).content)
    assert answer == {"version": 4, "message": "Opgeslagen om 12.04 uur", "fragments": {}}
