"""Answering item by item: nothing lost between two people, finished once, thrown away and taken back."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound, PortalError, Unavailable
from mdo_foundation.common.groups import outside_groups
from mdo_platform.questionnaires import queries, services
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.register.models import Change
from mdo_tenants.licences import services as licences
from tests.instruments import CLOSED, FAULTY, TOTAL, WALK

ALL = {"moe": "ja", "hulp": "nee", "minuten": "2,5"}
TODAY = timezone.localdate()


@pytest.fixture
def colleague(desk):
    return desk.acting("chair", name="Bea Berk-Demo")


@pytest.fixture
def room(desk):
    """Inside the group."""
    with desk.open():
        yield


def save(patient, by, answers, version=None, tool=WALK.code):
    return services.save_answers(patient.pk, by=by, tool=tool, version=version, answers=answers)


def permit(by, tool):
    letter = {"given_by": "Demo", "reference": "B1", "granted_on": TODAY, "medium": "screen"}
    with outside_groups():
        return licences.record_permission(tool, by=by, **letter)


def finish(patient, by, draft, tool=WALK.code, **more):
    return services.finish_draft(patient.pk, by=by, tool=tool, draft_id=draft and draft.pk, **more)


def test_the_first_answer_begins_and_a_colleague_goes_on(room, gp, colleague, patient):
    begun = save(patient, gp, {"moe": "ja"}, version=0)
    assert (begun.version, begun.began_by_name, begun.answers) == (1, gp.name, {"moe": "ja"})
    went_on = save(patient, colleague, {"minuten": "2,5"}, version=1)
    assert went_on.answers == {"moe": "ja", "minuten": 2.5}
    assert (went_on.version, went_on.began_by_name, went_on.updated_by_name) == (2, gp.name, colleague.name)
    found = queries.open_form(colleague, patient.pk, tool=WALK.code)
    assert (found.progress.answered, len(found.progress.asked)) == (2, 3)


def test_nothing_filled_in_begins_nothing(room, gp, patient):
    assert save(patient, gp, {"moe": ""}, version=0) is None
    assert not Draft.objects.exists()


def test_an_answer_is_emptied(room, gp, patient):
    save(patient, gp, ALL, version=0)
    assert save(patient, gp, {"moe": None}).answers == {"hulp": "nee", "minuten": 2.5}


def test_two_people_in_two_questions_are_no_conflict(room, gp, colleague, patient):
    save(patient, gp, {"moe": "ja"}, version=0)
    save(patient, colleague, {"hulp": "ja"}, version=1)
    assert save(patient, gp, {"minuten": 1}, version=1).answers == {"moe": "ja", "hulp": "ja", "minuten": 1}


def test_two_who_begin_at_once_both_keep_their_answers(room, gp, colleague, patient):
    save(patient, gp, {"moe": "ja"}, version=0)
    assert save(patient, colleague, {"hulp": "ja"}, version=0).answers == {"moe": "ja", "hulp": "ja"}


def test_two_people_in_one_question_see_both_answers(room, gp, colleague, patient):
    save(patient, gp, {"moe": "ja", "hulp": "ja"}, version=0)
    save(patient, colleague, {"moe": "nee"}, version=1)
    with pytest.raises(Conflict) as refused:
        save(patient, gp, {"moe": "", "hulp": "nee"}, version=1)
    assert refused.value.current["values"] == {"moe": "nee"}
    assert (refused.value.current["version"], refused.value.current["by"]) == (2, colleague.name)
    assert Draft.objects.get().answers == {"moe": "nee", "hulp": "ja"}
    # It was shown, so it is logged.
    assert AccessLogEntry.objects.latest("seq").what == "patient.conflict"
    assert save(patient, gp, {"moe": "nee"}, version=1).version == 2, "the same answer is no conflict"
    assert save(patient, gp, {"moe": "ja"}, version=2).answers["moe"] == "ja"


@pytest.mark.parametrize(
    "answers", [{"moe": "misschien"}, {"minuten": "7"}, {"minuten": "-1"}, {"weg": "ja"}, {"moe": 3}, {"moe": ["ja"]}]
)
def test_an_answer_that_does_not_fit_is_refused_whole(room, gp, patient, answers):
    with pytest.raises(Invalid) as refused:
        save(patient, gp, {"hulp": "ja", **answers}, version=0)
    assert set(refused.value.fields) == set(answers)
    assert not Draft.objects.exists()


def test_item_answers_never_enter_the_history_but_are_logged(room, gp, patient):
    begun = save(patient, gp, ALL, version=0)
    save(patient, gp, {"moe": "nee"})
    services.discard_draft(patient.pk, by=gp, tool=WALK.code)
    services.restore_draft(patient.pk, by=gp, tool=WALK.code)
    finish(patient, gp, begun)
    assert set(Change.objects.values_list("record", flat=True)) == {"patient", "enrolment", "result"}
    assert "minuten" not in str(list(Change.objects.values_list("old", "new")))
    logged = AccessLogEntry.objects.filter(what="draft.write", patient_ids=[patient.pk]).order_by("seq")
    assert list(logged.values_list("action", flat=True)) == ["C", "U", "D", "U"]
    assert "minuten" not in str(list(AccessLogEntry.objects.values_list("detail", flat=True)))


def test_finishing_scores_and_keeps_the_total_only(room, gp, colleague, patient):
    draft = save(patient, gp, ALL, version=0)
    made = finish(patient, colleague, draft, taken_on=TODAY - timedelta(days=1), remark="met stok")
    assert (made.score, made.band_label, made.band_source) == (3.5, "Loopt moeilijk", "B1, EK")
    assert (made.how, made.answered, made.asked, made.items) == ("filled_in", 3, 3, None)
    assert (made.recorded_by_name, made.taken_on, made.remark) == (
        colleague.name,
        TODAY - timedelta(days=1),
        "met stok",
    )
    assert not Draft.objects.exists()


def test_finishing_twice_is_one_result(room, gp, patient):
    draft = save(patient, gp, ALL, version=0)
    assert finish(patient, gp, draft) == finish(patient, gp, draft)
    assert Result.objects.count() == 1


def test_after_finishing_a_late_answer_is_refused_in_words(room, gp, patient):
    finish(patient, gp, save(patient, gp, ALL, version=0))
    with pytest.raises(PortalError) as refused:
        save(patient, gp, {"moe": "nee"}, version=1)
    assert (refused.value.status, refused.value.code) == (410, "gone")
    assert not Draft.objects.exists()
    assert save(patient, gp, {"moe": "nee"}, version=0).answers == {"moe": "nee"}, "beginning anew is possible"


def test_an_answer_of_an_earlier_draft_does_not_get_into_the_next(room, gp, patient):
    save(patient, gp, {"moe": "ja"}, version=0)
    save(patient, gp, {"hulp": "ja"}, version=1)
    services.discard_draft(patient.pk, by=gp, tool=WALK.code)
    save(patient, gp, {"moe": "ja"}, version=0)
    with pytest.raises(PortalError) as refused:
        save(patient, gp, {"hulp": "nee"}, version=2)
    assert refused.value.status == 410
    assert queries.open_form(gp, patient.pk, tool=WALK.code).draft.answers == {"moe": "ja"}


def test_a_version_that_never_was_is_refused(room, gp, patient):
    save(patient, gp, {"moe": "ja"}, version=0)
    with pytest.raises(Invalid) as refused:
        save(patient, gp, {"hulp": "nee"}, version=7)
    assert set(refused.value.fields) == {"version"}


def test_after_finishing_the_next_draft_counts_on(room, gp, patient):
    save(patient, gp, {"moe": "ja"}, version=0)
    finish(patient, gp, save(patient, gp, ALL, version=1))
    assert save(patient, gp, {"moe": "ja"}, version=0).version == 3
    with pytest.raises(PortalError) as refused:
        save(patient, gp, {"moe": "nee"}, version=2)
    assert refused.value.status == 410


def test_open_questions_are_named(room, gp, patient):
    draft = save(patient, gp, {"moe": "ja", "hulp": "ja"}, version=0)
    with pytest.raises(Invalid) as refused:
        finish(patient, gp, draft)
    assert list(refused.value.fields) == ["welk", "minuten"]
    with pytest.raises(Invalid, match="te veel vragen open"):
        finish(patient, gp, draft, is_incomplete=True)
    with pytest.raises(Invalid) as refused:
        finish(patient, gp, None)
    assert list(refused.value.fields) == ["moe", "hulp", "minuten"]
    assert not Result.objects.exists()


def test_with_questions_open_it_counts_when_the_plugin_gives_a_score(room, desk, gp):
    permit(gp, "gfi")
    patient = desk.new_patient(by=gp, last_name="Ander-Demo", target_group="kwetsbare_ouderen")
    answers = {f"i{number}": "ja" for number in range(1, 14) if number != 5}
    draft = save(patient, gp, answers, version=0, tool="gfi")
    with pytest.raises(Invalid, match="Er zijn nog 3 vragen open"):
        finish(patient, gp, draft, tool="gfi")
    made = finish(patient, gp, draft, tool="gfi", is_incomplete=True)
    assert (made.score, made.answered, made.asked) == (8, 12, 15)


def test_what_is_no_longer_asked_does_not_count(room, gp, patient):
    save(patient, gp, {"moe": "ja", "hulp": "ja", "welk": "rollator", "minuten": 0}, version=0)
    draft = save(patient, gp, {"hulp": "nee"})
    assert draft.answers["welk"] == "rollator", "and comes back when it is asked again"
    made = finish(patient, gp, draft)
    assert (made.score, made.asked) == (1, 3)


def test_a_plugin_that_fails_stores_nothing_and_keeps_the_answers(room, gp, patient, caplog):
    draft = save(patient, gp, ALL, version=0, tool=FAULTY.code)
    with pytest.raises(Unavailable, match="kon niet worden berekend"):
        finish(patient, gp, draft, tool=FAULTY.code)
    assert not Result.objects.exists()
    assert Draft.objects.get().answers == {"moe": "ja", "hulp": "nee", "minuten": 2.5}
    assert "stuk bij" not in caplog.text


def test_thrown_away_and_taken_back(room, gp, colleague, patient):
    save(patient, gp, ALL, version=0)
    for _click in range(2):
        services.discard_draft(patient.pk, by=colleague, tool=WALK.code)
    state = queries.instruments(gp, patient.pk).state(WALK.code)
    assert (state.draft, state.thrown_away.updated_by_name) == (None, colleague.name)
    services.restore_draft(patient.pk, by=gp, tool=WALK.code)
    state = queries.instruments(gp, patient.pk).state(WALK.code)
    assert (state.draft.answers["moe"], state.thrown_away) == ("ja", None)


def test_what_was_thrown_away_does_not_push_out_a_new_beginning(room, gp, colleague, patient):
    save(patient, gp, ALL, version=0)
    services.discard_draft(patient.pk, by=gp, tool=WALK.code)
    save(patient, colleague, {"moe": "nee"}, version=0)
    with pytest.raises(Invalid, match=f"{colleague.name} is intussen opnieuw begonnen"):
        services.restore_draft(patient.pk, by=gp, tool=WALK.code)
    assert queries.open_form(gp, patient.pk, tool=WALK.code).draft.answers == {"moe": "nee"}


def test_nothing_to_take_back(room, gp, patient):
    with pytest.raises(NotFound):
        services.restore_draft(patient.pk, by=gp, tool=WALK.code)
    assert services.discard_draft(patient.pk, by=gp, tool=WALK.code) is None


def test_a_questionnaire_without_licence_cannot_be_filled_in(room, gp, patient):
    for call in (
        lambda: save(patient, gp, {"een": "ja"}, version=0, tool=CLOSED.code),
        lambda: queries.open_form(gp, patient.pk, tool=CLOSED.code),
        lambda: services.finish_draft(patient.pk, by=gp, tool=CLOSED.code, draft_id=uuid4()),
    ):
        with pytest.raises(NotAllowed, match="toestemming van de eigenaar"):
            call()
    for tool in (TOTAL.code, "weg", "katz15"):
        with pytest.raises(NotFound):
            save(patient, gp, {"een": "ja"}, version=0, tool=tool)


def test_a_withdrawn_permission_stops_what_was_begun(room, gp, patient):
    held = permit(gp, CLOSED.code)
    draft = save(patient, gp, {"een": "ja", "twee": "nee"}, version=0, tool=CLOSED.code)
    assert queries.instruments(gp, patient.pk).state(CLOSED.code).draft == draft
    with outside_groups():
        licences.withdraw_permission(held.pk, by=gp)
    state = queries.instruments(gp, patient.pk).state(CLOSED.code)
    assert (state.is_open, state.draft, state.takes_score) == (False, None, True)
    with pytest.raises(NotAllowed):
        finish(patient, gp, draft, tool=CLOSED.code)


def test_a_closed_patient_takes_no_answers(room, gp, patient):
    from mdo_platform.register import services as register

    draft = save(patient, gp, ALL, version=0)
    register.close_patient(patient.pk, by=gp, version=None, reason="moved")
    for call in (lambda: save(patient, gp, {"moe": "nee"}), lambda: finish(patient, gp, draft)):
        with pytest.raises(NotAllowed):
            call()
