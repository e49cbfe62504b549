"""At least one meeting a year (K-08): who is due, for whom, and that the question costs the same for one and many."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import NotAllowed
from mdo_platform.home.queries import home
from mdo_platform.pathways import queries, services
from mdo_platform.register import services as register
from mdo_platform.register.models import Answer, InvolvedProfessional
from tests.pathways.helpers import FRAIL, LEVEL, PALLIATIVE, discussed, record
from tests.register.helpers import KIEVIT, LINDEWAARD


def due(actor):
    return [row["patient__last_name"] for row in queries.yearly_due(actor).rows]


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (364, False), (365, False), (366, True), (None, True)])
def test_the_year_has_its_edge(desk, gp, patient, days, is_due):
    with desk.open():
        record(patient, gp, outcome="zwaar")
        discussed(patient, days)
        assert due(gp) == ([patient.last_name] if is_due else [])
        _record, (pathway,) = queries.patient_pathways(gp, patient.pk)
        assert pathway.is_due is is_due
        assert [one.number for one in queries.yearly_counts(gp)] == ([1] if is_due else [])


class TestWhatHolds:
    def test_the_answer_alone(self, desk, gp, patient):
        with desk.open():
            assert due(gp) == []
            register.save_answer(patient.pk, by=gp, field=LEVEL, value="complex", version=0)
            (row,) = queries.yearly_due(gp).rows
            assert row["outcome"] == "Zwaar geval"

    def test_an_outcome_without_a_field(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, "drie", outcome="volgen")
            (row,) = queries.yearly_due(gp).rows
            assert row["outcome"] == "Jaarlijks volgen"

    def test_another_outcome(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="licht")
            assert due(gp) == []

    def test_the_step_while_its_field_is_empty(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            Answer.objects.all().delete()
            assert due(gp) == [patient.last_name]

    def test_another_answer_since(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            register.save_answer(patient.pk, by=gp, field=LEVEL, value="kwetsbaar", version=None)
            assert due(gp) == []

    def test_a_step_that_was_cleared(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, "drie", outcome="volgen")
            services.clear_step(patient.pk, by=gp, pathway="proef", step="drie", version=None)
            assert due(gp) == []

    def test_no_module_no_warning(self, desk, gp, patient, installed):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            installed(without=[FRAIL])
            assert (due(gp), queries.yearly_counts(gp)) == ([], [])


class TestWhoIsLeftOut:
    def test_who_declined_last(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar", consent="agreed", days=20)
            record(patient, gp, "twee", consent="declined", days=10)
            assert due(gp) == []
            record(patient, gp, "drie", consent="agreed", days=5)
            assert due(gp) == [patient.last_name]
            record(patient, gp, "drie", consent="declined", days=5)
            assert due(gp) == []

    def test_who_objects_also_for_the_own_gp(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            register.set_consent(patient.pk, by=gp, status="objects", given_by="patient")
            assert (due(gp), queries.yearly_counts(gp)) == ([], [])

    def test_closed_and_transferred(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            (enrolment,) = patient.enrolments.all()
            register.transfer_enrolment(
                enrolment.pk, by=gp, version=None, target_group=PALLIATIVE, reason="anders", consent="agreed"
            )
            assert due(gp) == []
            other = desk.new_patient(by=gp, target_group=FRAIL, last_name="Bosuil-Demo")
            record(other, gp, outcome="zwaar")
            register.close_patient(other.pk, by=gp, version=None, reason="moved")
            assert due(gp) == []


class TestWhoSees:
    def test_a_nurse_those_of_the_own_organisation(self, desk, gp):
        nurse = desk.acting("nurse", organisation_id=KIEVIT)
        with desk.open():
            for name, place in (("Akelei-Demo", KIEVIT), ("Bosuil-Demo", LINDEWAARD)):
                record(
                    desk.new_patient(by=gp, target_group=FRAIL, last_name=name, organisation_ids=[place]),
                    gp,
                    outcome="zwaar",
                )
            assert (due(nurse), due(gp)) == (["Akelei-Demo"], ["Akelei-Demo", "Bosuil-Demo"])
            assert [one.number for one in queries.yearly_counts(nurse)] == [1]

    def test_an_administrator_none(self, desk, gp, patient):
        admin = desk.acting("group_admin")
        with desk.open():
            record(patient, gp, outcome="zwaar")
            assert (queries.yearly_counts(admin), home(admin).yearly) == ([], [])
            with pytest.raises(NotAllowed):
                queries.yearly_due(admin)

    def test_another_group_none(self, desk, other_desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
        with other_desk.open():
            assert due(other_desk.acting("gp")) == []

    def test_the_lead_finds_the_own_first(self, desk, gp):
        with desk.open():
            patients = {}
            for name, days in (("Akelei-Demo", 400), ("Bosuil-Demo", 900), ("Citroen-Demo", None), ("Duin-Demo", 500)):
                patients[name] = desk.new_patient(by=gp, target_group=FRAIL, last_name=name)
                record(patients[name], gp, outcome="zwaar")
                discussed(patients[name], days)
            register.add_professional(
                patients["Duin-Demo"].pk, by=gp, name=gp.name, discipline="Huisarts", user_id=gp.user_id, is_lead=True
            )
            assert due(gp) == ["Duin-Demo", "Citroen-Demo", "Bosuil-Demo", "Akelei-Demo"]
            (count,) = home(gp).yearly
            assert (count.label, count.number, count.mine) == ("Zwaar geval", 4, 1)
            InvolvedProfessional.objects.update(is_lead=False)
            assert queries.yearly_counts(gp)[0].mine == 0


def test_the_read_of_the_list_is_logged_and_the_count_is_not(desk, gp, patient):
    with desk.open():
        record(patient, gp, outcome="zwaar")
        before = AccessLogEntry.objects.count()
        queries.yearly_counts(gp)
        assert AccessLogEntry.objects.count() == before
        queries.yearly_due(gp)
        last = AccessLogEntry.objects.latest("seq")
        assert (last.action, last.what, last.patient_ids) == ("R", "pathway.yearly", [patient.pk])


def test_one_and_many_cost_the_same(desk, gp, browser):
    def cost(path):
        with CaptureQueriesContext(connection) as done:
            assert browser.get(desk.place.url(path)).status_code == 200
        return len(done)

    def enter(*names):
        with desk.open():
            for name in names:
                one = desk.new_patient(by=gp, target_group=FRAIL, last_name=f"{name}-Demo")
                record(one, gp, outcome="zwaar")

    paths = ("register/jaarlijks-bespreken/", "", "api/v1/pathways/yearly/")
    enter("Een")
    [cost(path) for path in paths]  # the first one fills caches
    one = [cost(path) for path in paths]
    enter("Twee", "Drie", "Vier", "Vijf")
    assert [cost(path) for path in paths] == one
