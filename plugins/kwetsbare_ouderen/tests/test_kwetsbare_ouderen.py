"""The target group Kwetsbare ouderen: scales, and the rules of the work process."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from mdo_plugin_api import FieldValue, RecordSnapshot, Severity, State
from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_kwetsbare_ouderen.plugin", code="kwetsbare_ouderen")
HERE = Path(__file__).parent
TODAY = date(2026, 11, 22)


def days_ago(days):
    return TODAY - timedelta(days=days)


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (HERE / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot kwetsbare_ouderen"


AGREED = {"consent": "agreed", "has_question": True}
COMPLEX = {"kwetsbaarheidsniveau": "complex"}


def advice(*, recorded_on=TODAY, scores=(), record=(), **fields):
    """What is advised, by code. `scores`: the newest by tool; `record`: what the snapshot has beside its fields."""
    snapshot = RecordSnapshot(
        target_group="kwetsbare_ouderen",
        fields={code: FieldValue(value=value, recorded_on=recorded_on) for code, value in fields.items()},
        scores={tool: ((TODAY, score),) for tool, score in dict(scores).items()},
        today=TODAY,
        **(AGREED | dict(record)),
    )
    return {one.code: one for many in PLUGIN.hook.mdo_advise(snapshot=snapshot) for one in many}


def prognosis(code, **record):
    return {"prognosis": code, **record}


TEAM = ("Wijkverpleegkundige", "Maatschappelijk werker", "Specialist ouderengeneeskunde")

# Advice: cases in which it is given, and cases in which it is not. R1 to R11 are the rules of the work process.
CASES = {
    # R4
    "ko_no_consent": ([{"record": {"consent": consent}} for consent in ("informed", "objects", "unknown")], [{}]),
    "ko_old_consent": (
        [{"record": {"consent_on": days_ago(366)}}],
        [
            {"record": {"consent_on": days_ago(365)}},
            {"record": {"consent": "unknown", "consent_on": days_ago(366)}},
            {},
        ],
    ),
    "ko_no_question": ([{"record": {"has_question": False}}], [{}]),
    # R8
    "ko_no_lead": (
        [{"record": {"last_discussed": days_ago(1)}}],
        [
            {"record": {"last_discussed": days_ago(1), "has_lead": True}},
            {"record": {"last_discussed": days_ago(1)}, "svo_regie": "…"},
            {},
        ],
    ),
    "ko_lead": (
        [{"record": {"next_meeting": TODAY}}],
        [
            {"record": {"next_meeting": TODAY, "has_lead": True}},
            {"record": {"next_meeting": TODAY, "has_question": False}},
            {"record": {"next_meeting": TODAY, "last_discussed": days_ago(9)}},
            {},
        ],
    ),
    # R1, R1b, R1c
    "ko_icpc": (
        [{"kwetsbaarheidsniveau": level} for level in ("mogelijk", "kwetsbaar", "complex")]
        + [{"kwetsbaarheidsniveau": "kwetsbaar", "record": {"diagnoses": ("A49.01",)}}],
        [
            {"kwetsbaarheidsniveau": "kwetsbaar", "record": {"diagnoses": ("A05",)}},
            {"kwetsbaarheidsniveau": "mogelijk", "record": {"diagnoses": ("A49.01", "K77")}},
            {"kwetsbaarheidsniveau": "niet"},
            {},
        ],
    ),
    "ko_icpc_stays": (
        [{"kwetsbaarheidsniveau": "niet", "record": {"diagnoses": ("A49.01",)}}],
        [{"kwetsbaarheidsniveau": "niet"}, {"kwetsbaarheidsniveau": "mogelijk", "record": {"diagnoses": ("A49.01",)}}],
    ),
    "ko_declines": ([{"deelname_toestemming": "weigert"}], [{"deelname_toestemming": "toestemming"}]),
    # R2
    "ko_trazag": (
        [{"scores": {"trazag": 3}}, {"scores": {"trazag": 3}, "kwetsbaarheidsniveau": "niet"}],
        [{"scores": {"trazag": 2}}, {"scores": {"trazag": 8}, "kwetsbaarheidsniveau": "kwetsbaar"}],
    ),
    # R5
    "ko_complex_contradiction": (
        [
            {"scores": {"complex_kwetsbaar": 1}, "kwetsbaarheidsniveau": "kwetsbaar"},
            {"scores": {"complex_kwetsbaar": 0}, **COMPLEX},
        ],
        [
            {"scores": {"complex_kwetsbaar": 1}, **COMPLEX},
            {"scores": {"complex_kwetsbaar": 0}, "kwetsbaarheidsniveau": "kwetsbaar"},
            {"scores": {"complex_kwetsbaar": 1}},
            COMPLEX,
        ],
    ),
    # R6
    "ko_yearly": (
        [COMPLEX, COMPLEX | {"record": {"last_discussed": days_ago(366)}}],
        [COMPLEX | {"record": {"last_discussed": days_ago(365)}}, {"kwetsbaarheidsniveau": "kwetsbaar"}],
    ),
    # R10, R11
    "ko_care_plan": ([COMPLEX, COMPLEX | {"record": {"disciplines": TEAM}}], [{"kwetsbaarheidsniveau": "kwetsbaar"}]),
    # R7
    "ko_attachments": (
        [{"record": {"next_meeting": TODAY}}],
        [{"record": {"next_meeting": TODAY}, "som_lab_datum": TODAY}, {"record": {"has_question": False}}, {}],
    ),
    "ko_sq_contradiction": (
        [
            {"record": prognosis("ko_l"), "scores": {"surprise_question": 0}},
            {"record": prognosis("ko_l"), "sq1": True},
        ],
        [
            {"record": prognosis("ko_l"), "scores": {"surprise_question": 1}},
            {"record": prognosis("ko_l")},
            {"sq1": True},
        ],
    ),
    "ko_transfer": (
        [{"record": prognosis("ko_l")}, {"scores": {"surprise_question": 1}}, {"sq1": False}],
        [{"record": prognosis("ko_v")}, {"scores": {"surprise_question": 0}}, {"sq1": True}],
    ),
    "ko_no_prognosis": ([{"cs_infowens": "geen_prognose"}], [{}]),
    "ko_no_wishes": (
        [{"record": {"last_discussed": days_ago(1)}}],
        [{}, {"record": {"last_discussed": days_ago(1)}, "pzp_reanimatie": "wel"}],
    ),
    "ko_old_wishes": (
        [{"pzp_reanimatie": "niet", "recorded_on": days_ago(366)}, {"pzp_datum": days_ago(366)}],
        [{"pzp_reanimatie": "niet", "recorded_on": days_ago(365)}, {"pzp_datum": days_ago(365)}],
    ),
    "ko_medication": (
        [{"som_polyfarmacie": True}, {"som_polyfarmacie": True, "som_medbeoordeling": days_ago(366)}],
        [{"som_polyfarmacie": True, "som_medbeoordeling": days_ago(365)}, {"som_polyfarmacie": False}],
    ),
    "ko_falls": (
        [{"som_vallen_12m": "vaker"}, {"som_valangst": True}, {"scores": {"valrisico": 1}}, {"scores": {"tug": 12.1}}],
        [{"som_vallen_12m": "nee"}, {"scores": {"valrisico": 0}}, {"scores": {"tug": 12}}],
    ),
    "ko_food": (
        [{"som_gewichtsverlies": True}, {"som_voeding": "risico"}, {"scores": {"snaq65": 2}}],
        [{"som_voeding": "goed"}, {"scores": {"snaq65": 1}}],
    ),
    "ko_swallowing": ([{"som_slikken": True}], [{"som_slikken": False}]),
    "ko_senses": ([{"som_gehoor": "slecht"}, {"som_visus": "slecht"}], [{"som_gehoor": "matig"}]),
    "ko_nursing": (
        [{"som_adl": "deels"}],
        [{"som_adl": "zelfstandig"}, {"som_adl": "deels", "record": {"disciplines": TEAM}}],
    ),
    "ko_mood": (
        [{"psy_stemming": "somber"}, {"scores": {"gds15": 6}}],
        [{"psy_stemming": "goed"}, {"scores": {"gds15": 5}}],
    ),
    "ko_cognition": ([{"psy_cognitie": "klachten"}], [{"psy_cognitie": "dementie"}]),
    "ko_carer": (
        [
            {"soc_mz_belasting": "zwaar"},
            {"soc_volhoud": "maand"},
            {"scores": {"ediz": 4}},
            {"scores": {"ediz_plus": 9}},
        ],
        [{"soc_mz_belasting": "matig"}, {"soc_volhoud": "halfjaar"}, {"scores": {"ediz": 3}}],
    ),
    "ko_lonely": ([{"soc_eenzaam": "vaak"}], [{"soc_eenzaam": "soms"}]),
    "ko_home": ([{"soc_woning_ok": "aanpassing"}], [{"soc_woning_ok": "ja"}]),
    "ko_wlz": ([{"soc_wlz": "aanvraag"}], [{"soc_wlz": "ja"}]),
    "ko_signal": ([{"soc_mishandeling": "bespreken"}], [{"soc_mishandeling": "geen"}]),
}


def fires(code, case):
    return code in advice(**case)


def test_every_advice_has_a_case_that_fires_and_one_that_does_not():
    written = "".join(
        (HERE.parent / "mdo_kwetsbare_ouderen" / name).read_text("utf-8") for name in ("advice.py", "suggestions.py")
    )
    assert sorted(CASES) == sorted(set(re.findall(r'code="(ko_\w+)"', written)))


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

    assert [one.code for one in group.interventions] == [f"ko_i{n:02}" for n in range(1, 22 + 1)]
    things = (group, group.urgency, *group.urgency.levels, *group.fields, *group.evaluation, *group.interventions)
    assert [one.code for one in (*things, *group.tools) if not one.source] == []
    assert [one.code for one in group.urgency.levels] == ["u_x", "u1", "u2", "u3", "u4"]


def test_consent_and_question_block_and_what_contradicts_or_is_late_warns():
    given = {code: advice(**when[0])[code].severity for code, (when, _) in CASES.items()}

    assert {code for code, one in given.items() if one is Severity.BLOCK} == {"ko_no_consent", "ko_no_question"}
    late = {"ko_old_consent", "ko_no_lead", "ko_yearly", "ko_old_wishes", "ko_no_prognosis", "ko_transfer"}
    contradicting = {"ko_complex_contradiction", "ko_sq_contradiction"}
    assert {code for code, one in given.items() if one is Severity.WARNING} == late | contradicting


def test_with_both_nothing_is_in_the_way():
    assert advice() == {}


def test_the_transfer_is_proposed_never_made():
    assert advice(record=prognosis("ko_l"))["ko_transfer"].severity is Severity.WARNING


def test_who_is_not_in_the_team_is_named():
    """R11: primary care, district nursing, social domain; for complex frail the specialist too."""
    assert advice(**COMPLEX)["ko_care_plan"].text.endswith(
        "Nog niet vastgelegd als betrokkene: wijkverpleging, sociaal domein, specialist ouderengeneeskunde."
    )
    assert "Nog niet" not in advice(**COMPLEX, record={"disciplines": TEAM})["ko_care_plan"].text


def test_not_discussed_is_not_an_answer():
    open_question = FieldValue(value=None, state=State.NOT_DISCUSSED, recorded_on=days_ago(400))
    fields = {"pzp_reanimatie": open_question, "som_slikken": open_question}
    snapshot = RecordSnapshot(target_group="kwetsbare_ouderen", fields=fields, today=TODAY, **AGREED)

    assert PLUGIN.hook.mdo_advise(snapshot=snapshot) == [()]


def test_the_expected_course_has_these_letters():
    levels = PLUGIN.target_group.prognosis.levels

    assert [(one.code, one.letter) for one in levels] == [
        ("ko_x", "?"),
        ("ko_s", "S"),
        ("ko_g", "G"),
        ("ko_v", "V"),
        ("ko_l", "L"),
    ]
    assert all(one.source for one in levels)
