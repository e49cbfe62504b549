"""The target group Kwetsbare ouderen: scales, scores, and the rules of the work process."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mdo_plugin_api import FieldValue, RecordSnapshot, Severity
from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_kwetsbare_ouderen.plugin", code="kwetsbare_ouderen")


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (Path(__file__).parent / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot kwetsbare_ouderen"


TODAY = date(2026, 11, 22)
CRITERIA = {
    "aandoening": "ja",
    "meer_gebieden": "ja",
    "een_gebied": "nee",
    "regieverlies": "ja",
    "zorgverleners": "ja",
    "afstemming": "nee",
    "overnemen": "nee",
    "expertise": "ja",
}


def advice(*, fields=None, consent="agreed", has_question=True, **record):
    values = {code: FieldValue(value=value, recorded_on=TODAY) for code, value in (fields or {}).items()}
    snapshot = RecordSnapshot(
        target_group="kwetsbare_ouderen",
        fields=values,
        consent=consent,
        has_question=has_question,
        today=TODAY,
        **record,
    )
    return {one.code: one for many in PLUGIN.hook.mdo_advise(snapshot=snapshot) for one in many}


def score(questionnaire, answers):
    return PLUGIN.hook.mdo_score(questionnaire=questionnaire, answers=answers)


def test_the_expected_course_has_these_letters():
    scale = PLUGIN.target_group.prognosis

    assert [(level.code, level.letter) for level in scale.levels] == [
        ("ko_x", "?"),
        ("ko_s", "S"),
        ("ko_g", "G"),
        ("ko_v", "V"),
        ("ko_l", "L"),
    ]


@pytest.mark.parametrize("consent", ["informed", "objects", "unknown"])
def test_without_consent_a_patient_is_kept_off_the_agenda(consent):
    """R4 of the work process."""
    assert advice(consent=consent)["ko_no_consent"].severity is Severity.BLOCK


def test_without_a_question_a_patient_is_kept_off_the_agenda():
    assert advice(has_question=False)["ko_no_question"].severity is Severity.BLOCK


def test_with_both_nothing_is_in_the_way():
    assert advice() == {}


def test_a_last_phase_suggests_the_transfer_and_does_no_more():
    given = advice(prognosis="ko_l")

    assert given["ko_transfer"].severity is Severity.SUGGESTION
    assert given["ko_transfer"].interventions == ("ko_i22",)


@pytest.mark.parametrize(
    ("last_discussed", "is_due"),
    [
        (None, True),
        (TODAY - timedelta(days=366), True),
        (TODAY - timedelta(days=365), False),
    ],
)
def test_complex_frail_is_discussed_once_a_year(last_discussed, is_due):
    """R6 of the work process."""
    given = advice(fields={"kwetsbaarheidsniveau": "complex"}, last_discussed=last_discussed)

    assert ("ko_yearly" in given) is is_due


def test_polypharmacy_asks_for_a_review_unless_there_was_one():
    reviewed = {"som_polyfarmacie": True, "som_medbeoordeling": TODAY - timedelta(days=30)}

    assert "ko_medication" in advice(fields={"som_polyfarmacie": True})
    assert "ko_medication" not in advice(fields=reviewed)


def test_every_item_that_advice_points_at_exists():
    group = PLUGIN.target_group
    known = {one.code for one in (*group.fields, *group.interventions, *group.tools)}
    given = advice(
        prognosis="ko_l",
        fields={
            "som_vallen_12m": "vaker",
            "soc_mz_belasting": "zwaar",
            "psy_stemming": "somber",
            "psy_cognitie": "klachten",
            "soc_eenzaam": "vaak",
            "som_polyfarmacie": True,
        },
    )

    assert len(given) == 7
    pointed_at = {code for one in given.values() for code in (*one.interventions, *one.tools, *one.fields)}
    assert pointed_at - known == set()


def test_complex_frail_needs_all_five_criteria():
    """R5: Zorginstituut Nederland, June 2021."""
    assert score("complex_kwetsbaar", CRITERIA) == [1.0]
    for needed in ("aandoening", "meer_gebieden", "regieverlies", "zorgverleners", "expertise"):
        assert score("complex_kwetsbaar", CRITERIA | {needed: "nee"}) == [0.0], needed


@pytest.mark.parametrize("way", [{"meer_gebieden": "nee", "een_gebied": "ja"}, {"expertise": "nee", "overnemen": "ja"}])
def test_two_criteria_can_hold_in_more_than_one_way(way):
    assert score("complex_kwetsbaar", CRITERIA | way) == [1.0]


def test_too_much_missing_gives_no_score():
    assert score("complex_kwetsbaar", {"aandoening": "ja"}) == []
    assert score("valrisico", {}) == []


def test_fall_risk_counts_yes():
    assert score("valrisico", {"gevallen": "ja", "bezorgd": "nee", "moeite": "ja"}) == [2.0]


@pytest.mark.parametrize(
    ("code", "value", "label"),
    [
        ("gfi", 3, "Geen aanwijzing voor kwetsbaarheid"),
        ("gfi", 4, "Aanwijzing voor kwetsbaarheid"),
        ("gds15", 6, "Aanwijzing voor mogelijke depressie"),
        ("snaq65", 2, "Aanwijzing voor risico op ondervoeding (oranje)"),
        ("tug", 12.1, "Grensgebied"),
    ],
)
def test_a_cut_off_is_where_its_source_has_it(code, value, label):
    tool = next(tool for tool in PLUGIN.target_group.tools if tool.code == code)

    assert tool.band(value).label == label
    assert tool.band(value).source
