"""What the fields of the history are called, and their values in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.field_forms import PROBLEMS, STRENGTHS
from mdo_platform.register.columns import label_of
from mdo_platform.register.definitions import known_field, level
from mdo_platform.register.models import ConsentGivenBy, ConsentStatus, EndReason, EnrolmentKind, PatientStatus, Sex
from mdo_plugin_api import Field

from .labels import DIMENSIONS, group_label
from .record import readable

# Where the column's own name is not what people call it.
_FIELDS: Mapping[str, Any] = {
    "status": gettext_lazy("status"),
    "closed_on": gettext_lazy("datum van afsluiten"),
    "delete_on": gettext_lazy("datum van verwijderen"),
    "deletion_announced_on": gettext_lazy("aankondiging van verwijderen"),
    "consent": gettext_lazy("toestemming"),
    "target_group": gettext_lazy("doelgroep"),
    "kind": gettext_lazy("soort aanmelding"),
    "prognosis": gettext_lazy("prognose"),
    "urgency": gettext_lazy("urgentie"),
    "question": gettext_lazy("vraag aan het MDO"),
    "started_on": gettext_lazy("begindatum"),
    "ended_on": gettext_lazy("einddatum"),
    "end_reason": gettext_lazy("reden van beëindigen"),
    "last_discussed_on": gettext_lazy("besproken op"),
    "organisation": gettext_lazy("organisatie"),
    "lead": gettext_lazy("regievoerder"),
    "diagnosis": gettext_lazy("diagnose"),
    "bsn": gettext_lazy("burgerservicenummer"),
}
_CHOICES: Mapping[str, type[models.TextChoices]] = {
    "sex": Sex,
    "status": PatientStatus,
    "consent": ConsentStatus,
    "given_by": ConsentGivenBy,
    "end_reason": EndReason,
    "kind": EnrolmentKind,
}
_SHORT_DATE = 10


def field_name(record: str, field: str, fields: Mapping[str, Field]) -> str:
    """How a field of the history is called; `fields` are those of the patient's target groups."""
    if record == "answer" or (not record and field in fields):
        return _answer_name(fields.get(field) or known_field(field))
    if field in _FIELDS:
        return str(_FIELDS[field])
    try:
        return label_of(apps.get_model("register", record or "patient"), field)
    except (FieldDoesNotExist, LookupError):
        return _("een gegeven")


def value_words(change: Mapping[str, Any], value: Any, fields: Mapping[str, Field]) -> str:
    """A value of the history in words; empty when there was or is nothing."""
    name = change["field"]
    if value in (None, "", []):
        return ""
    if change["record"] == "answer":
        is_state = isinstance(value, dict) and set(value) == {"state"}
        field = fields.get(name) or known_field(name)
        return readable(field, None if is_state else value, state=value["state"] if is_state else "filled")
    if name in ("prognosis", "urgency"):
        return str(level(change["target_group"], name, value).label)
    return _plain_words(name, value)


def _answer_name(field: Field) -> str:
    if not field.code.endswith((PROBLEMS, STRENGTHS)):
        return str(field.label)
    dimension = next((str(one.label) for one in DIMENSIONS if one.dimension is field.dimension), "")
    return f"{dimension}: {field.label}"


def _plain_words(name: str, value: Any) -> str:
    if name == "target_group":
        return group_label(value).label
    if name in _CHOICES:
        return str(dict(_CHOICES[name].choices).get(value, value))
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if name.endswith(("_on", "_date")):
        return dutch.day_month(date.fromisoformat(value[:_SHORT_DATE]), today=timezone.localdate())
    return str(value)
