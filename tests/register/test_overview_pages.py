"""The register's list as a page: what the browser is told, by address and by POST, on screen and on paper (R-13)."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.register.models import Patient
from tests.bench.register_rows import fill
from tests.register.helpers import KIEVIT, LINDEWAARD


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def show(desk, browser):
    """The page by address, or by POST when there is data for it."""

    def read(path="", data=None, **extra):
        address = desk.place.url(f"register/{path}")
        answer = browser.get(address, **extra) if data is None else browser.post(address, data, **extra)
        assert answer.status_code == 200, address
        return answer.content.decode()

    return read


@pytest.fixture
def crowd(desk, gp):
    fill(desk.place.row, desk.user_of(gp), patients=60)


def rows(html):
    return re.findall(r'<th scope="row".*?<bdi>(.*?)</bdi>', html, re.S)


def addresses(html):
    return " ".join(re.findall(r'(?:href|action|formaction|hx-get|hx-post|hx-push-url)="([^"]*)"', html))


def test_fifty_a_page_and_the_rest_on_the_next(show, crowd):
    first, second = show(), show("?page=2")
    assert (len(rows(first)), len(rows(second))) == (50, 10)
    assert not set(rows(first)) & set(rows(second))
    assert "page=2" in addresses(first)


def test_a_search_goes_on_by_buttons_and_never_into_an_address(show, crowd):
    first = show("zoeken/", {"q": "meting", "sorteer": "naam"})
    assert len(rows(first)) == 50
    assert 'form="filters" name="page" value="2"' in first
    assert "meting" not in addresses(first).lower()
    assert "hx-push-url" not in first
    assert len(rows(show("zoeken/", {"q": "meting", "sorteer": "naam", "page": "2"}))) == 10


def test_a_page_costs_the_same_for_few_and_many(desk, gp, browser, show):
    numbers = []
    for amount in (8, 60):
        with desk.open():
            Patient.objects.all().delete()
        fill(desk.place.row, desk.user_of(gp), patients=amount)
        show()
        with CaptureQueriesContext(connection) as captured:
            show("?urgentie=red&sorteer=agenda")
        numbers.append(len(captured))
    assert len(set(numbers)) == 1, numbers


def test_who_finds_nothing_can_take_one_filter_away(desk, gp, show):
    with desk.open():
        desk.new_patient(by=gp)
    html = show("zoeken/", {"q": "niemand", "doelgroep": "palliatief", "vraag": "1", "urgentie": "red"})
    for label in ("Palliatief", "Met vraag aan het MDO", "Urgentie: Rood: Acuut, onhoudbaar", "Zoeken: niemand"):
        assert re.search(rf"Haal weg: </span><bdi>{re.escape(label)}</bdi>", html), label
    forms = re.findall(r'<form method="(\w+)" action="([^"]*)" data-repeatable>(.*?)</form>', html, re.S)
    without_search = [(method, body) for method, _action, body in forms if "Zoeken: niemand" in body]
    assert without_search[0][0] == "get"
    assert "niemand" not in re.sub(r"<bdi>.*?</bdi>", "", without_search[0][1])
    assert "niemand" not in addresses(html)


class TestPaper:
    def test_everything_of_the_filter_without_what_is_for_a_screen(self, desk, show, crowd):
        html = show("afdrukken/", {"sorteer": "naam", "alles": "1"})
        assert len(rows(html)) == 60
        table = html.partition("<table")[2].partition("</table>")[0]
        assert "<input" not in table
        assert "<button" not in table
        with desk.open():
            line = AccessLogEntry.objects.filter(what="register.print").get()
            assert (line.action, len(line.patient_ids)) == ("R", 60)

    def test_only_who_was_ticked_and_without_names(self, desk, gp, show):
        with desk.open():
            chosen = desk.new_patient(by=gp, last_name="Appelvink-Demo")
            desk.new_patient(by=gp, last_name="Boterbloem-Demo")
        html = show("afdrukken/", {"patient": [str(chosen.pk), "zomaar"], "namen": "kort"})
        assert rows(html) == ["Mw. A. (1942)"]
        assert "Appelvink" not in html
        assert "(gekozen)" in html

    def test_a_patient_out_of_view_is_not_printed(self, desk, gp, client_of):
        nurse = desk.acting("home_care", organisation_id=KIEVIT)
        with desk.open():
            hidden = desk.new_patient(by=gp, organisation_ids=[LINDEWAARD])
        answer = client_of(desk.user_of(nurse)).post(
            desk.place.url("register/afdrukken/"), {"patient": [str(hidden.pk)]}
        )
        assert "Er is niets om af te drukken" in answer.content.decode()
        assert "Appelvink" not in answer.content.decode()

    def test_a_print_is_no_address(self, desk, browser):
        assert browser.get(desk.place.url("register/afdrukken/")).status_code == 405


def test_the_api_takes_the_same_filters(desk, gp, browser, crowd):
    base = desk.place.url("api/v1/patients/")
    whole = browser.get(base).json()
    assert (whole["count"], whole["pages"], whole["total"]) == (60, 2, 60)
    assert set(whole["quick"]) == {"question", "new", "stale", "changed", "mine"}
    assert whole["target_groups"] == {"palliatief": 30, "kwetsbare_ouderen": 30}
    red = browser.get(f"{base}?urgency=red&target_group=kwetsbare_ouderen&sort=name&descending=true").json()
    assert red["count"] == 15
    assert {row["urgency"]["colour"] for row in red["results"]} == {"red"}
    names = [row["name"] for row in red["results"]]
    assert names == sorted(names, key=str.lower, reverse=True)
    two = browser.get(f"{base}?quick=question&quick=mine&gp_id={gp.user_id}&discussed=never").json()
    assert two["count"] == 40
    assert browser.get(f"{base}?without_gp=true").json()["count"] == 0
    refused = browser.get(f"{base}?urgency=roze&quick=zomaar&gp_id=zomaar")
    assert (refused.status_code, set(refused.json()["fields"])) == (400, {"urgency", "quick", "gp_id"})


def test_a_search_by_the_api_takes_filters_too(desk, gp, browser, crowd):
    body = {"query": "meting1", "urgency": "red", "sort": "name"}
    found = browser.post(desk.place.url("api/v1/patients/search/"), body, content_type="application/json").json()
    assert 0 < found["count"] < 60
    assert {row["urgency"]["colour"] for row in found["results"]} == {"red"}
