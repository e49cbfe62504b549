"""Recording the steps of a programme: any order, declining, what an outcome fills in, conflicts, taking back."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.pathways import presenters, queries, services
from mdo_platform.pathways.models import StepRecord
from mdo_platform.register import services as register
from mdo_platform.register.models import Change, Enrolment
from mdo_platform.register.presenters.timeline import Teller
from mdo_platform.register.queries import changes, patient_record
from tests.pathways.helpers import FRAIL, LEVEL, OTHER, PALLIATIVE, PROGRAMME, SAYS, level_of, record


def states(actor, patient):
    found, pathways = queries.patient_pathways(actor, patient.pk)
    views = presenters.pathway_views(found, pathways, can_change=False)
    return {step.code: step.state.value for view in views for step in view.steps}


def told(actor, patient, **chosen):
    found = patient_record(actor, patient.pk)
    rows, _more = changes(actor, patient.pk, **chosen)
    return [entry.text for day in Teller.of(found).days(rows) for entry in day.entries]


def transfer(patient, gp, target_group=PALLIATIVE):
    enrolment = Enrolment.objects.get(patient=patient, ended_on=None)
    register.transfer_enrolment(
        enrolment.pk, by=gp, version=None, target_group=target_group, reason="verandert", consent="agreed"
    )


def test_the_steps_are_taken_in_any_order(desk, gp, patient):
    with desk.open():
        assert states(gp, patient) == {"een": "next", "twee": "open", "drie": "open"}
        record(patient, gp, "drie")
        assert states(gp, patient) == {"een": "next", "twee": "open", "drie": "done"}
        record(patient, gp, "een", outcome="licht")
        assert states(gp, patient) == {"een": "done", "twee": "next", "drie": "done"}
        record(patient, gp, "twee")
        assert states(gp, patient) == {"een": "done", "twee": "done", "drie": "done"}


def test_who_declines_closes_that_step_and_what_is_next_goes_on(desk, gp, patient):
    with desk.open():
        record(patient, gp, "een", consent="declined")
        assert states(gp, patient) == {"een": "declined", "twee": "next", "drie": "open"}


def test_what_the_patient_says_fills_in_its_field(desk, gp, patient):
    with desk.open():
        record(patient, gp, "twee", consent="agreed")
        assert level_of(patient, SAYS) == "toestemming"
        record(patient, gp, "drie", consent="declined", seen={SAYS: 1})
        assert level_of(patient, SAYS) == "weigert"
        record(patient, gp, "drie", consent="")  # not asked is no answer
        assert level_of(patient, SAYS) == "weigert"


def test_both_are_filled_in_or_neither(desk, gp, patient):
    with desk.open():
        register.save_answer(patient.pk, by=gp, field=SAYS, value="weigert", version=0)
        with pytest.raises(Conflict) as conflict:
            record(patient, gp, outcome="zwaar", consent="agreed", seen={})
        assert conflict.value.current["field"] == SAYS
        assert (level_of(patient), level_of(patient, SAYS)) == (None, "weigert")
        record(patient, gp, outcome="zwaar", consent="agreed", seen={SAYS: 1})
        assert (level_of(patient), level_of(patient, SAYS)) == ("complex", "toestemming")


def test_an_outcome_fills_in_its_field_as_an_answer_by_the_same_author(desk, gp, patient):
    with desk.open():
        step = record(patient, gp, outcome="zwaar", seen={})
        answer = patient_record(gp, patient.pk).answers[LEVEL]
        assert (answer.value, answer.recorded_by_name, answer.recorded_on) == ("complex", gp.name, timezone.localdate())
        assert (step.outcome, step.recorded_by_name, step.target_group) == ("zwaar", gp.name, FRAIL)


def test_a_conflict_in_that_field_refuses_the_whole_and_says_so(desk, gp, patient):
    colleague = desk.acting("chair", name="Cor Colibrie-Demo")
    with desk.open():
        register.save_answer(patient.pk, by=colleague, field=LEVEL, value="kwetsbaar", version=0)
        with pytest.raises(Conflict, match="‘Kwetsbaarheidsniveau’") as conflict:
            record(patient, gp, outcome="zwaar", seen={})
        assert (conflict.value.current["by"], conflict.value.current["values"]["value"]) == (
            colleague.name,
            "kwetsbaar",
        )
        assert (level_of(patient), StepRecord.objects.count()) == ("kwetsbaar", 0)
        assert not Change.objects.filter(record="steprecord").exists()
        # Who has seen it goes on.
        record(patient, gp, outcome="zwaar", seen={LEVEL: conflict.value.current["version"]})
        assert level_of(patient) == "complex"


def test_what_stands_there_already_is_no_conflict(desk, gp, patient):
    with desk.open():
        register.save_answer(patient.pk, by=gp, field=LEVEL, value="complex", version=0)
        record(patient, gp, outcome="zwaar", seen={})
        assert Change.objects.filter(record="answer", field=LEVEL).count() == 1


def test_a_remark_later_leaves_the_field_alone(desk, gp, patient):
    with desk.open():
        record(patient, gp, outcome="zwaar")
        register.save_answer(patient.pk, by=gp, field=LEVEL, value="kwetsbaar", version=None)
        record(patient, gp, outcome="zwaar", remark="  belt   terug ")
        assert (level_of(patient), StepRecord.objects.get().remark) == ("kwetsbaar", "belt terug")


def test_two_people_never_overwrite_each_other(desk, gp, patient):
    colleague = desk.acting("chair", name="Cor Colibrie-Demo")
    with desk.open():
        first = record(patient, gp, version=0, remark="van mij")
        again = record(patient, gp, version=0, remark="van mij")  # sent twice
        assert (again.pk, again.version) == (first.pk, first.version)
        with pytest.raises(Conflict) as conflict:
            record(patient, colleague, version=0, remark="van haar")
        assert conflict.value.current["values"]["remark"] == "van mij"
        assert (conflict.value.current["by"], conflict.value.current["version"]) == (gp.name, 1)
        with pytest.raises(Invalid, match="Deze versie bestaat niet"):
            record(patient, colleague, version=9, remark="van haar")
        with pytest.raises(Conflict):
            services.clear_step(patient.pk, by=colleague, pathway="proef", step="een", version=0)
        record(patient, colleague, version=1, remark="van haar")
        assert StepRecord.objects.get().remark == "van haar"


def test_a_step_that_was_cleared_is_open_and_knows_who_was_there(desk, gp, patient):
    with desk.open():
        record(patient, gp, outcome="zwaar")
        services.clear_step(patient.pk, by=gp, pathway="proef", step="een", version=1)
        services.clear_step(patient.pk, by=gp, pathway="proef", step="een", version=1)  # again is fine
        with pytest.raises(Invalid, match="Deze versie bestaat niet"):
            services.clear_step(patient.pk, by=gp, pathway="proef", step="een", version=9)
        assert states(gp, patient)["een"] == "next"
        assert level_of(patient) == "complex"
        with pytest.raises(Conflict):  # somebody who saw nothing of all this
            record(patient, gp, version=0)
        record(patient, gp, version=2)
        assert states(gp, patient)["een"] == "done"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"done_on": None}, "done_on"),
        ({"done_on": timezone.localdate() + timedelta(days=1)}, "done_on"),
        ({"done_on": date(1899, 12, 31)}, "done_on"),
        ({"outcome": "bestaat_niet"}, "outcome"),
        ({"outcome": "oud"}, "outcome"),
        ({"outcome": "volgen"}, "outcome"),  # of another step
        ({"consent": "misschien"}, "consent"),
        ({"remark": "x" * 201}, "remark"),
        ({"remark": "a\x00b"}, "remark"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(desk, gp, patient, facts, field):
    with desk.open():
        with pytest.raises(Invalid) as refusal:
            record(patient, gp, **facts)
        assert list(refusal.value.fields) == [field]
        assert not StepRecord.objects.exists()


def test_a_retired_outcome_stays_where_it_was(desk, gp, patient):
    with desk.open():
        kept = record(patient, gp)
        StepRecord.objects.filter(pk=kept.pk).update(outcome="oud")
        assert record(patient, gp, outcome="oud", remark="erbij").outcome == "oud"


@pytest.mark.parametrize("where", [("proef", "vier"), ("anders", "een"), ("", "een")])
def test_a_step_of_no_programme_of_this_patient_is_not_there(desk, gp, patient, where):
    with desk.open(), pytest.raises(NotFound):
        record(patient, gp, where[1], pathway=where[0])


class TestTakingBack:
    def put_back(self, gp, step="een", **chosen):
        taken_back = Change.objects.filter(undoes__isnull=False).values("undoes")
        mine = Change.objects.filter(record="steprecord", field=step, undoes=None).exclude(pk__in=taken_back)
        change = mine.latest("at")
        register.put_back(change.pk, by=gp, **chosen)

    def test_a_first_record_goes_with_what_it_filled_in(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            self.put_back(gp)
            assert (states(gp, patient)["een"], level_of(patient)) == ("next", None)

    def test_the_earlier_outcome_comes_back_with_its_answer(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="licht")
            register.save_answer(patient.pk, by=gp, field=LEVEL, value="kwetsbaar", version=None)
            record(patient, gp, outcome="zwaar")
            self.put_back(gp)
            assert (StepRecord.objects.get().outcome, level_of(patient)) == ("licht", "kwetsbaar")
            # And the other way: taking back is a change like any other.
            undone = Change.objects.filter(record="steprecord").latest("at")
            register.put_back(undone.pk, by=gp)
            assert (StepRecord.objects.get().outcome, level_of(patient)) == ("zwaar", "complex")

    def test_consent_goes_back_by_itself(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar", consent="agreed")
            record(patient, gp, outcome="zwaar", consent="declined")
            self.put_back(gp)
            assert (level_of(patient), level_of(patient, SAYS)) == ("complex", "toestemming")
            self.put_back(gp)
            assert (level_of(patient), level_of(patient, SAYS)) == (None, None)

    def test_a_remark_goes_back_alone(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            record(patient, gp, outcome="zwaar", remark="erbij")
            self.put_back(gp)
            step = StepRecord.objects.get()
            assert (step.remark, step.outcome, level_of(patient)) == ("", "zwaar", "complex")

    def test_an_answer_that_somebody_changed_since_stays(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            register.save_answer(patient.pk, by=gp, field=LEVEL, value="niet", version=None)
            self.put_back(gp)
            assert (states(gp, patient)["een"], level_of(patient)) == ("next", "niet")

    def test_further_back_fills_in_what_the_earlier_outcome_says(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="licht")
            second = record(patient, gp, outcome="zwaar")
            record(patient, gp, outcome="zwaar", remark="erbij")
            change = Change.objects.get(record="steprecord", version=second.version)
            newest = Change.objects.filter(record="steprecord").latest("at")
            register.put_back(change.pk, by=gp, seen=newest.pk)
            assert (StepRecord.objects.get().outcome, level_of(patient)) == ("licht", "mogelijk")

    def test_what_a_colleague_recorded_since_stays(self, desk, gp, patient):
        colleague = desk.acting("chair", name="Cor Colibrie-Demo")
        with desk.open():
            record(patient, gp, remark="mijn")
            mine = Change.objects.get(record="steprecord")
            record(patient, colleague, remark="haar")
            with pytest.raises(Conflict, match="Cor Colibrie-Demo wijzigde dit intussen"):
                register.put_back(mine.pk, by=gp)
            assert StepRecord.objects.get().remark == "haar"

    def test_a_cleared_step_returns(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar", consent="agreed", remark="kort", days=3)
            before = services.facts_of(StepRecord.objects.get())
            services.clear_step(patient.pk, by=gp, pathway="proef", step="een", version=None)
            self.put_back(gp)
            assert services.facts_of(StepRecord.objects.get()) == before


class TestTimeline:
    def test_it_tells_of_steps_in_words(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, "drie", outcome="volgen", consent="agreed", remark="belt terug")
            record(patient, gp, "drie", outcome="volgen", consent="declined", remark="belt terug")
            services.clear_step(patient.pk, by=gp, pathway="proef", step="drie", version=None)
            day = timezone.localdate()
            from mdo_foundation.common.dutch import day_month

            on = day_month(day, today=day)
            agreed, declined = (f"{on}, Jaarlijks volgen, {word}, belt terug" for word in ("stemt in", "weigert"))
            what = "‘Stap Derde stap (Kwetsbare ouderen)’"
            assert told(gp, patient, subject="steps") == [
                f"{gp.name} maakte {what} leeg. Er stond ‘{declined}’.",
                f"{gp.name} wijzigde {what} van ‘{agreed}’ in ‘{declined}’.",
                f"{gp.name} vulde {what} in: ‘{agreed}’.",
            ]

    def test_it_still_tells_when_the_module_is_gone(self, desk, gp, patient, installed):
        with desk.open():
            record(patient, gp, "drie", outcome="volgen")
            installed(without=[FRAIL])
            (line,) = told(gp, patient, subject="steps")
            assert "drie (module niet actief)" in line
            assert "volgen" in line


class TestLife:
    def test_a_closed_patient_reads_on_and_goes_on_after_reopening(self, desk, gp, patient):
        with desk.open():
            record(patient, gp)
            register.close_patient(patient.pk, by=gp, version=None, reason="care_ended")
            with pytest.raises(NotAllowed):
                record(patient, gp, "twee")
            with pytest.raises(NotAllowed):
                services.clear_step(patient.pk, by=gp, pathway="proef", step="een", version=None)
            _record, (found,) = queries.patient_pathways(gp, patient.pk)
            assert (found.is_current, list(found.records)) == (False, ["een"])
            register.readmit_patient(patient.pk, by=gp, version=None, target_group=FRAIL, consent="agreed")
            record(patient, gp, "twee")
            assert states(gp, patient) == {"een": "done", "twee": "done", "drie": "next"}

    def test_after_a_transfer_it_stays_to_be_read(self, desk, gp, patient):
        with desk.open():
            record(patient, gp, outcome="zwaar")
            transfer(patient, gp)
            found, (earlier,) = queries.patient_pathways(gp, patient.pk)
            assert (earlier.is_current, earlier.code) == (False, "proef")
            assert queries.has_pathway(found)
            with pytest.raises(NotFound):
                record(patient, gp, "twee")
            transfer(patient, gp, FRAIL)
            record(patient, gp, "twee")
            assert states(gp, patient) == {"een": "done", "twee": "done", "drie": "next"}

    def test_two_target_groups_have_each_their_own(self, desk, gp, patient, programmes):
        with desk.open():
            record(patient, gp)
            programmes(palliatief=OTHER)
            transfer(patient, gp)
            record(patient, gp, "x", pathway="anders")
            _record, found = queries.patient_pathways(gp, patient.pk)
            assert [(one.code, one.is_current) for one in found] == [("anders", True), ("proef", False)]

    def test_without_its_module_the_codes_stay_to_be_read(self, desk, gp, patient, installed):
        with desk.open():
            record(patient, gp, "drie", outcome="volgen")
            installed(without=[FRAIL])
            found, pathways = queries.patient_pathways(gp, patient.pk)
            (view,) = presenters.pathway_views(found, pathways, can_change=True)
            (step,) = view.steps
            assert (step.label, step.outcome, step.form) == ("drie (module niet actief)", "volgen", None)
            with pytest.raises(NotFound):
                record(patient, gp)

    def test_of_a_module_that_was_stored_the_words_stay(self, desk, gp, patient, installed):
        installed()
        with desk.open():
            (pathway,) = queries.patient_pathways(gp, patient.pk)[1]
            step = next(one for one in pathway.pathway.steps if one.outcomes)
            record(patient, gp, step.code, pathway=pathway.code, outcome=step.outcomes[0].code)
            installed(without=[FRAIL])
            found, pathways = queries.patient_pathways(gp, patient.pk)
            (view,) = presenters.pathway_views(found, pathways, can_change=True)
            shown = next(one for one in view.steps if one.record)
            assert (shown.label, shown.outcome, shown.form) == (step.label, step.outcomes[0].label, None)

    def test_a_step_that_a_release_left_out_stays_to_be_read(self, desk, gp, patient, programmes):
        with desk.open():
            record(patient, gp, "drie", outcome="volgen")
            programmes(kwetsbare_ouderen=PROGRAMME.model_copy(update={"steps": PROGRAMME.steps[:2]}))
            found, pathways = queries.patient_pathways(gp, patient.pk)
            (view,) = presenters.pathway_views(found, pathways, can_change=True)
            assert [(one.code, one.form is not None) for one in view.steps] == [
                ("een", True),
                ("twee", True),
                ("drie", False),
            ]

    def test_a_patient_without_a_programme_has_no_tab(self, desk, gp):
        with desk.open():
            other = desk.new_patient(by=gp, last_name="Bosuil-Demo")
            found, pathways = queries.patient_pathways(gp, other.pk)
            assert (pathways, queries.has_pathway(found)) == ([], False)

    def test_a_cleared_step_alone_keeps_no_tab_after_a_transfer(self, desk, gp, patient):
        with desk.open():
            record(patient, gp)
            services.clear_step(patient.pk, by=gp, pathway="proef", step="een", version=None)
            transfer(patient, gp)
            found, pathways = queries.patient_pathways(gp, patient.pk)
            assert (pathways, queries.has_pathway(found)) == ([], False)

    def test_deleting_the_patient_takes_the_steps_along(self, desk, gp, patient):
        with desk.open():
            record(patient, gp)
            patient.delete()
            assert not StepRecord.objects.exists()


def test_reading_and_recording_are_logged(desk, gp, patient):
    with desk.open():
        record(patient, gp, outcome="zwaar")
        lines = list(AccessLogEntry.objects.order_by("seq").values_list("action", "what", "patient_ids"))[-2:]
        assert sorted(lines) == [("C", "answer.write", [patient.pk]), ("C", "steprecord.write", [patient.pk])]
        queries.patient_pathways(gp, patient.pk)
        last = AccessLogEntry.objects.latest("seq")
        assert (last.action, last.what, last.detail["page"]) == ("R", "patient.read", "pathway")


@pytest.mark.parametrize(
    ("role", "may"), [("chair", True), ("consultant", False), ("home_care", None), ("group_admin", None)]
)
def test_who_may_change_the_patient_may_record(desk, gp, patient, role, may):
    actor = desk.acting(role)
    with desk.open():
        if may:
            assert record(patient, actor).recorded_by_name == actor.name
        else:
            with pytest.raises(NotFound if may is None else NotAllowed):
                record(patient, actor)
            assert not StepRecord.objects.exists()


def test_another_group_knows_nothing_of_it(desk, other_desk, gp, patient):
    stranger = other_desk.acting("gp")
    with desk.open():
        record(patient, gp)
    with other_desk.open(), pytest.raises(NotFound):
        queries.patient_pathways(stranger, patient.pk)
