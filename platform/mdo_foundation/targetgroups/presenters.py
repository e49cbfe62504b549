"""Words for what is stored. Labels come from the plugin; when it is gone, the value itself is shown with a note."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_plugin_api import Field, State

from .answers import Answer
from .registry import get_registry

STATE_LABELS = {
    State.FILLED: gettext_lazy("Ingevuld"),
    State.NOT_DISCUSSED: gettext_lazy("Niet besproken"),
    State.NO_CHOICE: gettext_lazy("Besproken, nog geen keuze"),
    State.UNKNOWN: gettext_lazy("Onbekend"),
}


def target_group_label(code: str) -> str:
    target_group = get_registry().get(code)
    return target_group.label if target_group else _("%(code)s (module niet actief)") % {"code": code}


def field_label(code: str) -> str:
    field = get_registry().field(code)
    return field.label if field else _("%(code)s (module niet actief)") % {"code": code}


def answer_text(field: Field | None, answer: Answer) -> str:
    """One answer in words, for a page, the report or an export."""
    if answer.state is not State.FILLED:
        return str(STATE_LABELS[answer.state])
    labels = {option.code: option.label for option in field.options} if field else {}
    match answer.value:
        case bool():
            return _("Ja") if answer.value else _("Nee")
        case tuple():
            return ", ".join(labels.get(code, code) for code in answer.value)
        case date():
            return date_format(answer.value, "j F Y")
        case int() | float():
            return " ".join(filter(None, (number_format(answer.value), field.unit if field else "")))
        case text:
            return labels.get(str(text), str(text))
