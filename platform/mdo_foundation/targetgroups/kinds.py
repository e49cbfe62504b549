"""How the seven kinds of field are read from a form or from JSON, and what is said when it does not fit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from pydantic import BeforeValidator, StringConstraints
from pydantic import Field as Limits

from mdo_plugin_api import Field, FieldKind

TEXT_LENGTH = 200
LONG_TEXT_LENGTH = 10_000
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
_NUMBER = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,6})?")
_DUTCH_DATE = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})")
_YES_NO = {"ja": True, "nee": False, "true": True, "false": False}


def clean_text(text: str) -> str:
    """Without control characters and half characters, which no database column takes; composed; trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept)).strip()


def type_for(field: Field) -> Any:
    """The type that pydantic validates a value of this field with."""
    return _TYPES[field.kind](field)


def message_for(field: Field) -> str:
    return _MESSAGES[field.kind](field)


def _choice_type(field: Field) -> Any:
    codes = tuple(option.code for option in field.options if not option.retired)
    return Literal[codes]


def _choices_type(field: Field) -> Any:
    order = [option.code for option in field.options]

    def in_order(given: object) -> object:
        chosen = [given] if isinstance(given, str) else given
        if not isinstance(chosen, list | tuple) or any(code not in order for code in chosen):
            raise ValueError
        return tuple(code for code in order if code in chosen)

    one: Any = _choice_type(field)
    return Annotated[tuple[one, ...], BeforeValidator(in_order)]


def _number_type(field: Field) -> Any:
    return Annotated[int | float, BeforeValidator(_to_number), Limits(ge=field.minimum, le=field.maximum)]


def _to_number(given: object) -> object:
    if isinstance(given, str):
        if not _NUMBER.fullmatch(given):
            raise ValueError
        given = float(given.replace(",", "."))
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise ValueError
    return int(given) if isinstance(given, float) and given.is_integer() else given


def _to_date(given: object) -> object:
    if isinstance(given, str):
        match = _DUTCH_DATE.fullmatch(given)
        return date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(given)
    if isinstance(given, datetime) or not isinstance(given, date):
        raise ValueError
    return given


def _to_yes_no(given: object) -> object:
    answer = _YES_NO.get(given.casefold()) if isinstance(given, str) else given
    if not isinstance(answer, bool):
        raise ValueError
    return answer


def _number_message(field: Field) -> str:
    low = None if field.minimum is None else number_format(f"{field.minimum:g}")
    high = None if field.maximum is None else number_format(f"{field.maximum:g}")
    if low is not None and high is not None:
        return _("Vul een getal in van %(low)s tot en met %(high)s.") % {"low": low, "high": high}
    if low is not None:
        return _("Vul een getal in van %(low)s of hoger.") % {"low": low}
    if high is not None:
        return _("Vul een getal in van hoogstens %(high)s.") % {"high": high}
    return _("Vul een getal in.")


_TYPES: dict[FieldKind, Callable[[Field], Any]] = {
    FieldKind.TEXT: lambda field: Annotated[
        str, StringConstraints(strict=True, max_length=TEXT_LENGTH, pattern=r"^[^\n]*$")
    ],
    FieldKind.LONG_TEXT: lambda field: Annotated[str, StringConstraints(strict=True, max_length=LONG_TEXT_LENGTH)],
    FieldKind.CHOICE: _choice_type,
    FieldKind.CHOICES: _choices_type,
    FieldKind.NUMBER: _number_type,
    FieldKind.DATE: lambda field: Annotated[date, BeforeValidator(_to_date), Limits(ge=FIRST_DAY, le=LAST_DAY)],
    FieldKind.YES_NO: lambda field: Annotated[bool, BeforeValidator(_to_yes_no)],
}
_MESSAGES: dict[FieldKind, Callable[[Field], str]] = {
    FieldKind.TEXT: lambda field: _("Vul hoogstens %(length)s tekens in, op één regel.") % {"length": TEXT_LENGTH},
    FieldKind.LONG_TEXT: lambda field: _("Vul hoogstens %(length)s tekens in.") % {"length": LONG_TEXT_LENGTH},
    FieldKind.CHOICE: lambda field: _("Kies een van de mogelijkheden."),
    FieldKind.CHOICES: lambda field: _("Kies een of meer van de mogelijkheden."),
    FieldKind.NUMBER: _number_message,
    FieldKind.DATE: lambda field: _("Vul een datum in, bijvoorbeeld 14-03-2026."),
    FieldKind.YES_NO: lambda field: _("Kies ja of nee."),
}
