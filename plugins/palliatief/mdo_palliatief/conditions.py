"""When advice is given: what was answered, and the newest score."""

from collections.abc import Callable

from mdo_plugin_api import RecordSnapshot, State

Condition = Callable[[RecordSnapshot], bool]


def answered(field: str, *answers: bool | str) -> Condition:
    """One of these was chosen."""

    def holds(snapshot: RecordSnapshot) -> bool:
        value = snapshot.value(field)
        return not {*answers}.isdisjoint(value if isinstance(value, tuple) else (value,))

    return holds


def scored(tool: str, *, at_least: float) -> Condition:
    """The newest score has come to this limit."""
    return lambda snapshot: any(score >= at_least for _day, score in snapshot.scores.get(tool, ())[:1])


def either(*conditions: Condition) -> Condition:
    return lambda snapshot: any(holds(snapshot) for holds in conditions)


def would_surprise(snapshot: RecordSnapshot) -> bool | None:
    """The last answer to the Surprise Question, as field or as questionnaire (0 is yes); None when there is none."""
    field = snapshot.fields.get("sq1")
    answers = [(day, score == 0) for day, score in snapshot.scores.get("surprise_question", ())[:1]]
    if field is not None and field.state is State.FILLED:
        answers.append((field.recorded_on, field.value is True))
    return max(answers)[1] if answers else None
