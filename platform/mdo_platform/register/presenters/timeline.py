"""Changes as sentences: who changed what from what to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_platform.register import definitions
from mdo_platform.register.columns import label_of
from mdo_platform.register.definitions import level
from mdo_platform.register.models import (
    ConsentStatus,
    EndReason,
    Patient,
    PatientStatus,
    Sex,
)

from .labels import DIMENSIONS, group_label
from .record import PROBLEMS, STRENGTHS, readable

_RECORDS: Mapping[str, Any] = {
    "enrolment": gettext_lazy("aanmelding"),
    "diagnosis": gettext_lazy("diagnose"),
    "involvedprofessional": gettext_lazy("betrokkene"),
    "careinvolvement": gettext_lazy("thuiszorg"),
}
_FIELDS: Mapping[str, Any] = {
    "gp_id": gettext_lazy("huisarts (lid van de groep)"),
    "status": gettext_lazy("status"),
    "closed_on": gettext_lazy("datum van afsluiten"),
    "consent": gettext_lazy("toestemming"),
    "target_group": gettext_lazy("doelgroep"),
    "prognosis": gettext_lazy("prognose"),
    "urgency": gettext_lazy("urgentie"),
    "question": gettext_lazy("vraag aan het MDO"),
    "end_reason": gettext_lazy("beëindigd"),
    "last_discussed_on": gettext_lazy("besproken op"),
    "organisation": gettext_lazy("organisatie"),
    "lead": gettext_lazy("regievoerder"),
    "is_lead": gettext_lazy("regievoerder"),
    "may_edit": gettext_lazy("mag op verzoek wijzigen"),
    "name": gettext_lazy("naam"),
    "discipline": gettext_lazy("discipline"),
    "icpc": gettext_lazy("ICPC-code"),
    "title": gettext_lazy("omschrijving"),
    "diagnosis": gettext_lazy("diagnose"),
    "phone": gettext_lazy("telefoon"),
    "email": gettext_lazy("e-mail"),
}
_CHOICES: Mapping[str, type[models.TextChoices]] = {
    "sex": Sex,
    "status": PatientStatus,
    "consent": ConsentStatus,
    "end_reason": EndReason,
}
_HIDDEN = {"gp_id"}


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change; `old` and `new` are words, empty when there was or is nothing."""

    subject: str
    old: str
    new: str
    by: str
    at: datetime


def change_lines(changes: Sequence[Mapping[str, Any]], *, target_groups: Sequence[str]) -> list[ChangeLine]:
    """Changes in words, newest first; ids are left out because the name beside them is what people know."""
    fields = definitions.fields_of(target_groups)
    return [_line(change, fields) for change in changes if change["field"] not in _HIDDEN]


def field_label(code: str, *, target_groups: Sequence[str]) -> str:
    """How a field of the history is called."""
    return str(_FIELDS[code]) if code in _FIELDS else _answer_subject(code, definitions.fields_of(target_groups))


def _line(change: Mapping[str, Any], fields: Mapping[str, Any]) -> ChangeLine:
    return ChangeLine(
        subject=_subject(change, fields),
        old=_words(change, change["old"], fields),
        new=_words(change, change["new"], fields),
        by=change["by_name"],
        at=change["at"],
    )


def _subject(change: Mapping[str, Any], fields: Mapping[str, Any]) -> str:
    name = change["field"]
    if change["record"] == "answer":
        return _answer_subject(name, fields)
    if change["record"] == "patient" and name not in _FIELDS:
        label = label_of(Patient, name)
    else:
        label = str(_FIELDS.get(name, name))
    about = [str(_RECORDS.get(change["record"], ""))]
    if change["target_group"] and name != "target_group":
        about = [group_label(change["target_group"]).label]
    context = ", ".join(part for part in about if part and part != label)
    return f"{label} ({context})" if context else label


def _answer_subject(code: str, fields: Mapping[str, Any]) -> str:
    field = fields.get(code)
    if field is None:
        return str(code)
    if not code.endswith((PROBLEMS, STRENGTHS)):
        return str(field.label)
    dimension = next((str(one.label) for one in DIMENSIONS if one.dimension is field.dimension), "")
    return f"{dimension}: {field.label}"


def _words(change: Mapping[str, Any], value: Any, fields: Mapping[str, Any]) -> str:
    name = change["field"]
    if value in (None, ""):
        return ""
    if change["record"] == "answer":
        is_state = isinstance(value, dict) and set(value) == {"state"}
        return readable(fields.get(name), None if is_state else value, state=value["state"] if is_state else "filled")
    if name in ("prognosis", "urgency"):
        return level(change["target_group"], name, value).label
    return _plain_words(name, value)


def _plain_words(name: str, value: Any) -> str:
    if name == "target_group":
        return group_label(value).label
    if name in _CHOICES:
        return str(dict(_CHOICES[name].choices).get(value, value))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if name.endswith(("_on", "_date")):
        return dutch.day_month(date.fromisoformat(value), today=timezone.localdate())
    return str(value)
