"""What may be stored for a field, and what is said when it does not fit."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_foundation.common.errors import Invalid
from mdo_foundation.targetgroups.answers import Answer, clean, clean_answers, clean_many, restore
from mdo_foundation.targetgroups.presenters import answer_text
from mdo_plugin_api import Field, Option, State

OPTIONS = (
    Option(code="thuis", label="Thuis"),
    Option(code="hospice", label="Hospice"),
    Option(code="klooster", label="Klooster", retired=True),
)


def field(kind: str, **more) -> Field:
    options = OPTIONS if kind in ("choice", "choices") else ()
    return Field(code="veld", label="Veld", dimension="social", kind=kind, options=options, **more)


ACCEPTED = [
    ("text", "  Zoë Ångström  ", "Zoë Ångström"),
    ("text", "e\u0301e\u0301n", "één"),
    ("text", "نص عربي", "نص عربي"),
    ("text", "👩‍👩‍👧", "👩‍👩‍👧"),
    ("text", "a\x00b\x07c", "abc"),
    ("text", "a\ud800b", "ab"),
    ("long_text", "een\r\ntwee\rdrie", "een\ntwee\ndrie"),
    ("choice", "thuis", "thuis"),
    ("choices", ["hospice", "thuis", "thuis"], ("thuis", "hospice")),
    ("choices", "thuis", ("thuis",)),
    ("number", "3,5", 3.5),
    ("number", "3.0", 3),
    ("number", 0, 0),
    ("date", "14-03-2026", date(2026, 3, 14)),
    ("date", "2026-03-14", date(2026, 3, 14)),
    ("date", date(2026, 3, 14), date(2026, 3, 14)),
    ("yes_no", "ja", True),
    ("yes_no", "Nee", False),
    ("yes_no", False, False),
]


@pytest.mark.parametrize(("kind", "typed", "stored"), ACCEPTED)
def test_what_fits_is_stored_in_one_form(kind, typed, stored):
    assert clean(field(kind), value=typed) == Answer(state=State.FILLED, value=stored)


REFUSED = [
    ("text", "a\nb", "Vul hoogstens 200 tekens in, op één regel."),
    ("text", "é" * 201, "Vul hoogstens 200 tekens in, op één regel."),
    ("text", ["a"], "Vul hoogstens 200 tekens in, op één regel."),
    ("text", b"a", "Vul hoogstens 200 tekens in, op één regel."),
    ("long_text", "x" * 10_001, "Vul hoogstens 10000 tekens in."),
    ("choice", "maan", "Kies een van de mogelijkheden."),
    ("choice", "klooster", "Kies een van de mogelijkheden."),
    ("choice", ["thuis"], "Kies een van de mogelijkheden."),
    ("choices", ["thuis", "maan"], "Kies een of meer van de mogelijkheden."),
    ("choices", ["klooster"], "Kies een of meer van de mogelijkheden."),
    ("choices", {"thuis": 1}, "Kies een of meer van de mogelijkheden."),
    ("choices", [["thuis"]], "Kies een of meer van de mogelijkheden."),
    ("number", "drie", "Vul een getal in."),
    ("number", "1_000", "Vul een getal in."),
    ("number", "NaN", "Vul een getal in."),
    ("number", float("inf"), "Vul een getal in."),
    ("number", True, "Vul een getal in."),
    ("number", "9" * 400, "Vul een getal in."),
    ("date", "30-02-2026", "Vul een datum in, bijvoorbeeld 14-03-2026."),
    ("date", "0026-03-14", "Vul een datum in, bijvoorbeeld 14-03-2026."),
    ("date", "morgen", "Vul een datum in, bijvoorbeeld 14-03-2026."),
    ("date", 20260314, "Vul een datum in, bijvoorbeeld 14-03-2026."),
    ("yes_no", "misschien", "Kies ja of nee."),
    ("yes_no", 1, "Kies ja of nee."),
]


@pytest.mark.parametrize(("kind", "typed", "said"), REFUSED)
def test_what_does_not_fit_is_said_in_dutch_and_not_repeated(kind, typed, said):
    with pytest.raises(Invalid) as refused:
        clean(field(kind), value=typed)
    assert refused.value.fields == {"veld": [said]}
    assert str(typed) not in str(refused.value)


@pytest.mark.parametrize(
    ("limits", "typed", "said"),
    [
        ({"minimum": 0, "maximum": 10}, 11, "Vul een getal in van 0 tot en met 10."),
        ({"minimum": 0, "maximum": 10}, "-0,5", "Vul een getal in van 0 tot en met 10."),
        ({"minimum": 0.5}, 0, "Vul een getal in van 0,5 of hoger."),
        ({"maximum": 3}, 4, "Vul een getal in van hoogstens 3."),
    ],
)
def test_a_range_is_kept_and_said(limits, typed, said):
    with pytest.raises(Invalid) as refused:
        clean(field("number", **limits), value=typed)
    assert refused.value.fields == {"veld": [said]}


@pytest.mark.parametrize("empty", [None, "", "  ", "\x00", [], ()])
@pytest.mark.parametrize("kind", ["text", "choice", "choices", "number", "date", "yes_no"])
def test_an_emptied_field_is_no_answer(kind, empty):
    assert clean(field(kind), value=empty) is None


@pytest.mark.parametrize("state", ["not_discussed", "no_choice", "unknown"])
def test_three_ways_of_having_no_answer_differ(state):
    answer = clean(field("choice"), state=state)

    assert answer.model_dump(mode="json") == {"state": state, "value": None}
    assert answer_text(field("choice"), answer) in ("Niet besproken", "Besproken, nog geen keuze", "Onbekend")


@pytest.mark.parametrize(("state", "value"), [("not_discussed", "thuis"), ("verzonnen", "thuis"), ("", None)])
def test_a_state_and_an_answer_do_not_go_together(state, value):
    with pytest.raises(Invalid):
        clean(field("choice"), state=state, value=value)


@pytest.mark.parametrize(("kind", "typed", "stored"), ACCEPTED)
def test_what_was_stored_comes_back(kind, typed, stored):
    kept = clean(field(kind), value=typed).model_dump(mode="json")

    assert restore(field(kind), kept).value == stored


def test_what_cannot_be_read_any_more_is_shown_as_it_is():
    assert answer_text(field("date"), restore(field("date"), {"state": "filled", "value": "ooit"})) == "ooit"


def test_what_was_valid_once_is_still_shown():
    kept = {"state": "filled", "value": ["klooster", "weg"]}

    assert answer_text(field("choices"), restore(field("choices"), kept)) == "Klooster, weg"
    assert answer_text(None, restore(None, kept)) == "klooster, weg"


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("choice", "thuis", "Thuis"),
        ("yes_no", False, "Nee"),
        ("date", date(2026, 10, 13), "13 oktober 2026"),
        ("number", 3.5, "3,5"),
        ("text", "thuis", "thuis"),
    ],
)
def test_an_answer_in_words(kind, value, words):
    assert answer_text(field(kind), Answer(state=State.FILLED, value=value)) == words


def test_many_answers_are_taken_together_or_not_at_all():
    pain = Field(code="pijn", label="Pijn", dimension="somatic", kind="number", minimum=0, maximum=10)
    fields = (field("choice"), pain)

    good = clean_many(fields, {"veld": {"value": "thuis"}, "pijn": {"state": "unknown"}})
    assert good == {"veld": Answer(state="filled", value="thuis"), "pijn": Answer(state="unknown")}
    with pytest.raises(Invalid) as refused:
        clean_many(fields, {"veld": {"value": "thuis"}, "pijn": {"value": 11}, "weg": {"value": 1}})
    assert sorted(refused.value.fields) == ["pijn", "weg"]


@settings(deadline=None)  # a busy machine is no fault
@given(st.text())
def test_any_text_is_stored_as_something_that_a_database_takes(text):
    answer = clean(field("long_text"), value=text)

    if answer is not None:
        assert "\x00" not in answer.value
        assert answer.value.encode("utf-8").decode("utf-8") == answer.value
        assert clean(field("long_text"), value=answer.value) == answer


@settings(deadline=None)  # a busy machine is no fault
@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.lists(st.text()), st.binary()))
@pytest.mark.parametrize("kind", ["text", "choice", "choices", "number", "date", "yes_no"])
def test_whatever_is_sent_is_stored_or_refused(kind, value):
    with suppress(Invalid):
        answer = clean(field(kind), value=value)
        assert answer is None or json.loads(json.dumps(answer.model_dump(mode="json")))["state"] == "filled"


def test_answers_to_a_questionnaire_are_read_only():
    from mdo_foundation.targetgroups.registry import get_registry

    answers = clean_answers(get_registry().tool("valrisico"), {"gevallen": "ja", "bezorgd": None})

    assert dict(answers) == {"gevallen": "ja"}
    with pytest.raises(TypeError):
        answers["gevallen"] = "nee"
