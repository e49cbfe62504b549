"""The account pages as a reader of the source sees them: marked up for a strict content policy."""

from __future__ import annotations

import re

import pytest

from tests.accounts.helpers import give_password, log_in

pytestmark = pytest.mark.django_db


def check(page) -> None:
    html = page.content.decode()
    assert page.status_code == 200
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", html)
    assert all("src=" in script for script in re.findall(r"<script[^>]*>", html))
    assert len(re.findall(r"<h1", html)) == 1
    assert len(re.findall(r"button-primary", html)) <= 2  # the account page has a form per section


@pytest.mark.parametrize("path", ["/inloggen/", "/wachtwoord-vergeten/"])
def test_pages_before_the_log_in(client, path) -> None:
    check(client.get(path))


def test_pages_in_the_log_in(client, person, password) -> None:
    give_password(client, person, password)
    check(client.get("/inloggen/instellen/"))


def test_the_code_page_offers_both_kinds_of_code(client, person, secret, password) -> None:
    give_password(client, person, password)
    app, recovery = client.get("/inloggen/code/"), client.get("/inloggen/code/?herstelcode=")
    check(app)
    check(recovery)
    assert 'autocomplete="one-time-code"' in app.content.decode()
    assert 'href="?herstelcode="' in app.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/account/",
        "/account/wachtwoord/",
        "/account/beveiliging/",
        "/account/beveiliging/app/",
        "/inloggen/bevestigen/",
    ],
)
def test_pages_of_a_logged_in_person(client, person, secret, password, path) -> None:
    log_in(client, person, password, secret)
    check(client.get(path))


def test_a_person_changes_the_own_name(client, person, secret, password) -> None:
    log_in(client, person, password, secret)
    client.post("/account/", {"full_name": "  Nora N. Nachtegaal-Demo "})
    person.refresh_from_db()
    assert person.full_name == "Nora N. Nachtegaal-Demo"


def test_mass_assignment_changes_nothing_else(client, person, secret, password) -> None:
    log_in(client, person, password, secret)
    client.post(
        "/account/",
        {"full_name": "Nora", "email": "x@evil.invalid", "is_staff_member": "on", "is_demo": "on", "id": "1"},
    )
    before = person.email
    person.refresh_from_db()
    assert (person.email, person.is_staff_member, person.is_demo) == (before, False, False)
