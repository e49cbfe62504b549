"""The target group Psychogeriatrie: scales, fields, and the advice that its rules give."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from mdo_plugin_api import FieldValue, RecordSnapshot, Severity, State
from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_psychogeriatrie.plugin", code="psychogeriatrie")
HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (HERE / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot psychogeriatrie"


def advice(*, recorded_on=TODAY, scores=(), record=(), **fields):
    """What is advised, by code. `scores`: the newest by tool; `record`: what the snapshot has beside its fields."""
    snapshot = RecordSnapshot(
        target_group="psychogeriatrie",
        fields={code: FieldValue(value=value, recorded_on=recorded_on) for code, value in fields.items()},
        scores={tool: ((TODAY, score),) for tool, score in dict(scores).items()},
        today=TODAY,
        **dict(record),
    )
    return {one.code: one for many in PLUGIN.hook.mdo_advise(snapshot=snapshot) for one in many}


def prognosis(code, **record):
    return {"prognosis": code, **record}


# Advice: cases in which it is given, and cases in which it is not.
CASES = {
    "pg_no_wishes": (
        [{"record": prognosis("pg_d")}, {"record": prognosis("pg_3")}],
        [{}, {"record": prognosis("pg_n")}, {"record": prognosis("pg_d"), "pzp_doel": "curatief"}],
    ),
    "pg_old_wishes": (
        [{"pzp_euth_dementie": True, "recorded_on": days_ago(366)}, {"pzp_datum": days_ago(366)}],
        [{"pzp_euth_dementie": True, "recorded_on": days_ago(365)}, {"pzp_datum": days_ago(365)}],
    ),
    "pg_capacity": ([{"pzp_wilsbekwaam": False}], [{"pzp_wilsbekwaam": True}, {}]),
    "pg_no_representative": (
        [{"pzp_wilsbekwaam": False}],
        [{"pzp_wilsbekwaam": False, "pzp_vertegenwoordiger": "…"}, {"pzp_wilsbekwaam": True}],
    ),
    "pg_no_review": (
        [{"pg_psychofarmaca": True}],
        [{"pg_psychofarmaca": True, "pg_psychofarmaca_evaluatie": TODAY}, {"pg_psychofarmaca": False}],
    ),
    "pg_review_due": (
        [{"pg_psychofarmaca": True, "pg_psychofarmaca_evaluatie": days_ago(1)}],
        [
            {"pg_psychofarmaca": True, "pg_psychofarmaca_evaluatie": TODAY},
            {"pg_psychofarmaca": False, "pg_psychofarmaca_evaluatie": days_ago(1)},
        ],
    ),
    "pg_transfer": ([{"record": prognosis("pg_4")}], [{"record": prognosis("pg_3")}, {}]),
    "pg_diagnosis": (
        [{"record": prognosis("pg_n")}, {"psy_cognitie": "klachten"}],
        [{"record": prognosis("pg_d")}, {"psy_cognitie": "dementie"}],
    ),
    "pg_language": (
        [{"record": prognosis("pg_d"), "soc_taal": "tr"}, {"psy_cognitie": "klachten", "soc_taal": "ar"}],
        [{"record": prognosis("pg_d"), "soc_taal": "nl"}, {"record": prognosis("pg_d")}, {"soc_taal": "tr"}],
    ),
    "pg_case_manager": ([{"pg_casemanager": "nee"}], [{"pg_casemanager": "ja"}, {"pg_casemanager": "wachtlijst"}, {}]),
    "pg_explain": ([{"record": prognosis("pg_d")}, {"record": prognosis("pg_1")}], [{"record": prognosis("pg_3")}]),
    "pg_behaviour": ([{"pg_gedrag": ("apathie", "agitatie")}], [{"pg_gedrag": ("apathie", "eten")}, {}]),
    "pg_body": (
        [{"som_delier": "nu"}, {"scores": {"dos": 3}}, {"scores": {"painad": 2}}],
        [{"som_delier": "nee"}, {"scores": {"dos": 2.67}}, {"scores": {"painad": 1}}],
    ),
    "pg_safety": (
        [{"pg_dwalen": "verdwaald"}, {"pg_gedrag": ("dwalen",)}, {"soc_veiligheid": ("brand",)}],
        [{"pg_dwalen": "binnen"}, {"soc_veiligheid": ("geen",)}],
    ),
    "pg_gps_consent": ([{"pg_gps": True}], [{"pg_gps": True, "pg_gps_toelichting": "…"}, {"pg_gps": False}]),
    "pg_driving": ([{"pg_rijden": "niet_besproken"}], [{"pg_rijden": "besproken"}, {"pg_rijden": "rijdt_niet"}, {}]),
    "pg_carer": (
        [{"soc_mz_belasting": "zwaar"}, {"soc_volhoud": "week"}, {"scores": {"ediz": 4}}, {"scores": {"ediz_plus": 9}}],
        [{"soc_mz_belasting": "matig"}, {"scores": {"ediz": 3}}, {"scores": {"ediz_plus": 8}}],
    ),
    "pg_day": ([{"soc_eenzaam": "vaak"}, {"pg_toezicht": "nacht"}], [{"pg_toezicht": "nee"}]),
    "pg_residence": ([{"thuis_houdbaar": "kort"}, {"pg_verblijf": "urgent"}], [{"thuis_houdbaar": "langer"}]),
    "pg_crisis": (
        [{"record": {"urgency": "u4"}}, {"thuis_houdbaar": "niet"}],
        [{"record": {"urgency": "u4"}, "svo_crisis": "…"}, {"record": {"urgency": "u2"}}],
    ),
    "pg_representation": ([{"pzp_levenstestament": "nee"}], [{"pzp_levenstestament": "ja"}]),
    "pg_coercion": ([{"pg_wzd": "overwogen"}], [{"pg_wzd": "nee"}]),
    "pg_food": (
        [{"som_gewichtsverlies": True}, {"pg_gedrag": ("eten",)}, {"scores": {"snaq65": 2}}],
        [{"som_gewichtsverlies": False}, {"scores": {"snaq65": 1}}],
    ),
    "pg_young": ([{"pg_jong": True}], [{"pg_jong": False}]),
}


def fires(code, case):
    return code in advice(**case)


def test_every_advice_has_a_case_that_fires_and_one_that_does_not():
    written = "".join(
        (HERE.parent / "mdo_psychogeriatrie" / name).read_text("utf-8") for name in ("advice.py", "suggestions.py")
    )
    assert sorted(CASES) == sorted(set(re.findall(r'code="(pg_\w+)"', written)))


@pytest.mark.parametrize("code", CASES)
def test_advice_fires_when_it_should_and_not_otherwise(code):
    when, when_not = CASES[code]

    assert [case for case in when if not fires(code, case)] == []
    assert [case for case in when_not if fires(code, case)] == []


@pytest.mark.parametrize("code", CASES)
def test_what_advice_points_at_exists_and_says_where_it_is_from(code):
    group = PLUGIN.target_group
    known = {one.code for one in (*group.fields, *group.evaluation, *group.interventions, *group.tools)}
    given = advice(**CASES[code][0][0])[code]

    assert {*given.interventions, *given.tools, *given.fields} - known == set()
    assert given.source


def test_there_is_enough_to_choose_and_it_says_where_it_is_from():
    group = PLUGIN.target_group

    assert [one.code for one in group.interventions] == [f"pg_i{n:02}" for n in range(1, 20 + 1)]
    things = (group, group.urgency, *group.urgency.levels, *group.fields, *group.evaluation, *group.interventions)
    assert [one.code for one in (*things, *group.tools) if not one.source] == []
    assert [one.code for one in group.urgency.levels] == ["u_x", "u1", "u2", "u3", "u4"]


def test_what_is_late_or_lacking_warns_and_nothing_blocks():
    given = {code: advice(**when[0])[code].severity for code, (when, _) in CASES.items()}

    warned = {code for code, severity in given.items() if severity is Severity.WARNING}
    assert warned == {"pg_old_wishes", "pg_no_representative", "pg_review_due"}
    assert Severity.BLOCK not in given.values()


def test_not_discussed_is_not_an_answer():
    open_question = FieldValue(value=None, state=State.NOT_DISCUSSED, recorded_on=days_ago(400))
    fields = {"pzp_reanimatie": open_question, "pg_rijden": open_question}
    snapshot = RecordSnapshot(target_group="psychogeriatrie", fields=fields, today=TODAY)

    assert PLUGIN.hook.mdo_advise(snapshot=snapshot) == [()]


def test_the_phases_are_those_of_the_care_standard():
    scale = PLUGIN.target_group.prognosis

    assert [(level.code, level.letter) for level in scale.levels] == [
        ("pg_x", "?"),
        ("pg_n", "N"),
        ("pg_d", "D"),
        ("pg_1", "1"),
        ("pg_2", "2"),
        ("pg_3", "3"),
        ("pg_4", "4"),
    ]
    assert scale.default.code == "pg_x"
    assert all(level.source for level in scale.levels)


def test_it_asks_what_dementia_needs_and_leaves_out_what_it_does_not():
    codes = {field.code for field in PLUGIN.target_group.fields}

    assert {"thuis_houdbaar", "pg_diagnose", "pg_gedrag", "pg_gedrag_analyse", "pg_wzd", "pg_wzd_status"} <= codes
    assert {"pg_casemanager", "pg_rijden", "pg_verblijf", "soc_wlz_vorm", "som_vallen_12m", "pzp_reanimatie"} <= codes
    assert codes.isdisjoint({"som_lengte", "som_bloeddruk", "som_ecog", "zin_voltooid", "cs_rituelen", "sq1"})
    assert "eva_doelen" in {field.code for field in PLUGIN.target_group.evaluation}


def test_a_questionnaire_is_scored_by_its_table():
    answers = {"gevallen": "ja", "bezorgd": "nee", "moeite": "nee"}

    assert PLUGIN.hook.mdo_score(questionnaire="valrisico", answers=answers) == [1.0]
