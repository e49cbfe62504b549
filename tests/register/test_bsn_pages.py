"""The BSN on its pages and over the API: masked, behind a fresh code, and nowhere else."""

from __future__ import annotations

import re

import pytest

from mdo_platform.register import queries, services
from mdo_platform.register.models import Bsn
from mdo_platform.register.numbers import masked_bsn
from mdo_tenants.accounts.services.sessions import SECOND_FACTOR
from tests.register.numbers import FIRST, SECOND, SHORT


@pytest.fixture
def gp(desk):
    desk.place.row.uses_bsn = True
    desk.place.row.save()
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def client(desk, gp, client_of):
    return client_of(desk.user_of(gp))


@pytest.fixture
def kept(desk, gp, patient):
    """A number that is there already."""
    with desk.open():
        services.set_bsn(patient.pk, by=gp, number=FIRST, version=0)


@pytest.fixture
def url(desk, patient):
    return lambda path="": desk.place.url(f"register/{patient.pk}/{path}")


def stale(client):
    """As ten minutes after the code was given."""
    session = client.session
    session[SECOND_FACTOR] -= 600
    session.save()


def test_it_is_recorded_shown_hidden_and_removed_by_its_page(client, url, desk, patient):
    assert "Nog niet vastgelegd" in client.get(url("bsn/")).content.decode()
    assert client.post(url("bsn/"), {"bsn": f" {FIRST[:4]} {FIRST[4:]}", "version": 0}).status_code == 302
    for path in ("", "bsn/"):
        html = client.get(url(path)).content.decode()
        assert masked_bsn(FIRST) in html
        assert FIRST not in html
    shown = client.post(url("bsn/tonen/"))
    assert FIRST in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert client.post(url("bsn/verwijderen/")).status_code == 302
    assert "Nog niet vastgelegd" in client.get(url("bsn/")).content.decode()


def test_eight_digits_are_kept_after_a_yes(client, url, desk, gp, patient):
    asked = client.post(url("bsn/"), {"bsn": SHORT, "version": 0})
    assert asked.status_code == 400
    assert "Begint het nummer met een 0?" in asked.content.decode()
    assert 'name="has_leading_zero"' in asked.content.decode()
    assert client.post(url("bsn/"), {"bsn": SHORT, "version": 0, "has_leading_zero": "on"}).status_code == 302
    with desk.open():
        assert queries.reveal_bsn(gp, patient.pk) == f"0{SHORT}"


def test_a_wrong_number_comes_back_with_what_was_typed(client, url):
    answer = client.post(url("bsn/"), {"bsn": "123456789", "version": 0})
    assert answer.status_code == 400
    assert "Dit is geen BSN" in answer.content.decode()
    assert client.post(url("bsn/"), {"bsn": "9" * 100_000, "version": 0}).status_code == 400
    assert client.post(url("bsn/"), {"bsn": "\x00", "version": "x"}).status_code == 400


@pytest.mark.parametrize("path", ["bsn/", "bsn/tonen/", "bsn/verwijderen/"])
def test_without_a_fresh_code_it_asks_for_one(client, url, desk, kept, path):
    stale(client)
    answer = client.post(url(path), {"bsn": SECOND, "version": 1})
    assert answer.status_code == 302
    assert "/inloggen/bevestigen/" in answer.url
    with desk.open():
        assert Bsn.objects.get().version == 1


def test_it_is_on_no_other_page(client, url, desk, kept):
    for path in ("", "vraag/", "problemen/", "adviezen/", "tijdlijn/", "tijdlijn/bsn/"):
        assert FIRST not in client.get(url(path)).content.decode()
    timeline = client.get(url("tijdlijn/")).content.decode()
    assert "legde het burgerservicenummer vast" in timeline
    assert FIRST[-3:] not in re.sub(r"<[^>]+>", "", timeline)  # a random id or token may hold them
    found = client.post(desk.place.url("register/zoeken/"), {"q": FIRST}).content.decode()
    assert "Appelvink-Demo" not in found


def test_who_only_reads_gets_no_section(desk, kept, client_of, url):
    reader = client_of(desk.user_of(desk.acting("consultant")))
    html = reader.get(url()).content.decode()
    assert "Burgerservicenummer" not in html
    assert reader.get(url("bsn/")).status_code == 403


def test_over_the_api_by_a_person_with_a_fresh_code(client, desk, gp, patient):
    def api(method, path="", body=None, **headers):
        address = desk.place.url(f"api/v1/patients/{patient.pk}/bsn/{path}")
        return getattr(client, method)(address, body, content_type="application/json", headers=headers)

    assert api("get").json()["is_known"] is False
    assert api("put", body={"bsn": SHORT}, **{"If-Match": '"0"'}).json()["type"] == "urn:mdo:leading_zero"
    assert api("put", body={"bsn": FIRST}).status_code == 428
    stored = api("put", body={"bsn": FIRST}, **{"If-Match": '"0"'})
    assert (stored.status_code, stored.json()["masked"]) == (200, masked_bsn(FIRST))
    assert FIRST not in stored.content.decode()
    assert api("post", "reveal/").json() == {"bsn": FIRST}
    whole = client.get(desk.place.url(f"api/v1/patients/{patient.pk}/")).content.decode()
    listed = client.get(desk.place.url("api/v1/patients/")).content.decode()
    history = client.get(desk.place.url(f"api/v1/patients/{patient.pk}/changes/")).content.decode()
    assert FIRST not in whole + listed + history
    stale(client)
    for method, path in (("get", ""), ("post", "reveal/"), ("delete", "")):
        refused = api(method, path)
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:mdo:fresh_code_required")
    with desk.open():
        assert queries.reveal_bsn(gp, patient.pk) == FIRST
