"""What is recorded about a patient, short enough for a projector: the four dimensions and the planning ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import definitions
from mdo_platform.register.models import Answer, AnswerState
from mdo_platform.register.presenters.labels import DIMENSIONS
from mdo_platform.register.queries import PatientRecord
from mdo_plugin_api import Dimension, Field, FieldKind

# In every dimension two main fields, declared in the shared field set; what else is filled in comes underneath.
PROBLEMS, STRENGTHS = "_problemen", "_krachtbronnen"
PLANNING = (Dimension.SHARED_DECISIONS, Dimension.PLANNING_AHEAD)
_NOT_YET = (AnswerState.NOT_DISCUSSED, AnswerState.NO_CHOICE, AnswerState.UNKNOWN)


@dataclass(frozen=True, kw_only=True)
class DimensionCard:
    label: str
    icon: str
    problems: list[str]
    strengths: list[str]
    details: list[str]


@dataclass(frozen=True, kw_only=True)
class PlanningLine:
    """`is_open`: asked, but not discussed, not chosen or not known yet."""

    text: str
    is_open: bool


def dimension_cards(record: PatientRecord) -> list[DimensionCard]:
    filled = _filled(record)
    return [
        _card(str(one.label), one.icon, [pair for pair in filled if pair[0].dimension == one.dimension])
        for one in DIMENSIONS
        if one.dimension not in (*PLANNING, Dimension.EVALUATION)
    ]


def planning_lines(record: PatientRecord) -> list[PlanningLine]:
    """Advance care planning (R-08): what is settled, then what is still open; only fields meant for a meeting."""
    fields = [field for field in _fields(record) if field.dimension in PLANNING and field.compact]
    lines = [_planning(field, record.answers[field.code]) for field in fields if field.code in record.answers]
    return sorted(lines, key=lambda line: line.is_open)


def shown(field: Field, answer: Answer) -> str:
    """The answer in words; of a choice its label, also when the option is retired."""
    value: Any = definitions.from_json(field.code, answer.value)
    if field.kind is FieldKind.YES_NO:
        return _("ja") if value in (True, "ja", "yes") else _("nee")
    if field.kind is FieldKind.DATE:
        return dutch.day_short(value)
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        labels = {option.code: option.label for option in field.options}
        codes = [value] if isinstance(value, str) else value
        return ", ".join(labels.get(code, code) for code in codes)
    return " ".join(filter(None, (str(value), field.unit)))


def _fields(record: PatientRecord) -> tuple[Field, ...]:
    return get_registry().fields_for(tuple(record.target_groups))


def _filled(record: PatientRecord) -> list[tuple[Field, str]]:
    pairs = ((field, record.answers.get(field.code)) for field in _fields(record))
    return [(field, shown(field, found)) for field, found in pairs if found and found.state == AnswerState.FILLED]


def _card(label: str, icon: str, pairs: list[tuple[Field, str]]) -> DimensionCard:
    main = {field.code: text for field, text in pairs}
    return DimensionCard(
        label=label,
        icon=icon,
        problems=_bullets(main, PROBLEMS),
        strengths=_bullets(main, STRENGTHS),
        details=[
            f"{field.label}: {text}"
            for field, text in pairs
            if field.compact and not field.code.endswith((PROBLEMS, STRENGTHS))
        ],
    )


def _bullets(main: dict[str, str], ending: str) -> list[str]:
    texts = (text for code, text in main.items() if code.endswith(ending))
    return [line.strip(" -•\t") for text in texts for line in text.splitlines() if line.strip(" -•\t")]


def _planning(field: Field, answer: Answer) -> PlanningLine:
    if answer.state in _NOT_YET:
        return PlanningLine(text=f"{field.label}: {AnswerState(answer.state).label}", is_open=True)
    return PlanningLine(text=f"{field.label}: {shown(field, answer)}", is_open=False)
