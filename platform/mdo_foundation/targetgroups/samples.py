"""Records that may be, made up from what a target group declares: always the same, so that a fault is found again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from mdo_plugin_api import WRITTEN, Field, FieldKind, RecordSnapshot, Score, State, TargetGroup

TODAY = date(2026, 1, 1)
RECORDS = 200


def snapshots(group: TargetGroup, *, number: int = RECORDS) -> Iterator[RecordSnapshot]:
    """An empty record, then `number` that are filled in more or less."""
    yield RecordSnapshot(target_group=group.code, today=TODAY)
    chance = Random(group.code)  # noqa: S311 - repeatable is what is wanted
    for _time in range(number):
        yield _snapshot(group, chance)


def _snapshot(group: TargetGroup, chance: Random) -> RecordSnapshot:
    how_full = chance.choice((0.05, 0.3, 0.9))
    filled = [field for field in (*group.fields, *group.evaluation) if chance.random() < how_full]
    tools = [tool for tool in group.tools if isinstance(tool, Score) and chance.random() < how_full]
    levels = [scale and chance.choice((None, *(level.code for level in scale.levels))) for scale in _scales(group)]
    return RecordSnapshot(
        target_group=group.code,
        thematic_groups=chance.choice(((), ("een_ander_thema",))),
        prognosis=levels[0],
        urgency=levels[1],
        fields={field.code: _value(field, chance) for field in filled},
        age=chance.choice((None, 0, 17, 64, 65, 70, 71, 104)),
        diagnoses=tuple(code for code in ("P70", "R95", "K77", "Z99") if chance.random() < how_full),
        scores={tool.code: tuple(_taken(tool, chance) for _time in range(chance.randint(1, 3))) for tool in tools},
        disciplines=tuple(name for name in (*group.disciplines, "Iets anders") if chance.random() < how_full),
        consent=chance.choice(("agreed", "informed", "objects", "unknown")),
        consent_on=_day(chance),
        has_lead=chance.random() < how_full,
        has_question=chance.random() < how_full,
        last_discussed=_day(chance),
        next_meeting=_day(chance),
        today=TODAY,
    )


def _scales(group: TargetGroup) -> tuple[Any, Any]:
    return group.prognosis, group.urgency


def _value(field: Field, chance: Random) -> dict[str, Any]:
    state = chance.choice((State.FILLED, State.FILLED, State.FILLED, *State))
    value = _answer(field, chance) if state is State.FILLED else None
    day = TODAY - timedelta(days=chance.choice((0, 1, 364, 366, 4000)))
    return {"value": value, "state": state, "recorded_on": day}


def _answer(field: Field, chance: Random) -> Any:
    codes = [option.code for option in field.options]
    low = 0 if field.minimum is None else field.minimum
    high = 1000 if field.maximum is None else field.maximum
    match field.kind:
        case FieldKind.CHOICE:
            return chance.choice(codes)
        case FieldKind.CHOICES:
            return tuple(code for code in codes if chance.random() < 0.5)
        case FieldKind.NUMBER:
            return chance.choice((low, high, (low + high) / 2))
        case FieldKind.DATE:
            return _day(chance) or date(1900, 1, 1)
        case FieldKind.YES_NO:
            return chance.random() < 0.5
        case _:
            return WRITTEN


def _taken(tool: Score, chance: Random) -> tuple[date, float]:
    return _day(chance) or TODAY, chance.choice((tool.minimum, tool.maximum, (tool.minimum + tool.maximum) / 2))


def _day(chance: Random) -> date | None:
    days = chance.choice((None, 0, 1, 30, 364, 366, 5000, -1, -30))
    return None if days is None else TODAY - timedelta(days=days)
