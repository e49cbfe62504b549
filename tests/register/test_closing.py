"""Transfer, closing, evaluation afterwards and reopening (R-03, R-04, R-16, clinical §8)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.register import presenters, queries, rules, services
from mdo_platform.register.models import Answer, Change, Consent, Enrolment, Patient
from mdo_platform.register.services import Evaluated
from mdo_tenants.groups.services import enable_target_group
from tests.register.helpers import KIEVIT


@pytest.fixture
def gp(desk):
    return desk.acting("gp")


@pytest.fixture
def chair(desk):
    return desk.acting("chair")


@pytest.fixture
def patient(desk, gp):
    with desk.open():
        made = desk.new_patient(by=gp, target_group="kwetsbare_ouderen")
        enrolment = Enrolment.objects.get(patient=made)
        services.set_urgency(enrolment.pk, by=gp, level="u3", version=None)
        services.set_prognosis(enrolment.pk, by=gp, level="ko_l", version=None)
        services.set_question(enrolment.pk, by=gp, question="Hoe nu verder?", version=None)
        return made


def transferred(patient, *, by, target_group="palliatief", **said):
    old = Enrolment.objects.get(patient=patient, kind="primary", ended_on=None)
    said.setdefault("reason", "Verzwakt snel")
    return services.transfer_enrolment(old.pk, by=by, version=None, target_group=target_group, **said)


class TestTransfer:
    def test_why_stays_with_the_old_enrolment_and_in_the_history(self, desk, gp, patient):
        with desk.open():
            new = transferred(patient, by=gp, reason=" Verzwakt snel. ")
            assert Enrolment.objects.get(pk=new.transferred_from_id).end_note == "Verzwakt snel."
            change = Change.objects.get(patient=patient, field="end_note")
            assert (change.new, change.by_name) == ("Verzwakt snel.", gp.name)

    @pytest.mark.parametrize("reason", ["", "   ", "x" * 301])
    def test_it_needs_a_reason(self, desk, gp, patient, reason):
        with desk.open(), pytest.raises(Invalid) as refused:
            transferred(patient, by=gp, reason=reason)
        assert refused.value.fields["reason"]

    def test_twice_by_one_person_is_once(self, desk, gp, patient):
        with desk.open():
            old = Enrolment.objects.get(patient=patient)
            sent = {"by": gp, "version": old.version, "target_group": "palliatief", "reason": "Verzwakt"}
            first = services.transfer_enrolment(old.pk, **sent)
            assert services.transfer_enrolment(old.pk, **sent).pk == first.pk
            assert Enrolment.objects.filter(patient=patient).count() == 2

    def test_a_colleague_who_was_later_is_told(self, desk, gp, chair, patient):
        with desk.open():
            old = Enrolment.objects.get(patient=patient)
            transferred(patient, by=gp)
            with pytest.raises(Invalid, match="beëindigd"):
                services.transfer_enrolment(
                    old.pk, by=chair, version=old.version, target_group="palliatief", reason="Ook"
                )

    def test_to_the_same_target_group_is_refused_and_changes_nothing(self, desk, gp, patient):
        with desk.open():
            with pytest.raises(Invalid):
                transferred(patient, by=gp, target_group="kwetsbare_ouderen")
            assert Enrolment.objects.get(patient=patient).ended_on is None

    def test_consent_is_asked_again_in_the_same_form(self, desk, gp, patient):
        with desk.open():
            day = timezone.localdate() - timedelta(days=2)
            said = {"consent": "informed", "consent_given_by": "representative", "consent_given_on": day}
            transferred(patient, by=gp, consent_scope="niet over geld", **said)
            newest = Consent.objects.filter(patient=patient).first()
            found = (newest.status, newest.given_by, newest.given_on, newest.scope)
            assert found == ("informed", "representative", day, "niet over geld")

    def test_an_objection_stays_until_somebody_withdraws_it(self, desk, gp, patient):
        with desk.open():
            services.set_consent(patient.pk, by=gp, status="objects")
            new = transferred(patient, by=gp)
            assert Patient.objects.get(pk=patient.pk).consent == "objects"
            services.transfer_enrolment(
                new.pk, by=gp, version=None, target_group="kwetsbare_ouderen", reason="Terug", consent="agreed"
            )
            assert Patient.objects.get(pk=patient.pk).consent == "agreed"

    def test_a_new_question_comes_before_the_agenda(self, desk, gp, patient):
        with desk.open():
            new = transferred(patient, by=gp, consent="agreed")

            def refusals():
                record = queries.patient_record(gp, patient.pk)
                return [one for one in queries.agenda_refusals(gp, record, "palliatief") if "nieuwe vraag" in one]

            assert refusals()
            services.set_question(new.pk, by=gp, question="Wie komt er 's nachts?", version=None)
            assert not refusals()


class TestSecondTargetGroup:
    def test_it_ends_without_touching_the_first(self, desk, gp, patient):
        enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
        with desk.open():
            theme = services.enrol(patient.pk, by=gp, target_group="cultuursensitief")
            ended = services.end_thematic(theme.pk, by=gp, version=theme.version, reason="at_request")
            assert (ended.end_reason, ended.ended_on) == ("at_request", timezone.localdate())
            assert services.end_thematic(theme.pk, by=gp, version=theme.version, reason="at_request").pk == theme.pk
            again = services.enrol(patient.pk, by=gp, target_group="cultuursensitief")
            assert again.pk != theme.pk
            assert queries.patient_record(gp, patient.pk).primary.urgency == "u3"

    def test_the_first_does_not_end_this_way(self, desk, gp, patient):
        with desk.open(), pytest.raises(Invalid):
            services.end_thematic(Enrolment.objects.get(patient=patient).pk, by=gp, version=None)


class TestClosing:
    def test_the_evaluation_is_stored_with_it_and_reason_and_date_fill_their_fields(self, desk, gp, patient):
        with desk.open():
            services.close_patient(
                patient.pk,
                by=gp,
                version=None,
                reason="deceased",
                evaluation={"eva_plaats": Evaluated(value="thuis", version=0)},
            )
            found = dict(Answer.objects.filter(patient=patient).values_list("field", "value"))
            today = timezone.localdate().isoformat()
            assert found == {"eva_plaats": "thuis", "eva_reden": "overleden", "eva_datum": today}

    def test_an_answer_that_does_not_fit_leaves_the_patient_active(self, desk, gp, patient):
        with desk.open():
            with pytest.raises(Invalid):
                services.close_patient(
                    patient.pk,
                    by=gp,
                    version=None,
                    reason="deceased",
                    evaluation={"eva_plaats": Evaluated(value="op de maan")},
                )
            assert Patient.objects.get(pk=patient.pk).status == "active"
            assert not Answer.objects.filter(patient=patient).exists()

    def test_an_evaluation_that_somebody_else_wrote_is_not_overwritten(self, desk, gp, chair, patient):
        with desk.open():
            services.save_answer(patient.pk, by=chair, field="eva_goed", value="Rustig", version=0)
            with pytest.raises(Conflict):
                services.close_patient(
                    patient.pk,
                    by=gp,
                    version=None,
                    reason="deceased",
                    evaluation={"eva_goed": Evaluated(value="Onrustig", version=0)},
                )
            assert Patient.objects.get(pk=patient.pk).status == "active"

    def test_the_evaluation_stays_open_and_nothing_else(self, desk, gp, patient):
        with desk.open():
            services.close_patient(patient.pk, by=gp, version=None, reason="deceased")
            saved = services.save_answer(patient.pk, by=gp, field="eva_goed", value="De nachtzorg kwam.", version=0)
            assert (saved.recorded_by_name, saved.target_group) == (gp.name, "kwetsbare_ouderen")
            with pytest.raises(NotAllowed):
                services.save_answer(patient.pk, by=gp, field="som_problemen", value="Te laat", version=0)

    def test_the_questions_of_a_second_target_group_stay_open_too(self, desk, gp, patient):
        enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
        with desk.open():
            services.enrol(patient.pk, by=gp, target_group="cultuursensitief")
            services.close_patient(patient.pk, by=gp, version=None, reason="deceased")
            assert services.save_answer(patient.pk, by=gp, field="eva_cultuur", value="ja", version=0)
            record = queries.patient_record(gp, patient.pk)
            assert record.target_groups == ["kwetsbare_ouderen", "cultuursensitief"]

    def test_who_could_not_change_the_patient_does_not_evaluate_either(self, desk, gp, patient):
        with desk.open():
            services.close_patient(patient.pk, by=gp, version=None, reason="deceased")
            with pytest.raises(NotAllowed):
                services.save_answer(
                    patient.pk, by=desk.acting("consultant"), field="eva_goed", value="Ik keek mee", version=0
                )
            nurse = desk.acting("nurse", organisation_id=KIEVIT)
            with pytest.raises(NotFound):
                services.save_answer(patient.pk, by=nurse, field="eva_goed", value="Ik ken haar niet", version=0)

    def test_a_day_before_the_enrolment_is_refused(self, desk, gp, patient):
        on = timezone.localdate() - timedelta(days=1)
        with desk.open(), pytest.raises(Invalid) as refused:
            services.close_patient(patient.pk, by=gp, version=None, reason="deceased", on=on)
        assert refused.value.fields["on"]

    def test_twice_by_one_person_is_once_and_by_another_is_told(self, desk, gp, chair, patient):
        with desk.open():
            closed = services.close_patient(patient.pk, by=gp, version=patient.version, reason="deceased")
            again = services.close_patient(patient.pk, by=gp, version=patient.version, reason="deceased")
            assert again.version == closed.version
            with pytest.raises(NotAllowed):
                services.close_patient(patient.pk, by=chair, version=patient.version, reason="deceased")


class TestReopening:
    def test_a_mistake_gives_back_what_the_closing_ended_as_it_was(self, desk, gp, patient):
        enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
        with desk.open():
            gone = services.enrol(patient.pk, by=gp, target_group="cultuursensitief")
            services.end_thematic(gone.pk, by=gp, version=None)
            theme = services.enrol(patient.pk, by=gp, target_group="cultuursensitief")
            services.close_patient(patient.pk, by=gp, version=None, reason="care_ended")
            opened = services.undo_closing(patient.pk, by=gp, version=None)
            record = queries.patient_record(gp, patient.pk)
            assert (opened.status, opened.closed_on) == ("active", None)
            assert (record.primary.urgency, record.primary.prognosis) == ("u3", "ko_l")
            assert record.primary.question == "Hoe nu verder?"
            assert [one.pk for one in record.thematic] == [theme.pk]
            assert [one.pk for one in record.history] == [gone.pk]

    def test_who_comes_back_starts_unknown_with_all_history(self, desk, gp, patient):
        with desk.open():
            services.save_answer(patient.pk, by=gp, field="som_problemen", value="Valt vaak", version=0)
            services.close_patient(patient.pk, by=gp, version=None, reason="moved")
            services.readmit_patient(patient.pk, by=gp, version=None, target_group="palliatief")
            record = queries.patient_record(gp, patient.pk)
            assert (record.primary.urgency, record.primary.prognosis) == ("u_x", "pal_x")
            assert presenters.urgency_of(record.primary).colour == "grey"
            assert (record.history[0].urgency, record.history[0].end_reason) == ("u3", "moved")
            assert record.answers["som_problemen"].value == "Valt vaak"
            assert record.patient.consent == "unknown"

    def test_reopening_takes_an_announcement_back(self, desk, gp, patient):
        with desk.open():
            services.close_patient(patient.pk, by=gp, version=None, reason="moved")
            day = timezone.localdate()
            Patient.objects.filter(pk=patient.pk).update(delete_on=day, deletion_announced_on=day)
            opened = services.undo_closing(patient.pk, by=gp, version=None)
            assert (opened.delete_on, opened.deletion_announced_on) == (None, None)

    def test_twice_is_once(self, desk, gp, patient):
        with desk.open():
            services.close_patient(patient.pk, by=gp, version=None, reason="moved")
            opened = services.undo_closing(patient.pk, by=gp, version=None)
            assert services.undo_closing(patient.pk, by=gp, version=None).version == opened.version
            assert Enrolment.objects.filter(patient=patient).count() == 1

    def test_only_who_could_change_the_patient_reopens(self, desk, gp, patient):
        with desk.open():
            services.close_patient(patient.pk, by=gp, version=None, reason="moved")
            with pytest.raises(NotAllowed):
                services.undo_closing(patient.pk, by=desk.acting("consultant"), version=None)


def test_somebody_may_object_to_a_closed_record_too(desk, gp, patient):
    with desk.open():
        services.close_patient(patient.pk, by=gp, version=None, reason="moved")
        services.set_consent(patient.pk, by=gp, status="objects")
        assert queries.closed_patients(desk.acting("chair")).rows == []


@pytest.mark.parametrize("act", ["enrol", "details", "answer"])
def test_what_is_changed_at_the_moment_of_closing_is_refused(desk, gp, patient, monkeypatch, act):
    """Somebody closes the patient between the check and the lock: a closed record gets no new enrolment or answer."""
    acts = {
        "enrol": lambda: services.enrol(patient.pk, by=gp, target_group="palliatief"),
        "details": lambda: services.update_patient(patient.pk, by=gp, version=None, changes={"city": "Wilgendal"}),
        "answer": lambda: services.save_answer(patient.pk, by=gp, field="som_problemen", value="Pijn", version=0),
    }
    check = rules.can_change_patient

    def check_and_be_late(actor, patient_id):
        allowed = check(actor, patient_id)
        monkeypatch.setattr(rules, "can_change_patient", check)
        Patient.objects.filter(pk=patient_id).update(status="closed", closed_on=timezone.localdate())
        return allowed

    with desk.open():
        monkeypatch.setattr(rules, "can_change_patient", check_and_be_late)
        with pytest.raises(NotAllowed, match="afgesloten"):
            acts[act]()


def test_closed_patients_are_found_back_by_who_saw_them(desk, gp, patient):
    with desk.open():
        services.close_patient(patient.pk, by=gp, version=None, reason="moved")
        assert [row["id"] for row in queries.closed_patients(gp, search="appelv").rows] == [patient.pk]
        assert queries.closed_patients(gp, search="elders").rows == []
        nurse = desk.acting("nurse", organisation_id=KIEVIT)
        assert queries.closed_patients(nurse).rows == []
        with pytest.raises(NotAllowed):
            queries.closed_patients(desk.acting("group_admin"))
