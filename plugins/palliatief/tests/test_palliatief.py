"""The target group Palliatief: scales, scores, and the advice that its rules give."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from mdo_plugin_api import FieldValue, RecordSnapshot, Severity, State
from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_palliatief.plugin", code="palliatief")


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (Path(__file__).parent / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot palliatief"


TODAY = date(2026, 11, 22)


def advice(*, prognosis=None, recorded_on=TODAY, **fields):
    values = {code: FieldValue(value=value, recorded_on=recorded_on) for code, value in fields.items()}
    snapshot = RecordSnapshot(target_group="palliatief", prognosis=prognosis, fields=values, today=TODAY)
    return {one.code: one for many in PLUGIN.hook.mdo_advise(snapshot=snapshot) for one in many}


def test_the_letters_are_those_of_the_gold_standards_framework():
    scale = PLUGIN.target_group.prognosis

    assert [(level.code, level.letter) for level in scale.levels] == [
        ("pal_x", "?"),
        ("pal_a", "A"),
        ("pal_b", "B"),
        ("pal_c", "C"),
        ("pal_d", "D"),
    ]


def test_every_item_that_advice_points_at_exists():
    group = PLUGIN.target_group
    known = {one.code for one in (*group.fields, *group.interventions, *group.tools)}
    given = advice(
        prognosis="pal_c",
        recorded_on=TODAY - timedelta(days=366),
        sq1=True,
        pzp_icd=True,
        pzp_reanimatie="niet",
        som_pijn_nrs=4,
        som_symptomen=("benauwdheid", "verwardheid"),
        soc_mz_belasting="zwaar",
        soc_gezin=True,
        zin_vragen="worsteling",
    )

    assert len(given) == 10
    pointed_at = {code for one in given.values() for code in (*one.interventions, *one.tools, *one.fields)}
    assert pointed_at - known == set()


@pytest.mark.parametrize(
    ("prognosis", "sq1", "is_asked"),
    [
        ("pal_b", True, True),
        ("pal_d", True, True),
        ("pal_b", False, False),
        ("pal_a", True, False),
        (None, True, False),
    ],
)
def test_prognosis_and_surprise_question_that_contradict_are_asked_about_not_blocked(prognosis, sq1, is_asked):
    given = advice(prognosis=prognosis, sq1=sq1)

    assert ("pal_sq_contradiction" in given) is is_asked
    assert not is_asked or given["pal_sq_contradiction"].severity is Severity.WARNING


@pytest.mark.parametrize(("days", "is_old"), [(0, False), (365, False), (366, True)])
def test_wishes_older_than_a_year_are_to_be_checked(days, is_old):
    given = advice(recorded_on=TODAY - timedelta(days=days), pzp_reanimatie="niet")

    assert ("pal_old_wishes" in given) is is_old
    assert not is_old or given["pal_old_wishes"].fields == ("pzp_reanimatie",)


def test_no_wishes_at_all_suggests_the_conversation():
    assert advice()["pal_no_wishes"].interventions == ("pal_i01",)
    assert "pal_no_wishes" not in advice(pzp_reanimatie="wel")


def test_not_discussed_is_not_an_answer():
    open_question = FieldValue(value=None, state=State.NOT_DISCUSSED, recorded_on=TODAY - timedelta(days=400))
    fields = {"sq1": open_question, "pzp_reanimatie": open_question}
    snapshot = RecordSnapshot(target_group="palliatief", prognosis="pal_b", fields=fields, today=TODAY)

    (given,) = PLUGIN.hook.mdo_advise(snapshot=snapshot)
    assert [one.code for one in given] == ["pal_no_wishes"]


def test_an_icd_that_is_switched_off_needs_no_advice():
    assert "pal_icd_on" in advice(prognosis="pal_c", pzp_icd=True)
    assert "pal_icd_on" in advice(prognosis="pal_d", pzp_icd=True, pzp_icd_uit="geen_besluit")
    assert "pal_icd_on" not in advice(prognosis="pal_c", pzp_icd=True, pzp_icd_uit="wel")
    assert "pal_icd_on" not in advice(prognosis="pal_a", pzp_icd=True)


def test_ecog_is_the_number_that_was_chosen():
    assert PLUGIN.hook.mdo_score(questionnaire="ecog", answers={"status": "3"}) == [3.0]
    assert PLUGIN.hook.mdo_score(questionnaire="ecog", answers={}) == []


@pytest.mark.parametrize(("score", "label"), [(2.67, "Geen aanwijzing voor delier"), (3, "Aanwijzing voor delier")])
def test_dos_can_be_a_third(score, label):
    dos = next(tool for tool in PLUGIN.target_group.tools if tool.code == "dos")

    assert dos.band(score).label == label
