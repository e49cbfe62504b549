"""The register as a list (R-13)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.register import panels as register_panels
from mdo_platform.register import queries, services
from mdo_platform.register.models import Enrolment, Patient
from mdo_platform.register.presenters import overview as presenter
from mdo_tenants.groups.services import enable_target_group
from tests.register.helpers import KIEVIT


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


def show(actor, **chosen):
    return queries.overview(actor, queries.OverviewFilter(**chosen))


def names(found):
    return [row["last_name"] for row in found.rows]


def enter(desk, gp, last_name, *, urgency="", question="", **fields):
    patient = desk.new_patient(by=gp, last_name=last_name, **fields)
    enrolment = Enrolment.objects.get(patient=patient, kind="primary")
    if urgency:
        services.set_urgency(enrolment.pk, by=gp, level=urgency, version=None)
    if question:
        services.set_question(enrolment.pk, by=gp, question=question, version=None)
    return patient


@pytest.fixture
def meeting_on(monkeypatch):
    """Says when the last meeting was, as the floor above does."""

    def set_last(day):
        facts = register_panels.MeetingFacts(last_on=day)
        monkeypatch.setattr(register_panels.panels, "_facts", lambda: facts)

    set_last(None)
    return set_last


def test_red_comes_first_and_unknown_before_green(desk, gp):
    with desk.open():
        for name, urgency in (("Groen", "u1"), ("Onbekend", ""), ("Rood", "u4"), ("Geel", "u2"), ("Oranje", "u3")):
            enter(desk, gp, f"{name}-Demo", urgency=urgency)
        order = ["Rood-Demo", "Oranje-Demo", "Geel-Demo", "Onbekend-Demo", "Groen-Demo"]
        assert names(show(gp)) == order
        assert names(show(gp, descending=True)) == order[::-1]
        assert names(show(gp, sort="name")) == sorted(order)


def test_the_number_of_queries_does_not_grow(desk, gp):
    numbers = []
    with desk.open():
        for amount in (1, 3, 50):
            while Patient.objects.count() < amount:
                enter(desk, gp, f"Vogel{Patient.objects.count()}-Demo", question="Hoe?", organisation_ids=[KIEVIT])
            with CaptureQueriesContext(
                connection,
            ) as captured:
                found = show(gp)
                presenter.rows(found, cells={}, short_names=False)
            assert len(found.rows) == amount
            numbers.append(len(captured))
    assert len(set(numbers)) == 1, numbers


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        ("sukran", 1),
        ("ŞÜKRAN", 1),
        ("van der", 1),
        ("d'Ancona", 1),
        ("dancona", 1),
        ("ancona", 1),
        ("meer anna", 1),
        ("1942", 2),
        ("bosuil", 2),
        ("kran", 0),
        ("%", 2),
        ("niemand", 0),
    ],
)
def test_search_by_the_start_of_words(desk, gp, query, hits):
    with desk.open():
        enter(desk, gp, "Şükran-Demo", gp_id=gp.user_id)
        enter(desk, gp, "d'Ancona-Meer-Demo", name_prefix="van der", first_name="Anna", gp_id=gp.user_id)
        assert len(show(gp, search=query).rows) == hits


def test_filter_and_counts_per_target_group(desk, gp):
    enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
    with desk.open():
        enter(desk, gp, "Appelvink-Demo")
        enter(desk, gp, "Boterbloem-Demo", thematic_groups=["cultuursensitief"])
        enter(desk, gp, "Citroen-Demo", target_group="kwetsbare_ouderen")
        found = show(gp)
        assert found.total == 3
        assert found.counts == {"palliatief": 2, "kwetsbare_ouderen": 1, "cultuursensitief": 1}
        assert names(show(gp, target_group="kwetsbare_ouderen")) == ["Citroen-Demo"]
        themed = show(gp, target_group="cultuursensitief")
        assert names(themed) == ["Boterbloem-Demo"]
        assert themed.rows[0]["shown__target_group"] == "cultuursensitief"
        row = presenter.rows(themed, cells={}, short_names=False)[0]
        assert row.prognosis.code == "pal_x"
        assert show(gp, target_group="bestaat_niet").rows == []


def test_quick_filters(desk, gp, meeting_on):
    yesterday = timezone.localdate() - timedelta(days=1)
    with desk.open():
        asked = enter(desk, gp, "Vraag-Demo", question="Hoe nu verder?")
        mine = enter(desk, gp, "Mijn-Demo", gp_id=gp.user_id, started_on=yesterday - timedelta(days=9))
        old = enter(desk, gp, "Oud-Demo", started_on=yesterday - timedelta(days=9))
        Patient.objects.filter(pk=old.pk).update(record_updated_at=timezone.now() - timedelta(days=5))
        meeting_on(yesterday)
        assert show(gp).quick == {"question": 1, "new": 1, "stale": 1, "changed": 0, "mine": 1}
        for quick, patient in (("question", asked), ("new", asked), ("stale", old), ("mine", mine)):
            assert [row["id"] for row in show(gp, quick=frozenset({quick})).rows] == [patient.pk], quick
        assert [row["is_stale"] for row in show(gp, quick=frozenset({"stale"})).rows] == [True]


def test_before_the_first_meeting_everybody_is_new_and_nobody_late(desk, gp, meeting_on):
    with desk.open():
        enter(desk, gp, "Appelvink-Demo")
        assert show(gp).quick == {"question": 0, "new": 1, "stale": 0, "changed": 0, "mine": 0}


def test_short_names_leave_the_name_out(desk, gp):
    with desk.open():
        enter(desk, gp, "Appelvink-Demo")
        row = presenter.rows(show(gp), cells={}, short_names=True)[0]
        assert row.name == "Mw. A. (1942)"


def test_the_read_is_logged_with_the_patients_and_without_the_search(desk, gp):
    with desk.open():
        patient = enter(desk, gp, "Appelvink-Demo")
        show(gp, search="appelvink")
        line = AccessLogEntry.objects.order_by("seq").last()
        assert (line.action, line.what, line.patient_ids) == ("R", "register.overview", [patient.pk])
        assert line.detail["search"] is True
        assert "appelvink" not in str(line.detail).lower()


def test_candidates_for_an_agenda_say_what_is_in_the_way(desk, gp):
    with desk.open():
        enter(desk, gp, "Klaar-Demo", question="Hoe nu verder?")
        enter(desk, gp, "Zonder-Demo", consent="unknown")
        found = {
            one.record.patient.last_name: one for one in queries.agenda_candidates(gp, target_groups=["palliatief"])
        }
        assert not any("toestemming" in reason for reason in found["Klaar-Demo"].refusals)
        assert found["Klaar-Demo"].has_question
        assert any("toestemming" in reason for reason in found["Zonder-Demo"].refusals)


def test_a_row_shows_what_was_typed_and_runs_none_of_it(desk, gp, client_of):
    nasty = "<script>alert(1)</script>\"'&"
    with desk.open():
        patient = enter(desk, gp, f"Vink{nasty}-Demo", question=f"Hoe? {nasty} {'x' * 200}")
        Patient.objects.filter(pk=patient.pk).update(gp_name=nasty)
    html = client_of(desk.user_of(gp)).get(desk.place.url("register/")).content.decode()
    table = html.partition('id="register-table"')[2].partition("</table>")[0]
    assert "<script" not in table
    assert '<span class="tag tag-new">Nieuw</span>' in table
    assert table.count("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#x27;&amp;") == 3
    assert "x…" in table
