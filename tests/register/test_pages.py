"""The pages, as somebody with a browser and without scripts uses them."""

from __future__ import annotations

import re

import pytest


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def browser(desk, gp, client_of):
    return client_of(desk.user_of(gp))


@pytest.fixture
def patient(desk, gp):
    with desk.open():
        return desk.new_patient(by=gp, gp_id=gp.user_id)


def page(browser, desk, path, **extra):
    answer = browser.get(desk.place.url(path), **extra)
    return answer.status_code, answer.content.decode()


def test_every_tab_shows_the_patient(browser, desk, patient):
    for tab in ("", "vraag/", "problemen/", "problemen/sociaal/", "problemen/evaluatie/", "adviezen/", "tijdlijn/"):
        status, html = page(browser, desk, f"register/{patient.pk}/{tab}")
        assert status == 200, tab
        assert "Mw. A. Appelvink-Demo" in html
        assert "Nog niet ingeschat" in html


def test_the_register_shows_the_row(browser, desk, patient):
    status, html = page(browser, desk, "register/")
    assert status == 200
    assert "Appelvink-Demo" in html
    assert "care-grey" in html
    assert "care-green" not in re.sub(r"<ul.*?</ul>", "", html, flags=re.S)
