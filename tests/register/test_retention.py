"""The retention term: announced, deleted to the day, held, and nothing else (R-16, security §1.6)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common import outbox
from mdo_foundation.common.errors import NotAllowed
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.register import erasure, queries, services
from mdo_platform.register.models import Deletion, Patient
from mdo_platform.register.retention import Step, Term, add_months
from mdo_tenants.groups.choices import RETENTION
from mdo_tenants.groups.models import Group
from tests.register.helpers import KIEVIT

CLOSED = date(2027, 1, 15)
DUE = date(2028, 1, 15)  # twelve months
ANNOUNCED = DUE - timedelta(days=30)


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def closed(desk, gp):
    """A patient with something in every table, closed on the day of the tests."""
    with desk.open():
        patient = filled(desk, gp, "Kanariegeel-Demo")
        close(patient, by=gp)
        return patient


def filled(desk, gp, last_name):
    patient = desk.new_patient(by=gp, last_name=last_name, organisation_ids=[KIEVIT])
    services.save_answer(patient.pk, by=gp, field="som_problemen", value="Benauwd", version=0)
    services.add_diagnosis(patient.pk, by=gp, icpc="A05")
    services.add_professional(patient.pk, by=gp, name="Noor Noot-Demo", discipline="Apotheker")
    enrolment = patient.enrolments.get()
    services.transfer_enrolment(
        enrolment.pk, by=gp, version=None, target_group="kwetsbare_ouderen", reason="Ander beloop", consent="agreed"
    )
    return patient


def close(patient, *, by, on=CLOSED):
    services.close_patient(patient.pk, by=by, version=None, reason="deceased")
    Patient.objects.filter(pk=patient.pk).update(closed_on=on)


def run(day):
    return services.follow_retention(today=day)


def left_of(patient_id):
    """Rows that still refer to the patient, by table; found from the models, so a new table is not forgotten."""
    found = {}
    for model in apps.get_models():
        columns = [one.name for one in model._meta.concrete_fields if one.related_model is Patient]
        for name in columns:
            if number := model.objects.filter(**{name: patient_id}).count():
                found[model.__name__] = number
    return found


class TestTerm:
    @pytest.mark.parametrize(
        ("day", "months", "expected"),
        [
            (date(2026, 8, 31), 6, date(2027, 2, 28)),
            (date(2027, 8, 31), 6, date(2028, 2, 29)),
            (date(2026, 12, 1), 1, date(2027, 1, 1)),
            (date(2028, 2, 29), 12, date(2029, 2, 28)),
        ],
    )
    def test_months_are_months_of_the_calendar(self, day, months, expected):
        assert add_months(day, months) == expected

    def test_each_step_on_its_day_and_not_one_before(self):
        term = Term(closed_on=CLOSED, months=12)
        assert term.step(ANNOUNCED - timedelta(days=1)) is Step.WAIT
        assert term.step(ANNOUNCED) is Step.ANNOUNCE
        told = Term(closed_on=CLOSED, months=12, announced_on=ANNOUNCED)
        assert told.step(DUE - timedelta(days=1)) is Step.ANNOUNCED
        assert told.step(DUE) is Step.DELETE

    def test_an_announcement_that_came_late_still_gives_thirty_days(self):
        late = Term(closed_on=CLOSED, months=12, announced_on=DUE + timedelta(days=5))
        assert late.delete_on(DUE) == DUE + timedelta(days=35)

    def test_a_hold_goes_before_everything(self):
        held = Term(closed_on=CLOSED, months=3, announced_on=CLOSED, on_hold=True)
        assert held.step(date(2099, 1, 1)) is Step.HELD
        assert held.next_on(date(2099, 1, 1)) is None


class TestJob:
    def test_announced_on_its_day_and_deleted_on_its_day(self, desk, closed):
        with desk.open():
            assert run(ANNOUNCED - timedelta(days=1)).announced == 0
            assert run(ANNOUNCED).announced == 1
            assert Patient.objects.get(pk=closed.pk).delete_on == DUE
            assert run(ANNOUNCED).announced == 0
            assert run(DUE - timedelta(days=1)).deleted == 0
            assert run(DUE).deleted == 1
            assert run(DUE).deleted == 0

    def test_exactly_what_is_due_goes_and_nothing_of_it_is_left(self, desk, gp, closed):
        with desk.open():
            later, active = filled(desk, gp, "Zilverreiger-Demo"), filled(desk, gp, "Papegaai-Demo")
            close(later, by=gp, on=CLOSED + timedelta(days=1))
            before = left_of(later.pk), left_of(active.pk)
            assert {"Answer", "Change", "Consent", "Diagnosis", "Enrolment", "CareInvolvement"} <= set(
                left_of(closed.pk)
            )
            run(ANNOUNCED)
            run(DUE)
            assert left_of(closed.pk) == {}
            assert set(Patient.objects.values_list("pk", flat=True)) == {later.pk, active.pk}
            assert (left_of(later.pk), left_of(active.pk)) == before

    def test_the_log_keeps_its_lines_with_the_id_only(self, desk, gp, closed):
        with desk.open():
            lines = AccessLogEntry.objects.filter(patient_ids__contains=[closed.pk]).count()
            run(ANNOUNCED)
            run(DUE)
            found = AccessLogEntry.objects.filter(patient_ids__contains=[closed.pk])
            assert found.count() == lines + 2
            last = found.order_by("seq").last()
            assert (last.action, last.what, last.via) == ("D", "patient.deleted", "system")
            assert "Kanariegeel" not in str(list(found.values()))

    def test_that_it_was_deleted_is_kept(self, desk, closed):
        with desk.open():
            run(ANNOUNCED)
            run(DUE)
            fact = Deletion.objects.get()
            assert (fact.patient_id, fact.target_group) == (closed.pk, "kwetsbare_ouderen")
            assert (fact.closed_on, fact.announced_on) == (CLOSED, ANNOUNCED)

    def test_never_deleted_without_thirty_days_of_announcement(self, desk, closed):
        with desk.open():
            much_later = DUE + timedelta(days=400)
            assert (run(much_later).announced, run(much_later).deleted) == (1, 0)
            assert run(much_later + timedelta(days=29)).deleted == 0
            assert run(much_later + timedelta(days=30)).deleted == 1

    def test_who_was_reopened_is_left_alone(self, desk, gp, closed):
        with desk.open():
            run(ANNOUNCED)
            services.undo_closing(closed.pk, by=gp, version=None)
            assert run(DUE).deleted == 0
            assert Patient.objects.filter(pk=closed.pk).exists()

    def test_a_killed_run_leaves_all_of_it_and_is_done_again(self, desk, closed, monkeypatch):
        with desk.open():
            run(ANNOUNCED)
        with monkeypatch.context() as broken, time_machine.travel(f"{DUE}T06:00:00+00:00", tick=False):

            def fail(_ids):
                raise RuntimeError("killed")

            broken.setattr(erasure, "_erasers", [fail])
            outbox.enqueue(RETENTION, "killed", group=desk.place.row)
            outbox.run_due()
            with desk.open():
                assert left_of(closed.pk)
                assert not Deletion.objects.exists()
        with time_machine.travel(f"{DUE}T07:00:00+00:00", tick=False):
            outbox.run_due()
            with desk.open():
                assert left_of(closed.pk) == {}
                assert Deletion.objects.count() == 1

    def test_many_go_in_batches(self, desk, gp, closed, monkeypatch):
        monkeypatch.setattr("mdo_platform.register.services.retention.BATCH", 1)
        with desk.open():
            close(filled(desk, gp, "Zilverreiger-Demo"), by=gp)
            run(ANNOUNCED)
        with time_machine.travel(f"{DUE}T06:00:00+00:00", tick=False):
            outbox.enqueue(RETENTION, "batches", group=desk.place.row)
            while outbox.run_due():
                pass
            with desk.open():
                assert not Patient.objects.exists()

    def test_another_group_is_not_touched(self, desk, other_desk, closed):
        with other_desk.open():
            neighbour = other_desk.new_patient(by=other_desk.acting("gp"))
            close(neighbour, by=other_desk.acting("gp"))
        with desk.open():
            run(ANNOUNCED)
            run(DUE)
        with other_desk.open():
            assert Patient.objects.get(pk=neighbour.pk).delete_on is None


class TestAnnouncement:
    def test_chair_and_gps_get_a_link_without_a_word_about_patients(self, desk, gp, closed):
        chair = desk.acting("chair", name="Vera Voorzitter-Demo")
        desk.acting("nurse", organisation_id=KIEVIT)
        with time_machine.travel(f"{ANNOUNCED}T06:00:00+00:00", tick=False):
            outbox.enqueue(RETENTION, "announce", group=desk.place.row)
            while outbox.run_due():
                pass
        told = [one for one in mail.outbox if "verwijderd" in one.subject]
        assert {one.to[0] for one in told} == {desk.user_of(gp).email, desk.user_of(chair).email}
        text = " ".join(one.subject + one.body for one in told)
        assert "15 januari 2028" in text
        assert "/register/bewaartermijn/" in text
        for word in ("Kanariegeel", "1942", "1 patiënt", str(closed.pk)):
            assert word not in text


class TestPlanning:
    def test_a_closing_asks_for_the_day_of_the_announcement(self, desk, gp):
        with desk.open():
            patient = desk.new_patient(by=gp)
            services.close_patient(patient.pk, by=gp, version=None, reason="moved")
        entry = OutboxEntry.objects.get(kind=RETENTION)
        announced = add_months(timezone.localdate(), 12) - timedelta(days=30)
        assert (timezone.localdate(entry.due_at), entry.payload) == (announced, {})
        assert entry.group_id == desk.place.row.id

    def test_a_whole_life_by_the_clock_alone(self, desk, gp):
        with desk.open():
            patient = desk.new_patient(by=gp)
            services.close_patient(patient.pk, by=gp, version=None, reason="moved")
        closed_on = timezone.localdate()
        due = add_months(closed_on, 12)

        def at(day):
            with time_machine.travel(f"{day}T06:00:00+00:00", tick=False):
                while outbox.run_due():
                    pass
                with desk.open():
                    return Patient.objects.filter(pk=patient.pk).values_list("delete_on", flat=True).first()

        assert at(due - timedelta(days=31)) is None
        assert at(due - timedelta(days=30)) == due
        assert at(due - timedelta(days=1)) == due
        assert at(due) is None
        with desk.open():
            assert not Patient.objects.filter(pk=patient.pk).exists()

    @pytest.mark.parametrize(("months", "announced"), [(3, True), (24, False)])
    def test_another_term_plans_anew(self, desk, closed, months, announced):
        with desk.open():
            run(ANNOUNCED)
            with outside_groups():
                Group.objects.filter(pk=desk.place.row.pk).update(retention_months=months)
            run(ANNOUNCED + timedelta(days=1))
            found = Patient.objects.get(pk=closed.pk)
            # Shorter: the thirty days that were promised still count. Longer: the announcement is taken back.
            assert found.delete_on == (DUE if announced else None)
            assert (found.deletion_announced_on is not None) is announced

    def test_a_shorter_term_announces_and_never_deletes_at_once(self, desk, closed):
        with desk.open():
            with outside_groups():
                Group.objects.filter(pk=desk.place.row.pk).update(retention_months=3)
            day = CLOSED + timedelta(days=200)
            assert (run(day).announced, run(day).deleted) == (1, 0)
            assert Patient.objects.get(pk=closed.pk).delete_on == day + timedelta(days=30)


class TestHold:
    def test_it_stops_the_deletion_and_says_why(self, desk, gp, closed):
        with desk.open():
            run(ANNOUNCED)
            held = services.hold_record(closed.pk, by=gp, version=None, reason="Er loopt een klacht")
            assert (held.hold_reason, held.hold_by_name, held.delete_on) == ("Er loopt een klacht", gp.name, None)
            assert run(DUE).deleted == 0
            services.release_hold(closed.pk, by=gp, version=None)
            assert (run(DUE).announced, run(DUE + timedelta(days=29)).deleted) == (1, 0)
            assert run(DUE + timedelta(days=30)).deleted == 1

    @pytest.mark.parametrize("role", ["nurse", "home_care", "consultant", "group_admin"])
    def test_others_neither_hold_nor_look(self, desk, closed, role):
        with desk.open():
            actor = desk.acting(role, organisation_id=KIEVIT)
            with pytest.raises(NotAllowed):
                services.hold_record(closed.pk, by=actor, version=None, reason="Nee")
            with pytest.raises(NotAllowed):
                queries.going_to_be_deleted(actor, until=DUE)


def test_the_dry_run_is_what_the_job_then_does(desk, gp, closed):
    with desk.open():
        later, held = filled(desk, gp, "Zilverreiger-Demo"), filled(desk, gp, "Papegaai-Demo")
        close(later, by=gp, on=CLOSED + timedelta(days=2))
        close(held, by=gp)
        services.hold_record(held.pk, by=gp, version=None, reason="Er loopt een klacht")
        seen = queries.retention_dry_run(until=DUE)
        going = {patient_id for patient_id, term in seen if term.step(DUE) is not Step.HELD}
        assert {row["id"] for row in queries.going_to_be_deleted(gp, until=DUE)} == going | {held.pk}
        run(ANNOUNCED)
        run(DUE)
        assert set(Deletion.objects.values_list("patient_id", flat=True)) == going == {closed.pk}
