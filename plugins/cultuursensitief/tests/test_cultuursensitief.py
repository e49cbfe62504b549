"""The target group Cultuursensitief: a theme beside another target group."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from mdo_plugin_api import WRITTEN, FieldValue, RecordSnapshot, Severity, State
from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_cultuursensitief.plugin", code="cultuursensitief")
HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (HERE / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot cultuursensitief"


def advice(*, recorded_on=TODAY, scores=(), record=(), **fields):
    """What is advised, by code. `scores`: the newest by tool; `record`: what the snapshot has beside its fields."""
    snapshot = RecordSnapshot(
        target_group="cultuursensitief",
        fields={code: FieldValue(value=value, recorded_on=recorded_on) for code, value in fields.items()},
        scores={tool: ((TODAY, score),) for tool, score in dict(scores).items()},
        today=TODAY,
        **dict(record),
    )
    return {one.code: one for many in PLUGIN.hook.mdo_advise(snapshot=snapshot) for one in many}


# Advice: cases in which it is given, and cases in which it is not.
CASES = {
    "cs_decision": (
        [{"record": {"urgency": "u4"}}, {"record": {"urgency": "u4"}, "cs_tolk": "naaste"}],
        [{"record": {"urgency": "u4"}, "cs_tolk": "telefonisch"}, {"record": {"urgency": "u3"}}],
    ),
    "cs_no_prognosis": ([{"cs_infowens": "geen_prognose"}], [{"cs_infowens": "hoofdlijnen"}, {}]),
    "cs_old_wishes": (
        [{"pzp_wensen": WRITTEN, "recorded_on": days_ago(366)}, {"pzp_datum": days_ago(366)}],
        [{"pzp_wensen": WRITTEN, "recorded_on": days_ago(365)}, {"pzp_datum": days_ago(365)}],
    ),
    "cs_interpreter": (
        [{"soc_taal": "ti"}, {"soc_taal": "nl", "cs_nl_begrijpen": "slecht"}],
        [{"soc_taal": "ti", "cs_tolk": "niet_nodig"}, {"soc_taal": "nl"}, {}],
    ),
    "cs_informal": ([{"cs_tolk": "naaste"}, {"cs_tolk": "geweigerd"}], [{"cs_tolk": "ter_plaatse"}]),
    "cs_ask": ([{"cs_infowens": "niet_gevraagd"}], [{"cs_infowens": "alles"}]),
    "cs_family": (
        [{"cs_infowens": "familie"}, {"cs_besluit": "met_familie"}, {"cs_woordvoerder": WRITTEN}],
        [{"cs_infowens": "alles"}, {"cs_besluit": "zelf"}],
    ),
    "cs_plain": (
        [{"cs_gezondheidsvaardigheden": "beperkt"}, {"cs_lezen": "moeite"}, {"cs_nl_spreken": "slecht"}],
        [{"cs_gezondheidsvaardigheden": "voldoende"}, {"cs_lezen": "ja"}, {"cs_nl_spreken": "redelijk"}],
    ),
    "cs_memory": (
        [
            {"record": {"diagnoses": ("P20",)}, "soc_taal": "ber"},
            {"record": {"diagnoses": ("T90", "P70")}, "cs_lezen": "nee"},
        ],
        [{"record": {"diagnoses": ("T90",)}, "soc_taal": "ber"}, {"record": {"diagnoses": ("P20",)}, "soc_taal": "nl"}],
    ),
    "cs_explain": (
        [{"cs_morfine": WRITTEN}, {"cs_formelezorg": "onbekend"}],
        [{"cs_formelezorg": "open"}, {}],
    ),
    "cs_bridge": ([{"cs_taboe": "ja"}, {"cs_vertrouwen": WRITTEN}], [{"cs_taboe": "nee"}]),
    "cs_spiritual": ([{"cs_geestelijke": True}, {"zin_gv": "gewenst"}], [{"zin_gv": "betrokken"}]),
    "cs_body": ([{"cs_genderwens": "altijd"}], [{"cs_genderwens": "geen"}]),
    "cs_fasting": (
        [{"cs_voeding": ("halal", "vasten")}, {"cs_geloof_praktijk": ("vasten",), "cs_vasten_med": False}],
        [{"cs_voeding": ("vasten",), "cs_vasten_med": True}, {"cs_voeding": ("halal",)}],
    ),
    "cs_carer": ([{"soc_mz_belasting": "matig"}], [{"soc_mz_belasting": "licht"}]),
    "cs_rituals": ([{"cs_rituelen": WRITTEN}, {"cs_overlijden": ("wassing",)}], [{}]),
    "cs_money": ([{"cs_verzekering": "actie"}, {"soc_financien": "ja"}], [{"cs_verzekering": "nee"}]),
    "cs_careful": ([{"cs_trauma": WRITTEN}], [{}]),
    "cs_expert": ([{"record": {"urgency": "u3"}}], [{"record": {"urgency": "u2"}}]),
    "cs_grief": ([{"cs_rouw": WRITTEN}], [{}]),
}


def fires(code, case):
    return code in advice(**case)


def test_every_advice_has_a_case_that_fires_and_one_that_does_not():
    written = "".join(
        (HERE.parent / "mdo_cultuursensitief" / name).read_text("utf-8") for name in ("advice.py", "suggestions.py")
    )
    assert sorted(CASES) == sorted(set(re.findall(r'code="(cs_\w+)"', written)))


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

    assert [one.code for one in group.interventions] == [f"cs_i{n:02}" for n in range(1, 17 + 1)]
    things = (group, group.urgency, *group.urgency.levels, *group.fields, *group.evaluation, *group.interventions)
    assert [one.code for one in (*things, *group.tools) if not one.source] == []
    assert [one.code for one in group.urgency.levels] == ["u_x", "u1", "u2", "u3", "u4"]


def test_what_must_not_be_missed_warns_and_nothing_blocks():
    given = {code: advice(**when[0])[code].severity for code, (when, _) in CASES.items()}

    warned = {code for code, severity in given.items() if severity is Severity.WARNING}
    assert warned == {"cs_decision", "cs_no_prognosis", "cs_old_wishes"}
    assert Severity.BLOCK not in given.values()


def test_nothing_follows_from_a_faith_or_from_an_empty_record():
    assert advice() == {}
    assert advice(zin_levensvisie="moslim", soc_taal="nl") == {}


def test_not_discussed_is_not_an_answer():
    open_question = FieldValue(value=None, state=State.NOT_DISCUSSED, recorded_on=days_ago(400))
    fields = {"pzp_reanimatie": open_question, "cs_infowens": open_question, "soc_taal": open_question}
    snapshot = RecordSnapshot(target_group="cultuursensitief", fields=fields, today=TODAY)

    assert PLUGIN.hook.mdo_advise(snapshot=snapshot) == [()]


def test_it_is_a_theme_that_takes_the_prognosis_of_the_first_target_group():
    assert PLUGIN.target_group.thematic
    assert PLUGIN.target_group.prognosis is None


def test_urgency_is_about_communication():
    labels = [level.label for level in PLUGIN.target_group.urgency.levels]

    assert labels == ["Nog niet ingeschat", "Communicatie loopt", "Aandacht", "Belemmering", "Besluit in de knel"]


def test_it_asks_about_language_choices_and_rituals():
    codes = {field.code for field in PLUGIN.target_group.fields}

    assert {"cs_tolk", "cs_besluit", "cs_infowens", "cs_woordvoerder", "cs_rituelen", "cs_morfine"} <= codes
    assert codes.isdisjoint({"som_vallen_12m", "psy_cognitie", "pg_gedrag", "som_ecog"})


def test_there_is_no_field_for_origin_or_residence_status():
    asked = PLUGIN.target_group.model_dump_json().lower()

    assert not [
        word for word in ("etnici", "nationaliteit", "verblijfsvergunning", "land van herkomst") if word in asked
    ]


def test_a_questionnaire_is_scored_by_its_table():
    assert PLUGIN.hook.mdo_score(questionnaire="surprise_question", answers={"sq1": "nee", "sq2": "nee"}) == [1.0]
