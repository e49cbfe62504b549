"""The patient page: the sub-fields per dimension with their answers, ready to show and to change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.field_forms import PROBLEMS, STRENGTHS, FieldForm, choices_of, raw
from mdo_platform.register import definitions
from mdo_platform.register.models import Answer, AnswerState
from mdo_platform.register.queries import PatientRecord
from mdo_plugin_api import Dimension, Field, FieldKind

from .labels import DIMENSIONS, DimensionLabel

# An agreement about treatment that is older should be looked at again (clinical §4.1).
_OLD_AFTER_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class FieldView(FieldForm):
    """One field with its answer."""

    answer: Answer | None
    text: str
    is_old: bool

    @property
    def state(self) -> str:
        return self.answer.state if self.answer else ""

    @property
    def version(self) -> int:
        return self.answer.version if self.answer else 0


@dataclass(frozen=True, kw_only=True)
class DimensionView:
    label: DimensionLabel
    problems: FieldView | None
    strengths: FieldView | None
    fields: list[FieldView]
    more: list[FieldView]

    @property
    def filled(self) -> int:
        every = [self.problems, self.strengths, *self.fields, *self.more]
        return sum(1 for one in every if one is not None and one.answer is not None)


def dimensions(record: PatientRecord) -> list[DimensionView]:
    """Every dimension that the patient's target groups have fields for now, in the fixed order."""
    return _by_dimension(_field_views(record))


def recorded_dimensions(record: PatientRecord) -> list[DimensionView]:
    """To read only: of target groups whose module is not active too."""
    fields = definitions.recorded_fields_of(record.target_groups)
    return _by_dimension([field_view(field, record.answers.get(field.code)) for field in fields])


def _by_dimension(views: Sequence[FieldView]) -> list[DimensionView]:
    by_dimension: dict[Dimension, list[FieldView]] = {}
    for view in views:
        by_dimension.setdefault(view.field.dimension, []).append(view)
    return [_dimension(label, by_dimension[label.dimension]) for label in DIMENSIONS if label.dimension in by_dimension]


def prognosis_fields(record: PatientRecord) -> list[FieldView]:
    """The sub-fields that belong to the prognosis itself, such as the Surprise Question."""
    return [view for view in _field_views(record) if view.field.dimension is Dimension.PROGNOSIS]


def evaluation_fields(record: PatientRecord) -> list[FieldView]:
    """What is looked back on at the end of care (R-16)."""
    return [view for view in _field_views(record) if view.field.dimension is Dimension.EVALUATION]


def earlier_fields(record: PatientRecord) -> list[FieldView]:
    """Answers to fields that the present target groups don't have: they stay to be read (R-04).

    After a transfer, when a module is not active, and when a newer release dropped the field.
    """
    present = definitions.fields_of(record.target_groups)
    gone = [code for code in sorted(record.answers) if code not in present]
    return [field_view(definitions.known_field(code), record.answers[code]) for code in gone]


def field_view(field: Field, answer: Answer | None) -> FieldView:
    value = answer.value if answer and answer.state == AnswerState.FILLED else None
    return FieldView(
        field=field,
        answer=answer,
        choices=choices_of(field, value),
        text=readable(field, value, state=answer.state if answer else ""),
        raw=raw(field, value),
        is_old=field.dimension is Dimension.SHARED_DECISIONS and _is_old(answer),
    )


def readable(field: Field | None, value: Any, *, state: str = AnswerState.FILLED) -> str:
    """The answer in words; a value of a field whose module is gone is shown as it was stored."""
    if state != AnswerState.FILLED:
        return str(dict(AnswerState.choices).get(state, ""))
    if value is None:
        return ""
    show = _WORDS.get(field.kind) if field else None
    return show(field, value) if show and field else str(value)


def _chosen_words(field: Field, value: Any) -> str:
    labels = {option.code: option.label for option in field.options}
    return "; ".join(str(labels.get(code, code)) for code in (value if isinstance(value, list) else [value]))


_WORDS: Mapping[FieldKind, Callable[[Field, Any], str]] = {
    FieldKind.CHOICE: _chosen_words,
    FieldKind.CHOICES: _chosen_words,
    FieldKind.YES_NO: lambda _field, value: _("Ja") if value else _("Nee"),
    FieldKind.DATE: lambda _field, value: dutch.day_month(date.fromisoformat(value), today=timezone.localdate()),
    FieldKind.NUMBER: lambda field, value: f"{dutch.number(value)} {field.unit}".strip(),
}


def _field_views(record: PatientRecord) -> list[FieldView]:
    fields = definitions.fields_of(record.target_groups).values()
    return [field_view(field, record.answers.get(field.code)) for field in fields]


def _dimension(label: DimensionLabel, views: Sequence[FieldView]) -> DimensionView:
    others = [view for view in views if not view.is_main]
    return DimensionView(
        label=label,
        problems=next((view for view in views if view.code.endswith(PROBLEMS)), None),
        strengths=next((view for view in views if view.code.endswith(STRENGTHS)), None),
        fields=[view for view in others if view.field.compact or view.answer],
        more=[view for view in others if not view.field.compact and not view.answer],
    )


def _is_old(answer: Answer | None) -> bool:
    if answer is None:
        return False
    today, day = timezone.localdate(), answer.recorded_on
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    return months >= _OLD_AFTER_MONTHS
