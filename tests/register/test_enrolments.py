"""Enrolling, prognosis, urgency, question, transfer (R-02 … R-07)."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_platform.register import presenters, queries, services
from mdo_platform.register.models import Change, Enrolment
from mdo_platform.register.presenters.record import dimensions
from mdo_tenants.groups.models import TargetGroupUse
from mdo_tenants.groups.services import enable_target_group


@pytest.fixture
def enrolment(desk, gp):
    with desk.open():
        return Enrolment.objects.get(patient=desk.new_patient(by=gp))


def test_levels_are_signed_and_dated(desk, gp, enrolment):
    with desk.open():
        services.set_urgency(enrolment.pk, by=gp, level="u3", version=enrolment.version)
        saved = services.set_prognosis(enrolment.pk, by=gp, level="pal_b", version=enrolment.version)
        assert (saved.urgency, saved.urgency_by_name, saved.urgency_on) == ("u3", gp.name, timezone.localdate())
        assert presenters.urgency_of(saved).colour == "orange"


@pytest.mark.parametrize("level", ["", "u9", "ko_s", "pal_b"])
def test_a_level_of_another_scale_is_refused(desk, gp, enrolment, level):
    with desk.open(), pytest.raises(Invalid):
        services.set_urgency(enrolment.pk, by=gp, level=level, version=None)


def test_two_people_who_choose_an_urgency_see_each_other(desk, gp, enrolment):
    with desk.open():
        services.set_urgency(enrolment.pk, by=gp, level="u2", version=enrolment.version)
        with pytest.raises(Conflict) as conflict:
            services.set_urgency(enrolment.pk, by=desk.acting("chair"), level="u4", version=enrolment.version)
        assert conflict.value.current["values"]["urgency"] == "u2"


def test_a_question_is_signed_and_can_be_taken_back(desk, gp, enrolment):
    with desk.open():
        asked = services.set_question(enrolment.pk, by=gp, question=" Wie is regievoerder? ", version=None)
        assert (asked.question, asked.question_by_name) == ("Wie is regievoerder?", gp.name)
        assert asked.question_at is not None
        taken = services.set_question(enrolment.pk, by=gp, question="", version=None)
        assert (taken.question, taken.question_by_id, taken.question_at) == ("", None, None)


@pytest.mark.parametrize("question", ["Nul\x00", "x" * 10_000_000])
def test_a_question_that_cannot_be_stored_is_refused_in_words(desk, gp, enrolment, question):
    with desk.open(), pytest.raises(Invalid) as refused:
        services.set_question(enrolment.pk, by=gp, question=question, version=None)
    assert refused.value.fields["question"]


def test_a_discussed_question_goes_to_the_history(desk, gp, enrolment):
    with desk.open():
        services.set_question(enrolment.pk, by=gp, question="Hoe nu verder?", version=None)
        services.mark_discussed({enrolment.pk: "Hoe nu verder?"}, by=gp, on=timezone.localdate())
        now = Enrolment.objects.get(pk=enrolment.pk)
        assert (now.question, now.last_discussed_on) == ("", timezone.localdate())
        assert Change.objects.filter(field="question", old="Hoe nu verder?").exists()


def test_a_question_that_changed_since_the_meeting_saw_it_stays_open(desk, gp, enrolment):
    with desk.open():
        services.set_question(enrolment.pk, by=gp, question="Een nieuwe vraag", version=None)
        services.mark_discussed({enrolment.pk: "De oude vraag"}, by=gp, on=timezone.localdate())
        assert Enrolment.objects.get(pk=enrolment.pk).question == "Een nieuwe vraag"


def test_a_thematic_group_comes_beside_the_first_and_changes_nothing_of_it(desk, gp, enrolment):
    enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
    with desk.open():
        services.set_prognosis(enrolment.pk, by=gp, level="pal_c", version=None)
        services.enrol(enrolment.patient_id, by=gp, target_group="cultuursensitief")
        record = queries.patient_record(gp, enrolment.patient_id)
        assert record.primary.prognosis == "pal_c"
        assert [one.target_group for one in record.thematic] == ["cultuursensitief"]
        assert presenters.prognosis_of(record.thematic[0], record.primary).code == "pal_c"
        again = services.enrol(enrolment.patient_id, by=gp, target_group="cultuursensitief")
        assert again.pk == record.thematic[0].pk


def test_nothing_of_culture_is_filled_in_from_language_faith_or_name(desk, gp, enrolment):
    """Clinical 3: person-centred, no defaults; a theme adds questions, never answers."""
    enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
    typed = {"soc_taal": "ar", "zin_levensvisie": "moslim"}
    with desk.open():
        for field, value in typed.items():
            services.save_answer(enrolment.patient_id, by=gp, field=field, value=value, version=0)
        services.enrol(enrolment.patient_id, by=gp, target_group="cultuursensitief")
        record = queries.patient_record(gp, enrolment.patient_id)
        assert {code: answer.value for code, answer in record.answers.items()} == typed
        shown = [view for part in dimensions(record) for view in (*part.fields, *part.more)]
        asked = [view for view in shown if view.field.code.startswith("cs_")]
        assert len(asked) > 20
        assert [view.field.code for view in asked if view.text] == []


def test_only_a_thematic_target_group_can_be_second(desk, gp, enrolment):
    with desk.open(), pytest.raises(Invalid):
        services.enrol(enrolment.patient_id, by=gp, target_group="kwetsbare_ouderen")


def test_a_target_group_that_is_off_cannot_be_chosen(desk, gp, enrolment):
    with desk.open(), pytest.raises(Invalid):
        services.enrol(enrolment.patient_id, by=gp, target_group="cultuursensitief")


def test_a_transfer_empties_prognosis_urgency_and_question_only(desk, gp):
    with desk.open():
        patient = desk.new_patient(by=gp, target_group="kwetsbare_ouderen")
        old = Enrolment.objects.get(patient=patient)
        services.set_prognosis(old.pk, by=gp, level="ko_l", version=None)
        services.set_urgency(old.pk, by=gp, level="u3", version=None)
        services.set_question(old.pk, by=gp, question="Is overzetten aan de orde?", version=None)
        services.save_answer(patient.pk, by=gp, field="soc_problemen", value="Woont alleen", version=0)
        services.add_diagnosis(patient.pk, by=gp, icpc="A05")
        new = services.transfer_enrolment(old.pk, by=gp, version=None, target_group="palliatief", reason="Ander beloop")
        record = queries.patient_record(gp, patient.pk)
        assert record.primary.pk == new.pk
        assert (new.prognosis, new.urgency, new.question) == ("pal_x", "u_x", "")
        assert presenters.urgency_of(new).colour != "green"
        kept = record.history[0]
        assert (kept.prognosis, kept.urgency, kept.end_reason) == ("ko_l", "u3", "transferred")
        assert record.answers["soc_problemen"].value == "Woont alleen"
        assert [one.icpc for one in record.diagnoses] == ["A05"]
        assert record.patient.consent == "unknown"


def test_a_transfer_can_go_back(desk, gp, enrolment):
    with desk.open():
        there = services.transfer_enrolment(
            enrolment.pk, by=gp, version=None, target_group="kwetsbare_ouderen", reason="Ander beloop"
        )
        services.transfer_enrolment(there.pk, by=gp, version=None, target_group="palliatief", reason="Ander beloop")
        record = queries.patient_record(gp, enrolment.patient_id)
        assert [one.target_group for one in record.history] == ["palliatief", "kwetsbare_ouderen"]


def test_an_ended_enrolment_is_history(desk, gp, enrolment):
    with desk.open():
        services.transfer_enrolment(
            enrolment.pk, by=gp, version=None, target_group="kwetsbare_ouderen", reason="Ander beloop"
        )
        with pytest.raises(Invalid):
            services.set_urgency(enrolment.pk, by=gp, level="u4", version=None)


def test_the_use_of_a_target_group_is_told_to_the_public_side_without_who(desk, gp, enrolment):
    uses = TargetGroupUse.objects.filter(group_id=desk.place.row.id).values_list("code", "year")
    assert list(uses) == [("palliatief", timezone.localdate().year)]


def test_an_unknown_enrolment_and_that_of_another_group_look_the_same(desk, other_desk, enrolment):
    with other_desk.open(), pytest.raises(NotFound):
        services.set_urgency(enrolment.pk, by=other_desk.acting("gp"), level="u4", version=None)
