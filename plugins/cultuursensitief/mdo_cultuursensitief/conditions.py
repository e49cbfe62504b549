"""When advice is given: what was answered."""

from collections.abc import Callable

from mdo_plugin_api import RecordSnapshot

Condition = Callable[[RecordSnapshot], bool]


def answered(field: str, *answers: bool | str) -> Condition:
    """One of these was chosen."""

    def holds(snapshot: RecordSnapshot) -> bool:
        value = snapshot.value(field)
        return not {*answers}.isdisjoint(value if isinstance(value, tuple) else (value,))

    return holds


def either(*conditions: Condition) -> Condition:
    return lambda snapshot: any(holds(snapshot) for holds in conditions)
