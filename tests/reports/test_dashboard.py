"""The figures per target group (R-19): right, of visible patients only, with a table under every chart."""

from __future__ import annotations

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import NotAllowed, NotFound
from mdo_foundation.ui.charts import Row, bars
from mdo_platform.register import services
from mdo_platform.register.models import Enrolment, Patient
from mdo_platform.reports import presenters, queries
from mdo_tenants.groups.services import enable_target_group
from tests.register.helpers import KIEVIT, LINDEWAARD


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


def enter(desk, gp, name="Appelvink", *, urgency="", prognosis="", question="", answers=None, **fields):
    patient = desk.new_patient(by=gp, last_name=f"{name}-Demo", **fields)
    enrolment = Enrolment.objects.get(patient=patient, kind="primary")
    if urgency:
        services.set_urgency(enrolment.pk, by=gp, level=urgency, version=None)
    if prognosis:
        services.set_prognosis(enrolment.pk, by=gp, level=prognosis, version=None)
    if question:
        services.set_question(enrolment.pk, by=gp, question=question, version=None)
    for field, value in (answers or {}).items():
        services.save_answer(patient.pk, by=gp, field=field, value=value, version=None)
    return patient


def test_levels_problems_and_places(desk, gp):
    with desk.open():
        one = {"som_problemen": "Benauwd", "som_krachtbronnen": "Zoon", "pzp_plaats_overlijden": "thuis"}
        enter(desk, gp, urgency="u4", prognosis="pal_d", question="Hoe?", answers=one)
        enter(desk, gp, urgency="u4", prognosis="pal_c", answers={"som_problemen": "Pijn", "soc_problemen": "Alleen"})
        enter(desk, gp)
        enter(desk, gp, target_group="kwetsbare_ouderen")
        found = queries.dashboard(gp)
        assert (found.target_group, found.patients, found.with_question) == ("palliatief", 3, 1)
        assert found.target_groups == {"palliatief": 3, "kwetsbare_ouderen": 1}
        assert found.urgency == {"u4": 2, "u_x": 1}
        assert found.prognosis == {"pal_d": 1, "pal_c": 1, "pal_x": 1}
        by_dimension = {str(part.dimension): part for part in found.dimensions}
        assert (by_dimension["somatic"].problems, by_dimension["somatic"].strengths) == (2, 1)
        assert (by_dimension["social"].problems, by_dimension["spiritual"].problems) == (1, 0)
        assert (by_dimension["shared_decisions"].problems, by_dimension["shared_decisions"].filled) == (None, 1)
        places = next(part for part in found.fields if part.field.code == "pzp_plaats_overlijden")
        assert (places.filled, places.options) == (1, {"thuis": 1})


def test_who_left_counts_in_the_month_and_in_the_evaluation(desk, gp):
    today = timezone.localdate()
    with desk.open():
        enter(desk, gp, "Blijft", started_on=today - timedelta(days=400))
        gone = enter(desk, gp, "Ging", answers={"eva_plaats": "thuis"})
        enter(desk, gp, "Evaluatie", answers={"eva_plaats": "hospice"})
        services.close_patient(gone.pk, by=gp, version=None, reason="deceased")
        found = queries.dashboard(gp, target_group="palliatief")
        assert (found.patients, found.started, found.ended) == (2, 2, 1)
        assert (found.months[-1].month, found.months[-1].started) == (today.replace(day=1), 2)
        assert len({one.month for one in found.months}) == 12
        place = next(part for part in found.fields if part.field.code == "eva_plaats")
        assert (place.options, place.of_ended) == ({"thuis": 1}, True)


def test_home_care_counts_its_own_patients_only(desk, gp):
    with desk.open():
        enter(desk, gp, "Zichtbaar", urgency="u1", organisation_ids=[KIEVIT], answers={"som_problemen": "Pijn"})
        enter(desk, gp, "Verborgen", urgency="u4", organisation_ids=[LINDEWAARD], answers={"soc_problemen": "Alleen"})
        hidden = enter(desk, gp, "Weg", organisation_ids=[LINDEWAARD], target_group="kwetsbare_ouderen")
        services.close_patient(hidden.pk, by=gp, version=None, reason="moved")
        for role in ("home_care", "nurse"):
            found = queries.dashboard(desk.acting(role, organisation_id=KIEVIT))
            assert (found.patients, found.urgency, found.started, found.ended) == (1, {"u1": 1}, 1, 0)
            assert found.target_groups == {"palliatief": 1}
            assert [one.problems for one in found.dimensions[:4]] == [1, 0, 0, 0]


@pytest.mark.parametrize("role", ["vice_chair", "secretary", "group_admin"])
def test_who_sees_no_patients_gets_no_figures(desk, role, client_of):
    actor = desk.acting(role)
    with desk.open(), pytest.raises(NotAllowed):
        queries.dashboard(actor)
    client = client_of(desk.user_of(actor))
    assert client.get(desk.place.url("rapportages/")).status_code == 403
    assert client.get(desk.place.url("api/v1/dashboard/")).status_code == 403


def test_the_read_is_logged_without_patients(desk, gp):
    with desk.open():
        enter(desk, gp)
        queries.dashboard(gp)
        line = AccessLogEntry.objects.order_by("seq").last()
        assert (line.action, line.what, line.patient_ids) == ("R", "reports.dashboard", [])
        with pytest.raises(NotFound):
            queries.dashboard(gp, target_group="bestaat_niet")


def test_the_number_of_queries_does_not_grow(desk, gp):
    numbers = []
    with desk.open():
        for amount in (1, 25):
            while Patient.objects.count() < amount:
                enter(desk, gp, f"Vogel{Patient.objects.count()}", urgency="u2", answers={"som_problemen": "Pijn"})
            with CaptureQueriesContext(connection) as captured:
                presenters.dashboard_page(queries.dashboard(gp))
            numbers.append(len(captured))
    assert len(set(numbers)) == 1, numbers


class TestPage:
    @pytest.fixture
    def page(self, desk, gp, client_of):
        enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
        with desk.open():
            answers = {"som_problemen": "Pijn <b>", "pzp_plaats_overlijden": "thuis"}
            enter(desk, gp, "Kanarie", urgency="u4", answers=answers, thematic_groups=["cultuursensitief"])
        browser = client_of(desk.user_of(gp))

        def show(query=""):
            answer = browser.get(desk.place.url(f"rapportages/{query}"))
            assert answer.status_code == 200, query
            return answer.content.decode()

        return show

    def test_every_chart_has_a_name_a_description_a_sentence_and_a_table(self, page):
        html = page()
        drawn = re.findall(r'<svg class="chart" width.*?</svg>\s*(?=<p|<details)', html, re.S)
        assert len(drawn) >= 5
        for svg in drawn:
            tree = ElementTree.fromstring(svg)
            assert tree.get("role") == "img"
            assert tree.find("title").text
            assert ": " in tree.find("desc").text
        assert html.count('<details class="as-table"') == html.count('class="insight"') == len(drawn)
        assert "1 van 1 patiënt heeft urgentie oranje of rood." in html

    def test_no_colour_of_care_but_in_the_shapes_and_no_style(self, page):
        html = page()
        assert "style=" not in html
        assert set(re.findall(r'<rect class="([a-z0-9-]+)"', html)) == {"track", "fill-1", "fill-2"}
        dashboard = html.partition('class="dashboard"')[2].partition("</main>")[0]
        for mark in re.findall(r'class="[^"]*care-[a-z]+[^"]*"', dashboard):
            assert "level-mark" in mark

    def test_a_theme_without_prognosis_has_the_other_charts(self, page):
        html = page("?doelgroep=cultuursensitief")
        assert "Prognose</h2>" not in html
        assert "Urgentie</h2>" in html

    def test_an_empty_target_group_says_so(self, page):
        assert "Nog geen cijfers" in page("?doelgroep=kwetsbare_ouderen")

    def test_nothing_of_a_patient(self, page):
        html = page()
        assert "Kanarie" not in html
        assert "Pijn" not in html

    def test_the_menu_leads_to_it(self, page):
        assert re.search(r'<a href="[^"]*/rapportages/" aria-current="page">Rapportages', page())


def test_the_api_has_the_same_numbers(desk, gp, client_of):
    with desk.open():
        enter(desk, gp, urgency="u3", answers={"pzp_plaats_overlijden": "hospice"})
    client = client_of(desk.user_of(gp))
    body = client.get(desk.place.url("api/v1/dashboard/")).json()
    assert (body["patients"], body["urgency"]) == (1, {"u3": 1})
    assert {one["code"]: one["options"] for one in body["subfields"]}["pzp_plaats_overlijden"] == {"hospice": 1}
    assert client.get(desk.place.url("api/v1/dashboard/?target_group=nergens")).status_code == 404


def test_a_long_word_is_cut_in_the_chart_and_whole_in_the_table():
    label = "Uitzonderlijk lange omschrijving van een keuze die nergens past"
    drawn = bars(code="x", title="X", finding="", head="X", series=["n"], rows=[Row(label=label, values=[1234])])
    assert drawn.lines[0].label.endswith("…")
    assert drawn.rows[0].label == label
    assert drawn.lines[0].bars[0].text == "1.234"
    assert drawn.lines[0].bars[0].width == "86.00%"
