"""The programme of frail elderly in steps, and the five criteria of complex frail."""

import itertools

from mdo_plugin_api.testing import load

PLUGIN = load("mdo_kwetsbare_ouderen.plugin", code="kwetsbare_ouderen")

# Criterion: the ways in which it can hold (Zorginstituut Nederland, June 2021).
CRITERIA = {
    "a": ["aandoening"],
    "b": ["meer_gebieden", "een_gebied"],
    "c": ["regieverlies"],
    "d": ["zorgverleners"],
    "e": ["afstemming", "overnemen", "expertise"],
}
ITEMS = [item for ways in CRITERIA.values() for item in ways]


def complex_frail(*yes):
    answers = {item: "ja" if item in yes else "nee" for item in ITEMS}
    return PLUGIN.hook.mdo_score(questionnaire="complex_kwetsbaar", answers=answers)


def test_complex_frail_needs_all_five_criteria():
    """R5. All 6 ways in which they can hold, and each with one criterion less."""
    for combination in itertools.product(*CRITERIA.values()):
        assert complex_frail(*combination) == [1.0]
        for one in combination:
            assert complex_frail(*(item for item in combination if item != one)) == [0.0], one


def test_the_ends_of_the_five_criteria_and_what_is_missing():
    tool = next(tool for tool in PLUGIN.target_group.tools if tool.code == "complex_kwetsbaar")

    assert (complex_frail(), complex_frail(*ITEMS)) == ([0.0], [1.0])
    assert [item.code for item in tool.items] == ITEMS
    assert [tool.band(score).label for score in (0, 1)] == [
        "Voldoet niet aan alle vijf criteria",
        "Voldoet aan alle vijf criteria",
    ]
    for missing in ITEMS:
        answers = {item: "ja" for item in ITEMS if item != missing}
        assert PLUGIN.hook.mdo_score(questionnaire="complex_kwetsbaar", answers=answers) == []


def test_a_shared_questionnaire_is_scored_by_its_table():
    answers = {"gevallen": "ja", "bezorgd": "nee", "moeite": "ja"}

    assert PLUGIN.hook.mdo_score(questionnaire="valrisico", answers=answers) == [2.0]


def test_the_programme_has_the_six_steps_of_its_source():
    pathway = PLUGIN.target_group.pathway

    assert [step.label for step in pathway.steps] == [
        "Signaleren kwetsbaarheid",
        "Inschatting zorgbehoefte",
        "In kaart brengen kwetsbaarheid",
        "Bespreken in kernteam",
        "Breed MDO en individueel zorgplan",
        "Coördinatie",
    ]
    assert {one.source for one in (pathway, *pathway.steps)} == {"S1"}


def test_an_outcome_fills_in_a_field_that_exists_with_an_option_that_exists():
    group = PLUGIN.target_group
    options = {field.code: {option.code for option in field.options} for field in group.fields}
    outcomes = [outcome for step in group.pathway.steps for outcome in step.outcomes]

    assert [one.code for one in outcomes if one.sets is None or one.sets[1] not in options[one.sets[0]]] == []
    assert {one.code for one in outcomes if one.yearly} == {"ko_complex_kwetsbaar"}
    assert {one.code: one.icpc for one in outcomes if one.icpc} == {
        "ko_kwetsbaar": "A05",
        "ko_mogelijk_kwetsbaar": "A49.01",
        "ko_complex_kwetsbaar": "A05",
    }


def test_a_patient_can_decline_at_every_step():
    """K-03: what the patient says is asked beside the outcome, and fills in the participation."""
    group = PLUGIN.target_group
    field, goes_on, declines = group.pathway.consent

    options = next([option.code for option in one.options] for one in group.fields if one.code == field)
    assert [goes_on, declines] == options == ["toestemming", "weigert"]


def test_the_tools_of_a_step_are_offered():
    group = PLUGIN.target_group

    assert {code for step in group.pathway.steps for code in step.tools} <= {tool.code for tool in group.tools}
