"""Words for what is stored: of the installed plugin, else of the definition that was stored, else the code itself."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_plugin_api import Dimension, Field, State

from .answers import Answer
from .archive import get_archive
from .registry import get_registry

STATE_LABELS = {
    State.FILLED: gettext_lazy("Ingevuld"),
    State.NOT_DISCUSSED: gettext_lazy("Niet besproken"),
    State.NO_CHOICE: gettext_lazy("Besproken, nog geen keuze"),
    State.UNKNOWN: gettext_lazy("Onbekend"),
}
DIMENSION_LABELS = {
    Dimension.SOMATIC: gettext_lazy("Somatisch"),
    Dimension.PSYCHOLOGICAL: gettext_lazy("Psychisch"),
    Dimension.SOCIAL: gettext_lazy("Sociaal"),
    Dimension.SPIRITUAL: gettext_lazy("Zingeving"),
    Dimension.SHARED_DECISIONS: gettext_lazy("Samen keuzes maken"),
    Dimension.PLANNING_AHEAD: gettext_lazy("Samen vooruit organiseren"),
    Dimension.EVALUATION: gettext_lazy("Evaluatie"),
    Dimension.PROGNOSIS: gettext_lazy("Bij de prognose"),
}


def target_group_label(code: str) -> str:
    """'Palliatief (module niet actief)' when its plugin is gone."""
    archive = get_archive()
    label = archive.label(code) or code
    return label if archive.is_active(code) else not_active(label)


def field_label(code: str) -> str:
    field = get_archive().field(code)
    return field.label if field else not_active(code)


def intervention_title(code: str) -> str:
    found = get_archive().intervention(code)
    return found.title if found else code


def tool_title(code: str) -> str:
    found = get_archive().tool(code)
    return found.title if found else code


def not_active(label: str) -> str:
    return _("%(code)s (module niet actief)") % {"code": label}


def tool_label(code: str) -> str:
    """'GDS-15 (module niet actief)' when no installed plugin has it."""
    return tool_title(code) if get_registry().tool(code) else not_active(tool_title(code))


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
