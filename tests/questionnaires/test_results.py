"""Scores: recorded within their limits, taken back, told in the timeline, and setting nothing."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.questionnaires import queries, services
from mdo_platform.questionnaires.models import Result
from mdo_platform.register import queries as register
from mdo_platform.register import services as register_services
from mdo_platform.register.models import Change, Enrolment
from mdo_platform.register.presenters.timeline import Teller
from tests.instruments import CLOSED, TOTAL, WALK
from tests.register.helpers import KIEVIT, LINDEWAARD

TODAY = timezone.localdate()


def record(patient, by, tool=TOTAL.code, score="4,5", **more):
    return services.record_score(patient.pk, by=by, tool=tool, score=score, **more)


def lines(what):
    return list(AccessLogEntry.objects.filter(what=what).order_by("seq").values_list("action", "patient_ids"))


def test_a_score_keeps_its_band_day_author_and_definition(desk, gp, patient):
    with desk.open():
        made = record(patient, gp, taken_on=TODAY - timedelta(days=2), remark="  met   stok ")
        made.refresh_from_db()
        assert (made.score, made.band_label, made.band_source, made.how) == (4.5, "Laag", "EK", "entered")
        assert (made.taken_on, made.remark) == (TODAY - timedelta(days=2), "met stok")
        assert (made.recorded_by_name, made.target_group) == (gp.name, "palliatief")
        assert made.definition_version
        assert (made.answered, made.asked, made.items) == (None, None, None)
        assert lines("result.write") == [("C", [patient.pk])]


@pytest.mark.parametrize(
    ("score", "stored"), [("-1,5", -1.5), ("20", 20), (20.0, 20), ("4.6", 4.6), (" 3 ", 3), (7, 7)]
)
def test_a_number_may_have_a_comma_or_a_point(desk, gp, patient, score, stored):
    with desk.open():
        assert record(patient, gp, score=score).score == stored


@pytest.mark.parametrize("score", ["20,1", "-1,6", "", None, "veel", "1,2,3", "NaN", True, "1e2"])
def test_a_score_outside_the_limits_is_refused_at_its_field(desk, gp, patient, score):
    with desk.open():
        with pytest.raises(Invalid) as refused:
            record(patient, gp, score=score)
        assert set(refused.value.fields) == {"score"}
        assert not Result.objects.exists()


def test_an_instrument_of_whole_points_takes_no_half(desk, gp, patient):
    with desk.open():
        with pytest.raises(Invalid) as refused:
            record(patient, gp, tool="gds15", score="8,5")
        assert refused.value.fields == {"score": ["Dit instrument telt hele punten. Vul een heel getal in."]}
        assert record(patient, gp, tool="gds15", score="8").band_label.startswith("Aanwijzing voor")


@pytest.mark.parametrize("day", [TODAY + timedelta(days=2), date(1942, 3, 13)])
def test_a_day_that_cannot_be_is_refused(desk, gp, patient, day):
    with desk.open():
        with pytest.raises(Invalid) as refused:
            record(patient, gp, taken_on=day)
        assert set(refused.value.fields) == {"taken_on"}
        assert record(patient, gp, taken_on=date(1942, 3, 14)).taken_on == date(1942, 3, 14)


def test_a_closed_questionnaire_still_takes_a_total(desk, gp, patient):
    with desk.open():
        assert record(patient, gp, tool=CLOSED.code, score=2).band_label == ""


@pytest.mark.parametrize("tool", ["weg", "spict_nl", "katz15"])
def test_what_the_target_groups_do_not_offer_as_a_score_does_not_exist(desk, gp, patient, tool):
    with desk.open(), pytest.raises(NotFound):
        record(patient, gp, tool=tool, score=1)


def test_the_same_request_twice_is_one_result(desk, gp, patient, key):
    with desk.open():
        assert record(patient, gp, idempotency_key=key) == record(patient, gp, score="9", idempotency_key=key)
        assert Result.objects.count() == 1


def test_a_score_sets_neither_prognosis_nor_urgency(desk, gp, patient):
    columns = ("prognosis", "prognosis_on", "urgency", "urgency_on", "version", "question")
    with desk.open():
        before = list(Enrolment.objects.values_list(*columns))
        record(patient, gp, score=20)
        record(patient, gp, tool="surprise_question", score=2)
        services.save_answers(patient.pk, by=gp, tool="ecog", version=0, answers={"status": "4"})
        draft = services.save_answers(patient.pk, by=gp, tool="ecog", version=None, answers={})
        services.finish_draft(patient.pk, by=gp, tool="ecog", draft_id=draft.pk)
        assert list(Enrolment.objects.values_list(*columns)) == before
        assert set(Change.objects.filter(record="enrolment").values_list("field", flat=True)) == {"target_group"}


def test_a_mistake_is_taken_away_and_put_back(desk, gp, patient):
    with desk.open():
        made = record(patient, gp)
        for _click in range(2):
            gone = services.remove_result(made.pk, by=gp, version=made.version)
        assert (gone.removed_by_name, queries.results(gp, patient.pk)) == (gp.name, [])
        for _click in range(2):
            services.put_back_result(made.pk, by=gp)
        assert [one.pk for one in queries.results(gp, patient.pk)] == [made.pk]
        assert [action for action, _ids in lines("result.write")] == ["C", "U", "U"]


def test_the_timeline_tells_of_results_and_takes_them_back(desk, gp, patient):
    with desk.open():
        made = record(patient, gp, taken_on=TODAY)
        services.remove_result(made.pk, by=gp, version=None)
        rows, _more = register.changes(gp, patient.pk, subject="instruments")
        removed, recorded = (Teller.of(register.patient_record(gp, patient.pk)).sentence(row) for row in rows)
        shown = f"4,5 (Laag), {TODAY.day}"
        assert recorded.startswith(f"{gp.name} legde ‘Proefscore’ vast: {shown}")
        assert removed.startswith(f"{gp.name} haalde de uitslag van ‘Proefscore’ weg: {shown}")
        register_services.put_back(rows[0]["id"], by=gp)
        assert queries.results(gp, patient.pk) == [made]
        newest, _more = register.changes(gp, patient.pk, subject="instruments")
        told = Teller.of(register.patient_record(gp, patient.pk)).sentence(newest[0])
        assert told.startswith(f"{gp.name} zette de uitslag van ‘Proefscore’ terug: {shown}")
        register_services.put_back(newest[0]["id"], by=gp)
        assert queries.results(gp, patient.pk) == []
        with pytest.raises(Conflict):
            register_services.put_back(rows[1]["id"], by=gp)


def test_scores_reach_plugins_newest_first_without_what_was_taken_away(desk, gp, patient):
    with desk.open():
        for days, score in ((9, 1), (2, 3), (5, 2)):
            record(patient, gp, score=score, taken_on=TODAY - timedelta(days=days))
        gone = record(patient, gp, score=7)
        services.remove_result(gone.pk, by=gp, version=None)
        snapshot = register.snapshot(register.patient_record(gp, patient.pk), "palliatief")
        assert dict(snapshot.scores) == {
            TOTAL.code: tuple((TODAY - timedelta(days=days), float(score)) for days, score in ((2, 3), (5, 2), (9, 1)))
        }


def test_scores_of_many_patients_are_one_query(desk, gp, patient, django_assert_num_queries):
    with desk.open():
        others = [desk.new_patient(by=gp, last_name=f"Ander-{number}-Demo") for number in range(3)]
        for one in (patient, *others):
            record(one, gp)
        from mdo_platform.questionnaires.queries.results import scores_of

        with django_assert_num_queries(1):
            assert set(scores_of([one.pk for one in (patient, *others)])) == {one.pk for one in (patient, *others)}


MAY = {"gp": True, "chair": True, "consultant": False, "home_care": None, "vice_chair": None, "group_admin": None}


@pytest.mark.parametrize(("role", "may"), MAY.items())
def test_who_may_change_the_patient_records_and_others_do_not(desk, gp, patient, role, may):
    with desk.open():
        actor, made = desk.acting(role), record(patient, gp)
        calls = (
            lambda: record(patient, actor, score=1),
            lambda: services.remove_result(made.pk, by=actor, version=None),
            lambda: services.put_back_result(made.pk, by=actor),
            lambda: services.save_answers(patient.pk, by=actor, tool=WALK.code, version=0, answers={"moe": "ja"}),
            lambda: services.discard_draft(patient.pk, by=actor, tool=WALK.code),
        )
        for call in calls:
            if may:
                call()
            else:
                with pytest.raises(NotFound if may is None else NotAllowed):
                    call()
        if may is None:
            with pytest.raises(NotFound):
                queries.instruments(actor, patient.pk)
        else:
            assert queries.instruments(actor, patient.pk).states


def test_a_nurse_records_for_patients_of_the_own_organisation_only(desk, gp):
    with desk.open():
        ours = desk.new_patient(by=gp, organisation_ids=[KIEVIT])
        theirs = desk.new_patient(by=gp, last_name="Ander-Demo", organisation_ids=[LINDEWAARD])
        nurse = desk.acting("nurse", organisation_id=KIEVIT)
        assert record(ours, nurse).recorded_by_name == nurse.name
        with pytest.raises(NotFound):
            record(theirs, nurse)


def test_another_group_does_not_find_it(desk, other_desk, gp, patient):
    with desk.open():
        made = record(patient, gp)
    with other_desk.open():
        stranger = other_desk.acting("gp")
        for call in (
            lambda: queries.result(stranger, made.pk),
            lambda: services.remove_result(made.pk, by=stranger, version=None),
            lambda: queries.instruments(stranger, patient.pk),
        ):
            with pytest.raises(NotFound):
                call()


def test_an_unknown_result_is_not_found(desk, gp):
    with desk.open(), pytest.raises(NotFound):
        services.remove_result(uuid4(), by=gp, version=None)


def test_reading_is_logged(desk, gp, patient):
    with desk.open():
        queries.instruments(gp, patient.pk)
        line = AccessLogEntry.objects.latest("seq")
        assert (line.action, line.what, line.detail["page"]) == ("R", "patient.read", "instruments")
        assert line.patient_ids == [patient.pk]


def test_a_fixed_number_of_queries(desk, gp, patient, django_assert_num_queries):
    with desk.open():
        record(patient, gp)
        queries.instruments(gp, patient.pk)
        counted = _count(lambda: queries.instruments(gp, patient.pk))
        for day in range(5):
            for tool in (TOTAL.code, WALK.code, "gds15"):
                record(patient, gp, tool=tool, score=1, taken_on=TODAY - timedelta(days=day))
        services.save_answers(patient.pk, by=gp, tool=WALK.code, version=0, answers={"moe": "ja"})
        assert _count(lambda: queries.instruments(gp, patient.pk)) == counted


def _count(call):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        call()
    return len(captured)
