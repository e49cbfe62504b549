"""The filters and orders of the register's list (R-13)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdo_platform.register import panels as register_panels
from mdo_platform.register import queries, services
from mdo_platform.register.models import CareInvolvement, Change, Enrolment, Patient
from mdo_platform.register.queries.filters import DISCUSSED, QUICK_FILTERS
from mdo_platform.register.queries.order import SORTS
from mdo_tenants.groups.services import enable_target_group
from tests.register.helpers import KIEVIT, LINDEWAARD


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def last_meeting(monkeypatch):
    """The last meeting was three days ago."""
    day = timezone.localdate() - timedelta(days=3)
    facts = register_panels.MeetingFacts(last_on=day)
    monkeypatch.setattr(register_panels.panels, "_facts", lambda: facts)
    return day


def found(actor, **chosen):
    rows = queries.overview(actor, queries.OverviewFilter(**chosen)).rows
    return [row["last_name"].removesuffix("-Demo") for row in rows]


def enter(desk, gp, name, *, urgency="", prognosis="", discussed=None, **fields):
    patient = desk.new_patient(by=gp, last_name=f"{name}-Demo", **fields)
    enrolment = Enrolment.objects.get(patient=patient, kind="primary")
    if urgency:
        services.set_urgency(enrolment.pk, by=gp, level=urgency, version=None)
    if prognosis:
        services.set_prognosis(enrolment.pk, by=gp, level=prognosis, version=None)
    if discussed:
        Enrolment.objects.filter(pk=enrolment.pk).update(last_discussed_on=discussed)
    return patient


def test_by_colour_of_urgency_in_every_target_group(desk, gp):
    with desk.open():
        enter(desk, gp, "Rood", urgency="u4")
        enter(desk, gp, "Ouder", urgency="u4", target_group="kwetsbare_ouderen")
        enter(desk, gp, "Geel", urgency="u2")
        enter(desk, gp, "Onbekend")
        assert sorted(found(gp, urgency="red")) == ["Ouder", "Rood"]
        assert found(gp, urgency="red", target_group="kwetsbare_ouderen") == ["Ouder"]
        assert found(gp, urgency="grey") == ["Onbekend"]
        assert found(gp, urgency="pink") == []


def test_by_prognosis_also_under_a_theme(desk, gp):
    enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
    with desk.open():
        enter(desk, gp, "Weken", prognosis="pal_c", thematic_groups=["cultuursensitief"])
        enter(desk, gp, "Jaar", prognosis="pal_a")
        assert found(gp, prognosis="palliatief:pal_c") == ["Weken"]
        assert found(gp, prognosis="palliatief:pal_c", target_group="cultuursensitief") == ["Weken"]
        assert found(gp, prognosis="kwetsbare_ouderen:pal_c") == []
        assert found(gp, prognosis="zomaar") == []


def test_by_gp_and_by_organisation(desk, gp):
    other = desk.acting("gp", name="Otto Oehoe-Demo")
    with desk.open():
        enter(desk, gp, "Mijn", gp_id=gp.user_id, organisation_ids=[KIEVIT])
        enter(desk, gp, "Ander", gp_id=other.user_id, organisation_ids=[LINDEWAARD])
        enter(desk, gp, "Zonder")
        assert found(gp, gp=other.user_id) == ["Ander"]
        assert found(gp, gp="none") == ["Zonder"]
        assert found(gp, organisation=KIEVIT) == ["Mijn"]
        assert found(gp, organisation=uuid4()) == []
        offered = queries.choices(gp)
        assert [name for _id, name in offered.gps] == ["Bea Bosuil-Demo", "Otto Oehoe-Demo"]
        assert [name for _id, name in offered.organisations] == ["De Kievit", "Lindewaard"]


def test_care_that_ends_later_still_counts(desk, gp):
    with desk.open():
        patient = enter(desk, gp, "Straks", organisation_ids=[KIEVIT])
        CareInvolvement.objects.filter(patient=patient).update(ended_on=timezone.localdate() + timedelta(days=2))
        assert found(gp, organisation=KIEVIT) == ["Straks"]
        assert queries.choices(gp).organisations == [(KIEVIT, "De Kievit")]
        assert queries.overview(gp, queries.OverviewFilter()).rows[0]["care"] == ["De Kievit"]
        CareInvolvement.objects.filter(patient=patient).update(ended_on=timezone.localdate())
        assert found(gp, organisation=KIEVIT) == []


def test_home_care_is_offered_only_what_belongs_to_its_own_patients(desk, gp):
    nurse = desk.acting("home_care", organisation_id=KIEVIT)
    with desk.open():
        enter(desk, gp, "Zichtbaar", gp_id=gp.user_id, organisation_ids=[KIEVIT])
        enter(desk, gp, "Verborgen", organisation_ids=[LINDEWAARD], urgency="u4")
        seen = queries.overview(nurse, queries.OverviewFilter())
        assert (seen.total, seen.counts, seen.quick["new"]) == (1, {"palliatief": 1}, 1)
        assert queries.choices(nurse).organisations == [(KIEVIT, "De Kievit")]
        assert found(nurse, urgency="red") == []
        hidden = Patient.objects.get(last_name="Verborgen-Demo")
        assert found(nurse, only=(hidden.pk,)) == []


def test_by_when_last_discussed(desk, gp, last_meeting):
    with desk.open():
        enter(desk, gp, "Nooit")
        enter(desk, gp, "Vorige", discussed=last_meeting)
        enter(desk, gp, "Eerder", discussed=last_meeting - timedelta(days=60))
        enter(desk, gp, "Lang", discussed=last_meeting - timedelta(days=200))
        assert found(gp, discussed="never") == ["Nooit"]
        assert found(gp, discussed="last") == ["Vorige"]
        assert sorted(found(gp, discussed="earlier")) == ["Eerder", "Lang"]
        assert found(gp, discussed="half_year") == ["Lang"]
        assert len(found(gp, discussed="zomaar")) == 4


class TestColourChanged:
    @pytest.fixture
    def old(self, desk, gp, last_meeting):
        """Enrolled and yellow well before the last meeting."""

        def make(name):
            patient = enter(desk, gp, name, urgency="u2", started_on=last_meeting - timedelta(days=9))
            long_ago = timezone.now() - timedelta(days=9)
            Change.objects.filter(patient=patient).update(at=long_ago)
            Enrolment.objects.filter(patient=patient).update(urgency_on=long_ago.date())
            return Enrolment.objects.get(patient=patient)

        return make

    def test_only_who_has_another_colour_now(self, desk, gp, old):
        with desk.open():
            old("Zelfde")
            worse, back = old("Erger"), old("Terug")
            services.set_urgency(worse.pk, by=gp, level="u3", version=None)
            services.set_urgency(worse.pk, by=gp, level="u4", version=None)
            services.set_urgency(back.pk, by=gp, level="u4", version=None)
            services.set_urgency(back.pk, by=gp, level="u2", version=None)
            enter(desk, gp, "Nieuw", urgency="u4")
            assert found(gp, quick=frozenset({"changed"})) == ["Erger"]
            seen = queries.overview(gp, queries.OverviewFilter())
            assert seen.quick["changed"] == 1
            assert {row["last_name"]: row["before"] for row in seen.rows if row["before"]} == {"Erger-Demo": "u2"}

    def test_a_first_estimate_is_no_change(self, desk, gp, last_meeting):
        with desk.open():
            enter(desk, gp, "Eerst", urgency="u4", started_on=last_meeting - timedelta(days=9))
            seen = queries.overview(gp, queries.OverviewFilter())
            assert (seen.quick["changed"], seen.rows[0]["before"]) == (0, None)

    def test_without_a_meeting_nothing_changed(self, desk, gp):
        with desk.open():
            enter(desk, gp, "Nieuw", urgency="u4")
            assert found(gp, quick=frozenset({"changed"})) == []


class TestOrder:
    def test_every_column_in_both_directions(self, desk, gp):
        with desk.open():
            for name in ("Een", "Twee", "Drie"):
                enter(desk, gp, name)
            for sort in SORTS:
                for descending in (False, True):
                    assert len(found(gp, sort=sort, descending=descending)) == 3

    def test_prognosis_by_phase_and_unknown_just_before_the_first(self, desk, gp):
        with desk.open():
            for name, level in (("Jaar", "pal_a"), ("Dagen", "pal_d"), ("Onbekend", ""), ("Maanden", "pal_b")):
                enter(desk, gp, name, prognosis=level)
            assert found(gp, sort="prognosis") == ["Dagen", "Maanden", "Onbekend", "Jaar"]

    def test_who_has_a_question_first(self, desk, gp):
        with desk.open():
            enter(desk, gp, "Aap")
            asked = enter(desk, gp, "Zebra")
            enrolment = Enrolment.objects.get(patient=asked)
            services.set_question(enrolment.pk, by=gp, question="Hoe nu?", version=None)
            assert found(gp, sort="question") == ["Zebra", "Aap"]

    def test_by_the_order_of_the_agenda_the_others_after(self, desk, gp, monkeypatch):
        with desk.open():
            patients = [enter(desk, gp, name) for name in ("Aap", "Beer", "Civet")]
            order = [patients[2].pk, patients[1].pk]
            monkeypatch.setattr(register_panels.panels, "_order", lambda _actor, _facts: order)
            assert found(gp, sort="agenda") == ["Civet", "Beer", "Aap"]
            assert found(gp, sort="agenda", descending=True) == ["Beer", "Civet", "Aap"]


def test_no_filter_costs_more_queries_for_more_patients(desk, gp, last_meeting):
    everything = queries.OverviewFilter(
        quick=frozenset(QUICK_FILTERS[:1]), urgency="grey", organisation=KIEVIT, discussed=DISCUSSED[0],
        gp="none", search="vogel", sort="agenda",
    )  # fmt: skip
    numbers = []
    with desk.open():
        for amount in (1, 60):
            while Patient.objects.count() < amount:
                patient = enter(desk, gp, f"Vogel{Patient.objects.count()}", organisation_ids=[KIEVIT])
                Enrolment.objects.filter(patient=patient).update(question="Hoe?")
            with CaptureQueriesContext(connection) as captured:
                seen = queries.overview(gp, everything)
                queries.choices(gp)
            assert seen.page.paginator.count == amount
            numbers.append(len(captured))
    assert len(set(numbers)) == 1, numbers
