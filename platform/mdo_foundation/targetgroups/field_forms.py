"""A sub-field as a form shows it, with or without a patient: `ui/field_control.html` takes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mdo_plugin_api import Dimension, Field, FieldKind

from .kinds import LONG_TEXT_LENGTH, TEXT_LENGTH

# Each dimension has two main fields (portal R-08); these endings are how the shared fields are called.
PROBLEMS, STRENGTHS = "_problemen", "_krachtbronnen"


@dataclass(frozen=True, kw_only=True)
class Choice:
    code: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class FieldForm:
    """Empty as it is; `raw` is the answer as a form control holds it."""

    field: Field
    choices: list[Choice]
    raw: str = ""

    @property
    def code(self) -> str:
        return self.field.code

    @property
    def kind(self) -> str:
        return self.field.kind.value

    @property
    def state(self) -> str:
        """Empty when nobody ever answered."""
        return ""

    @property
    def is_main(self) -> bool:
        return self.code.endswith((PROBLEMS, STRENGTHS))

    @property
    def is_problem(self) -> bool:
        return self.code.endswith(PROBLEMS)

    @property
    def has_own_state(self) -> bool:
        """Whether 'not discussed' and so on are asked beside the value: a choice has them in its own list."""
        return not self.is_main and self.field.kind not in (FieldKind.CHOICE, FieldKind.YES_NO)

    @property
    def is_dated(self) -> bool:
        """A limit of treatment is read with its day, not with 'a few days ago' (clinical §1.8)."""
        return self.field.dimension is Dimension.SHARED_DECISIONS

    @property
    def limit(self) -> int:
        return LONG_TEXT_LENGTH if self.field.kind is FieldKind.LONG_TEXT else TEXT_LENGTH


def empty_form(field: Field) -> FieldForm:
    return FieldForm(field=field, choices=choices_of(field, None))


def raw(field: Field, value: Any) -> str:
    """The answer as a form control holds it; several choices one per line."""
    if value is None:
        return ""
    if field.kind is FieldKind.YES_NO:
        return "ja" if value else "nee"
    if field.kind is FieldKind.CHOICES:
        return "\n".join(value)
    if field.kind is FieldKind.NUMBER:
        return f"{value:g}".replace(".", ",")
    return str(value)


def choices_of(field: Field, value: Any) -> list[Choice]:
    """What can be chosen, with a retired option only where it was chosen before."""
    if field.kind is FieldKind.YES_NO:
        options = [("ja", _("Ja")), ("nee", _("Nee"))]
        chosen = {raw(field, value)}
    else:
        options = [(one.code, one.label) for one in field.options if not one.retired or one.code in (value or ())]
        chosen = {str(code) for code in (value if isinstance(value, list) else [value])}
    return [Choice(code=code, label=label, chosen=code in chosen) for code, label in options]
