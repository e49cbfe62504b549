"""A plugin at fault costs its own advice or score: no page, no other plugin, no patient data in a log."""

from __future__ import annotations

import logging
import os
import threading
import time

import pytest

from mdo_foundation.common.errors import Invalid, NotFound, Unavailable
from mdo_foundation.targetgroups.calls import Caller
from mdo_foundation.targetgroups.containment import FAULTS_IN_A_ROW
from mdo_foundation.targetgroups.registry import Registry
from mdo_plugin_api import Advice, FieldValue, Item, Licence, Option, Questionnaire, RecordSnapshot, Severity

CANARY = "Kanarie-Demo"
GOOD = Advice(code="goed", text="Overweeg dit.")


@pytest.fixture
def asked():
    """Let this machine be slow: what is tested is that the fault is contained, not how fast."""
    return lambda *plugins, seconds=5.0: Registry(plugins, caller=Caller(plugins, advise_seconds=seconds))


@pytest.fixture
def telling(snapshot):
    """A record with text about a patient in it, that must not end up in a log."""
    return RecordSnapshot(
        **vars(snapshot) | {"fields": {"som_problemen": FieldValue(value=CANARY, recorded_on=snapshot.today)}}
    )


def raise_with_what_was_typed(error):
    def advise(snapshot):
        raise error(snapshot.value("som_problemen"))

    return advise


def endless(_snapshot):
    while True:
        yield GOOD


RUBBISH = {
    "text": lambda _: "overweeg dit",
    "a number": lambda _: 5,
    "a million items": lambda _: [GOOD] * 1_000_000,
    "a generator without end": endless,
    "a mapping": lambda _: {"goed": GOOD},
    "something among the advice": lambda _: [GOOD, None],
    "advice made without validation": lambda _: [Advice.model_construct(code="X!", text="", severity="loud")],
    "a text of ten megabytes": lambda _: [Advice.model_construct(code="a", text="x" * 10_000_000)],
    "a million codes": lambda _: [Advice(code="a", text="b", interventions=("a",) * 1_000_000)],
    "a text with a control character": lambda _: [Advice.model_construct(code="a", text="b\x00c")],
    "a kind of advice of its own": lambda _: [type("Advice", (Advice,), {})(code="a", text="b")],
}
RAISED = (
    ValueError,
    KeyError,
    SystemExit,
    KeyboardInterrupt,
    GeneratorExit,
    RecursionError,
    MemoryError,
    BaseException,
)


@pytest.mark.parametrize("answer", RUBBISH.values(), ids=RUBBISH)
def test_rubbish_costs_the_advice(in_memory, asked, snapshot, answer, caplog):
    assert asked(in_memory(advise=answer)).advise(snapshot) == ()
    assert [record.getMessage()[:13] for record in caplog.records] == ["plugin proef:"]


@pytest.mark.parametrize("error", RAISED)
def test_whatever_is_raised_costs_the_advice_and_a_log_line_without_patient_data(
    in_memory, asked, telling, error, caplog
):
    assert asked(in_memory(advise=raise_with_what_was_typed(error))).advise(telling) == ()

    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.getMessage().startswith(f"plugin proef: {error.__name__} at advise:")
    assert CANARY not in logging.Formatter().format(record)


def test_a_plugin_that_hangs_does_not_hang_the_request(in_memory, asked, snapshot, caplog):
    release = threading.Event()
    registry = asked(in_memory(advise=lambda _: release.wait(60)), seconds=0.05)

    started = time.monotonic()
    try:
        assert registry.advise(snapshot) == ()
    finally:
        release.set()
    assert time.monotonic() - started < 5
    assert "plugin proef: no answer in time" in caplog.text


def test_a_machine_without_threads_to_spare_still_shows_the_patient(in_memory, asked, snapshot, monkeypatch):
    def refuse(_thread):
        raise RuntimeError("can't start new thread")

    registry = asked(in_memory(advise=lambda _: [GOOD]))
    with monkeypatch.context() as machine:
        machine.setattr(threading.Thread, "start", refuse)
        assert registry.advise(snapshot) == ()
    assert registry.advise(snapshot) == (GOOD,)


def test_after_repeated_faults_it_is_not_called_any_more(in_memory, asked, snapshot, caplog):
    calls = []
    registry = asked(in_memory(advise=lambda _: calls.append(1) or 5))

    for _ in range(FAULTS_IN_A_ROW + 3):
        registry.advise(snapshot)

    assert len(calls) == FAULTS_IN_A_ROW
    assert "plugin proef: switched off until restart" in caplog.text


def test_a_fault_now_and_then_does_not_switch_it_off(in_memory, asked, snapshot):
    answers = iter([5, [GOOD]] * FAULTS_IN_A_ROW * 2 + [[GOOD]])
    registry = asked(in_memory(advise=lambda _: next(answers)))

    for _ in range(FAULTS_IN_A_ROW * 4):
        registry.advise(snapshot)

    assert registry.advise(snapshot) == (GOOD,)


def test_other_plugins_keep_their_advice(in_memory, asked, snapshot):
    registry = asked(in_memory("stuk", advise=lambda _: 1 / 0), in_memory("proef", advise=lambda _: [GOOD]))
    both = snapshot.model_copy(update={"target_group": "stuk", "thematic_groups": ("proef", "weg")})

    assert registry.advise(both) == (GOOD,)


def test_blocks_come_first(in_memory, asked, snapshot):
    advice = [Advice(code=severity.value, text="x", severity=severity) for severity in Severity]

    given = asked(in_memory(advise=lambda _: advice)).advise(snapshot)

    assert [one.severity for one in given] == [Severity.BLOCK, Severity.WARNING, Severity.SUGGESTION]


def test_only_the_patients_own_target_groups_are_asked(in_memory, asked, snapshot):
    registry = asked(in_memory("anders", advise=lambda _: [GOOD]), in_memory("proef"))

    assert registry.advise(snapshot) == ()


def test_a_plugin_cannot_change_the_record(in_memory, asked, snapshot):
    def tamper(record):
        record.fields["som_problemen"] = None

    assert asked(in_memory(advise=tamper)).advise(snapshot) == ()
    assert dict(snapshot.fields) == {}


def _empty_the_dict(record):
    record.__dict__["fields"] = {}
    record.__dict__["consent"] = "objects"


def _set_behind_its_back(record):
    object.__setattr__(record, "thematic_groups", ())
    object.__setattr__(record, "has_question", True)


def _change_an_answer(record):
    for value in record.fields.values():
        value.__dict__["value"] = "gewist"
        object.__setattr__(value, "state", "unknown")


def _reach_into_the_mapping(record):
    import gc

    for held in (*gc.get_referents(record.fields), *gc.get_referents(record.scores)):
        if isinstance(held, dict):
            held.clear()


CRIMES = (_empty_the_dict, _set_behind_its_back, _change_an_answer, _reach_into_the_mapping)


@pytest.mark.parametrize("crime", CRIMES)
def test_what_a_plugin_does_to_its_record_reaches_nobody_else(in_memory, asked, telling, crime):
    """A thematic plugin is asked together with the first: it must not take away the other's block, nor give it one."""
    seen = []
    block = Advice(code="b", text="Vraag eerst toestemming.", severity=Severity.BLOCK)
    before = telling.model_copy(
        update={"target_group": "eerst", "thematic_groups": ("daarna",), "scores": {"gfi": ((telling.today, 4.0),)}}
    )
    whole = before.model_dump_json()

    def evil(record):
        crime(record)
        return []

    def honest(record):
        seen.append(record.model_dump_json())
        return [] if record.has_question else [block]

    for first, then in ((evil, honest), (honest, evil)):
        plugins = (in_memory("eerst", advise=first), in_memory("daarna", advise=then, thematic=True))
        assert asked(*plugins).advise(before) == (block,)
    assert seen == [whole, whole]
    assert before.model_dump_json() == whole


def test_a_plugin_runs_outside_the_thread_of_the_request(in_memory, asked, snapshot):
    """A database connection belongs to a thread: the plugin's thread has none, whatever it tries."""
    threads = []
    asked(in_memory(advise=lambda _: threads.append(threading.get_ident()) or [])).advise(snapshot)

    assert threads not in ([], [threading.get_ident()])


LIST = Questionnaire(
    code="lijst",
    title="Lijst",
    items=(
        Item(code="valt", text="Valt?", options=(Option(code="ja", label="Ja"), Option(code="nee", label="Nee"))),
        Item(code="cijfer", text="Cijfer?", minimum=0, maximum=10),
    ),
    minimum=0,
    maximum=10,
    bands=(),
    direction="none",
    licence=Licence(owner="x", terms="y", cleared=True),
)


def test_a_score_is_that_of_the_plugin(in_memory):
    given = []
    plugin = in_memory(tools=(LIST,), score=lambda code, answers: given.append((code, dict(answers))) or 4)

    assert Registry([plugin]).score("lijst", {"valt": "ja", "cijfer": "3,5"}) == 4.0
    assert given == [("lijst", {"valt": "ja", "cijfer": 3.5})]


def test_too_much_missing_gives_no_score(in_memory):
    assert Registry([in_memory(tools=(LIST,), score=lambda _code, _answers: None)]).score("lijst", {"valt": ""}) is None


@pytest.mark.parametrize("rubbish", [11, -1, "4", True, float("nan"), float("inf"), [4], 10**400])
def test_a_score_that_cannot_be_is_shown_as_failing(in_memory, rubbish):
    with pytest.raises(Unavailable, match="niets opgeslagen"):
        Registry([in_memory(tools=(LIST,), score=lambda _code, _answers: rubbish)]).score("lijst", {})


def test_a_score_that_raises_is_shown_as_failing(in_memory, caplog):
    with pytest.raises(Unavailable) as shown:
        Registry([in_memory(tools=(LIST,), score=lambda _code, _answers: os.abort)]).score("lijst", {"valt": "ja"})
    assert shown.value.code == "score_failed"
    assert "plugin proef" in caplog.text


def test_answers_that_do_not_fit_are_said_per_item(in_memory):
    registry = Registry([in_memory(tools=(LIST,), score=lambda _code, _answers: 1)])

    with pytest.raises(Invalid) as refused:
        registry.score("lijst", {"valt": "soms", "cijfer": 11, "extra": "x"})
    assert refused.value.fields == {
        "valt": ["Kies een van de mogelijkheden."],
        "cijfer": ["Vul een getal in van 0 tot en met 10."],
        "extra": ["Deze vraag hoort niet bij de vragenlijst."],
    }


def test_an_unknown_questionnaire_is_not_found(in_memory):
    with pytest.raises(NotFound):
        Registry([in_memory()]).score("weg", {})
