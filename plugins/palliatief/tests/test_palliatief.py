"""The target group Palliatief: scales, tools, and the advice that its rules give."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from mdo_plugin_api import FieldValue, RecordSnapshot, Severity, State
from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_palliatief.plugin", code="palliatief")
HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (HERE / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot palliatief"


def advice(*, recorded_on=TODAY, scores=(), record=(), **fields):
    """What is advised, by code. `scores`: the newest by tool; `record`: what the snapshot has beside its fields."""
    snapshot = RecordSnapshot(
        target_group="palliatief",
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
    "pal_sq_contradiction": (
        [
            {"record": prognosis("pal_b"), "sq1": True},
            {"record": prognosis("pal_d"), "sq1": True},
            {"record": prognosis("pal_c"), "scores": {"surprise_question": 0}},
            {
                "record": prognosis("pal_c"),
                "scores": {"surprise_question": 0},
                "sq1": False,
                "recorded_on": days_ago(9),
            },
        ],
        [
            {"record": prognosis("pal_b"), "sq1": False},
            {"record": prognosis("pal_a"), "sq1": True},
            {"sq1": True},
            {"record": prognosis("pal_b")},
            {"record": prognosis("pal_c"), "scores": {"surprise_question": 1}, "sq1": True, "recorded_on": days_ago(9)},
        ],
    ),
    "pal_no_prognosis": ([{"cs_infowens": "geen_prognose"}], [{}, {"cs_infowens": "alles"}]),
    "pal_no_wishes": ([{}, {"svo_crisis": "…"}], [{"pzp_reanimatie": "wel"}, {"pzp_datum": TODAY}]),
    "pal_old_wishes": (
        [
            {"pzp_datum": days_ago(366)},
            {"pzp_reanimatie": "niet", "recorded_on": days_ago(366)},
            {"pzp_wensen": "…", "recorded_on": days_ago(999)},
        ],
        [
            {"pzp_datum": days_ago(365)},
            {"pzp_reanimatie": "niet", "recorded_on": days_ago(365)},
            {"svo_crisis": "…", "recorded_on": days_ago(999)},
        ],
    ),
    "pal_icd_on": (
        [
            {"record": prognosis("pal_c"), "pzp_icd": True},
            {"record": prognosis("pal_d"), "pzp_icd": True, "pzp_icd_uit": "geen_besluit"},
        ],
        [
            {"record": prognosis("pal_c"), "pzp_icd": True, "pzp_icd_uit": "wel"},
            {"record": prognosis("pal_a"), "pzp_icd": True},
            {"record": prognosis("pal_c"), "pzp_icd": False},
        ],
    ),
    "pal_no_medication": (
        [{"record": prognosis("pal_c")}, {"record": prognosis("pal_d"), "svo_noodmed": "te_regelen"}],
        [{"record": prognosis("pal_c"), "svo_noodmed": "in_huis"}, {"record": prognosis("pal_b")}],
    ),
    "pal_out_of_hours": (
        [{"record": prognosis("pal_d")}, {"record": prognosis("pal_d"), "svo_hap": "niet"}],
        [{"record": prognosis("pal_d"), "svo_hap": "overdracht"}, {}],
    ),
    "pal_less_medication": (
        [{"record": prognosis("pal_c"), "som_polyfarmacie": True}],
        [{"som_polyfarmacie": True}, {"record": prognosis("pal_c"), "som_polyfarmacie": False}],
    ),
    "pal_pain": (
        [{"som_pijn_nrs": 4}, {"scores": {"usd_pijn": 4}}, {"scores": {"painad": 2}}],
        [{"som_pijn_nrs": 3}, {"scores": {"usd_pijn": 3}}, {"scores": {"painad": 1}}, {}],
    ),
    "pal_breath": (
        [{"som_symptomen": ("jeuk", "benauwdheid")}, {"scores": {"usd_benauwdheid": 4}}],
        [{"som_symptomen": ("jeuk",)}, {"scores": {"usd_benauwdheid": 3}}],
    ),
    "pal_delirium": (
        [{"som_delier": "nu"}, {"som_symptomen": ("verwardheid",)}, {"scores": {"dos": 3}}],
        [{"som_delier": "eerder"}, {"scores": {"dos": 2.67}}],
    ),
    "pal_severe": ([{"scores": {"usd_welbevinden": 7}}], [{"scores": {"usd_welbevinden": 6}}, {"som_pijn_nrs": 9}]),
    "pal_mouth": (
        [{"som_mond": "klachten"}, {"som_slikken": True}, {"som_symptomen": ("mond",)}],
        [{"som_mond": "goed"}, {"som_slikken": False}],
    ),
    "pal_skin": ([{"som_huid": "risico"}, {"som_symptomen": ("wond",)}], [{"som_huid": "intact"}]),
    "pal_food": ([{"som_voeding": "risico"}, {"som_gewichtsverlies": True}], [{"som_voeding": "goed"}]),
    "pal_mood": (
        [{"psy_stemming": "somber"}, {"psy_angst": "ernstig"}, {"scores": {"lastmeter": 4}}, {"scores": {"gds15": 6}}],
        [{"psy_stemming": "goed"}, {"psy_angst": "licht"}, {"scores": {"lastmeter": 3}}, {"scores": {"gds15": 5}}],
    ),
    "pal_carer": (
        [{"soc_mz_belasting": "zwaar"}, {"soc_volhoud": "week"}, {"scores": {"ediz": 4}}, {"scores": {"ediz_plus": 9}}],
        [{"soc_mz_belasting": "licht"}, {"soc_volhoud": "jaar"}, {"scores": {"ediz": 3}}, {"scores": {"ediz_plus": 8}}],
    ),
    "pal_children": ([{"soc_gezin": True}], [{"soc_gezin": False}]),
    "pal_meaning": ([{"zin_vragen": "worsteling"}, {"zin_gv": "gewenst"}], [{"zin_vragen": "nee"}]),
    "pal_hospice": ([{"pzp_plaats_overlijden": "hospice"}], [{"pzp_plaats_overlijden": "thuis"}]),
    "pal_sedation": ([{"pzp_sedatie": "open"}], [{"pzp_sedatie": "niet"}]),
    "pal_request": ([{"pzp_euthanasie": "verklaring"}], [{"pzp_euthanasie": "geen_wens"}]),
    "pal_aftercare": (
        [{"eva_reden": "overleden"}],
        [{"eva_reden": "overleden", "eva_nazorg": "gepland"}, {"eva_reden": "verhuisd"}],
    ),
}


def fires(code, case):
    return code in advice(**case)


def test_every_advice_has_a_case_that_fires_and_one_that_does_not():
    written = "".join(
        (HERE.parent / "mdo_palliatief" / name).read_text("utf-8") for name in ("advice.py", "suggestions.py")
    )
    assert sorted(CASES) == sorted(set(re.findall(r'code="(pal_\w+)"', written)))


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

    assert [one.code for one in group.interventions] == [f"pal_i{n:02}" for n in range(1, 20 + 1)]
    things = (group, group.urgency, *group.urgency.levels, *group.fields, *group.evaluation, *group.interventions)
    assert [one.code for one in (*things, *group.tools) if not one.source] == []
    assert [one.code for one in group.urgency.levels] == ["u_x", "u1", "u2", "u3", "u4"]


def test_only_what_contradicts_or_is_late_is_a_warning_and_nothing_blocks():
    given = {code: advice(**when[0])[code].severity for code, (when, _) in CASES.items()}

    warned = {code for code, severity in given.items() if severity is Severity.WARNING}
    assert warned == {"pal_sq_contradiction", "pal_no_prognosis", "pal_old_wishes", "pal_icd_on"}
    assert Severity.BLOCK not in given.values()


def test_the_old_wishes_are_named():
    given = advice(recorded_on=days_ago(366), pzp_reanimatie="niet", som_problemen="…")

    assert given["pal_old_wishes"].fields == ("pzp_reanimatie",)


def test_not_discussed_is_not_an_answer():
    open_question = FieldValue(value=None, state=State.NOT_DISCUSSED, recorded_on=days_ago(400))
    fields = {"sq1": open_question, "pzp_reanimatie": open_question}
    snapshot = RecordSnapshot(target_group="palliatief", prognosis="pal_b", fields=fields, today=TODAY)

    (given,) = PLUGIN.hook.mdo_advise(snapshot=snapshot)
    assert [one.code for one in given] == ["pal_no_wishes"]


def test_only_the_newest_score_counts():
    snapshot = RecordSnapshot(target_group="palliatief", scores={"dos": ((TODAY, 1), (days_ago(3), 9))}, today=TODAY)

    (given,) = PLUGIN.hook.mdo_advise(snapshot=snapshot)
    assert "pal_delirium" not in {one.code for one in given}


def test_the_letters_are_those_of_the_gold_standards_framework():
    levels = PLUGIN.target_group.prognosis.levels

    assert [(one.code, one.letter) for one in levels] == [
        ("pal_x", "?"),
        ("pal_a", "A"),
        ("pal_b", "B"),
        ("pal_c", "C"),
        ("pal_d", "D"),
    ]
    assert all(one.source for one in levels)


def test_a_questionnaire_is_scored_by_its_table():
    assert PLUGIN.hook.mdo_score(questionnaire="ecog", answers={"status": "3"}) == [3.0]
    assert PLUGIN.hook.mdo_score(questionnaire="ecog", answers={}) == []


def test_the_twelve_numbers_of_the_usd_have_the_same_cut_offs():
    usd = [tool for tool in PLUGIN.target_group.tools if tool.code.startswith("usd_")]

    assert len(usd) == 12
    for tool in usd:
        assert [(band.low, band.high) for band in tool.bands] == [(0, 3), (4, 6), (7, 10)]
        assert not tool.licence.cleared
