"""What a save renews on the page: the focus stays, what is the same stays, and a button in it can still be pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import RequestFactory
from playwright.sync_api import Page, Route, expect

from mdo_foundation.ui import autosave

from .conftest import Sent, Site, fulfil

pytestmark = pytest.mark.e2e

NOON = datetime(2026, 11, 24, 11, 4, tzinfo=UTC)
PAGE = """
{% extends "ui/base.html" %}
{% block title %}Test{% endblock %}
{% block content %}
<h1>Test</h1>
<c-autosave url="/save/" version="1">
  <c-field id="a" label="Pijn"><input class="input" id="a" name="value"></c-field>
  <label for="why">Waarom niet</label>
  <select id="why" name="state"><option value="">–</option><option value="unknown">onbekend</option></select>
</c-autosave>
<div id="aids"><a href="#een">Een</a> <a href="#twee">Twee</a></div>
<div id="undo"><form method="post" action="/back/old/"><button id="undo-button">Ongedaan maken</button></form></div>
{% endblock %}
"""
SAME = '<div id="aids"><a href="#een">Een</a> <a href="#twee">Twee</a></div>'
OTHER = '<div id="aids"><a href="#een">Een</a> <a href="#twee">Twee</a> <a href="#drie">Drie</a></div>'
UNDO = """<div id="undo"><form method="post" action="/back/new/">
<button id="undo-button">Ongedaan maken</button></form></div>"""


@pytest.fixture
def page(site: Site, render: Callable[..., str]) -> Page:
    site.show("/", render(PAGE))
    site.show("/back/new/", "<!doctype html><title>Terug</title>")
    return site.open("/")


def saves(site: Site, **fragments: str) -> None:
    answer = autosave.saved(version=2, at=NOON, fragments=fragments).content.decode()
    site.answers["/save/"] = lambda route, _sent: fulfil(route, body=answer, content_type="application/json")


def then_saved(page: Page) -> None:
    expect(page.locator("[data-save-status]")).to_contain_text("Opgeslagen")


def test_who_moved_on_to_what_is_renewed_stays_there(page: Page, site: Site) -> None:
    saves(site, aids=OTHER)
    page.fill("#a", "pijn")
    page.get_by_role("link", name="Twee").focus()
    expect(page.get_by_role("link", name="Drie")).to_be_visible()
    expect(page.get_by_role("link", name="Twee")).to_be_focused()


def test_what_is_the_same_is_not_put_there_again(page: Page, site: Site) -> None:
    saves(site, aids=SAME)
    before: Any = page.locator("#aids").element_handle()
    page.fill("#a", "pijn")
    then_saved(page)
    assert before.evaluate("element => element.isConnected")


def test_a_button_that_the_saving_renews_does_what_it_says_then(page: Page, site: Site) -> None:
    """Pressed while the last letters are on their way: what they changed is what goes back."""
    saves(site, undo=UNDO)
    page.fill("#a", "pijn")
    page.get_by_role("button", name="Ongedaan maken").click()
    page.wait_for_url("**/back/new/")
    assert [sent.path for sent in site.sent] == ["/save/", "/back/new/"]


def test_their_version_sets_every_control_of_the_field(page: Page, site: Site) -> None:
    box = autosave.conflict(
        RequestFactory().get("/"),
        label="Pijn",
        mine="3",
        theirs="",
        theirs_shown="onbekend",
        others={"state": "unknown"},
        version=5,
        by="M. de Groot",
        at=NOON,
        mergeable=False,
    ).content.decode()

    def save(route: Route, _sent: Sent) -> None:
        fulfil(route, status=409, body=box)

    site.answers["/save/"] = save
    page.fill("#a", "3")
    page.get_by_role("button", name="Neem keuze van M. de Groot over").click()
    expect(page.locator("#a")).to_have_value("")
    expect(page.locator("#why")).to_have_value("unknown")
    expect(page.locator("[name=version]")).to_have_value("5")
    then_saved(page)
