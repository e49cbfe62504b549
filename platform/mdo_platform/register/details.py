"""What is typed about a patient, checked once for every door: page, API, import."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid

from .columns import limit_of
from .models import Patient, Sex
from .names import search_text
from .people import gp_named
from .text import clean_text

OLDEST_BIRTH_YEAR = 1900
_DUTCH_POSTCODE = re.compile(r"([1-9]\d{3})\s?([a-z]{2})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, kw_only=True)
class PatientDetails:
    """The details of a patient (R-01). `gp_id` is empty for a GP who is no member of the group."""

    last_name: str
    birth_date: date
    sex: str = Sex.UNKNOWN
    initials: str = ""
    first_name: str = ""
    name_prefix: str = ""
    birth_name: str = ""
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    gp_id: UUID | None = None
    gp_name: str = ""

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


DETAIL_FIELDS = tuple(field.name for field in fields(PatientDetails))
TEXT_FIELDS = tuple(name for name in DETAIL_FIELDS if name not in {"birth_date", "sex", "gp_id"})


def clean_details(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` (some or all detail fields) as they may be stored; raises Invalid with what is wrong per field."""
    cleaned: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for name, value in values.items():
        try:
            cleaned[name] = _cleaner(name)(value)
        except Invalid as error:
            wrong.update(error.fields)
    if cleaned.get("gp_id"):
        cleaned["gp_name"] = gp_named(cleaned["gp_id"]).name
    if wrong:
        raise Invalid(_("Niet alles klopt nog. Kijk bij de velden met een melding."), fields=wrong)
    return cleaned


def searchable(details: Mapping[str, Any]) -> str:
    """What `Patient.search_text` holds: names, birth year and GP."""
    names = (details[name] for name in ("initials", "first_name", "name_prefix", "last_name", "birth_name", "gp_name"))
    return search_text((*names, str(details["birth_date"].year)))[:600]


def _cleaner(name: str) -> Callable[[Any], Any]:
    special: dict[str, Callable[[Any], Any]] = {
        "birth_date": _clean_birth_date,
        "sex": _clean_sex,
        "gp_id": lambda value: value,
        "postcode": lambda value: _neat_postcode(_clean_line("postcode", value)),
    }
    return special.get(name, lambda value: _clean_line(name, value))


def _clean_line(name: str, value: Any) -> str:
    text = clean_text(str(value or ""), field=name, limit=limit_of(Patient, name), required=name == "last_name")
    return " ".join(text.split())


def _clean_birth_date(value: Any) -> date:
    if not isinstance(value, date) or value.year < OLDEST_BIRTH_YEAR or value > timezone.localdate():
        sentence = _("Vul een geboortedatum in, bijvoorbeeld 14-03-1941.")
        raise Invalid(sentence, fields={"birth_date": [sentence]})
    return value


def _clean_sex(value: Any) -> str:
    if value not in Sex.values:
        sentence = _("Kies een van de mogelijkheden.")
        raise Invalid(sentence, fields={"sex": [sentence]})
    return str(value)


def _neat_postcode(text: str) -> str:
    found = _DUTCH_POSTCODE.fullmatch(text)
    return f"{found[1]} {found[2].upper()}" if found else text
