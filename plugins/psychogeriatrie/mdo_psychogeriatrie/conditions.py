"""When advice is given: what was answered, and the newest score."""

from collections.abc import Callable

from mdo_plugin_api import RecordSnapshot

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
