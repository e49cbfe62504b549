"""What a cell says: a date, a word, a choice. Raises Unreadable with a sentence for who typed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils.translation import gettext as _

from mdo_foundation.common.folding import fold
from mdo_foundation.common.spreadsheets import Cell
from mdo_platform.register.models import ConsentStatus, Sex

_MONTHS = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH_NAMES = {name: number for number, name in enumerate(_MONTHS, start=1)} | {
    "maa": 3, "mar": 3, "may": 5, "oct": 10,
}  # fmt: skip
_MIDNIGHT = r"(?:[ T]0?0[:.]00(?:[:.]00(?:\.0+)?)?Z?)?"
_DAY_FIRST = re.compile(rf"(\d{{1,2}})\s*[-/. ]\s*(\d{{1,2}})\s*[-/. ]\s*(\d{{2}}|\d{{4}}){_MIDNIGHT}", re.ASCII)
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_MIDNIGHT}", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})[-. ]+([a-z]{3})[a-z]*\.?[-. ]+(\d{4})", re.ASCII | re.IGNORECASE)
_DIGITS = re.compile(r"\d{7,8}", re.ASCII)
_ADDRESS = re.compile(r"(.*\S)\s+(\d\S*(?:\s+[A-Za-z]{1,4})?)", re.ASCII)

_SEX: dict[str, str] = {
    Sex.FEMALE: "v|vrouw|f|female|vr|mevrouw|mevr|mw|woman",
    Sex.MALE: "m|man|male|mann|dhr|heer|de heer|meneer",
    Sex.OTHER: "x|anders|other|o|non binair",
    Sex.UNKNOWN: "onbekend|unknown|u|niet bekend",
}
_CONSENT: dict[str, str] = {
    ConsentStatus.AGREED: "akkoord|ja|j|yes|y|ja akkoord|toestemming|toestemming gegeven|agreed|x",
    ConsentStatus.INFORMED: "geïnformeerd|geïnformeerd geen bezwaar|geen bezwaar|informed",
    ConsentStatus.OBJECTS: "bezwaar|maakt bezwaar|heeft bezwaar|objects",
    ConsentStatus.UNKNOWN: "niet gevraagd|nog niet gevraagd|onbekend|nog niet|unknown|nog vragen",
}


class Unreadable(Exception):
    """A cell that we don't understand; the text says what to write instead."""


def _words(table: Mapping[str, str]) -> dict[str, str]:
    return {fold(word): str(code) for code, words in table.items() for word in words.split("|")}


_SEX_WORDS, _CONSENT_WORDS = _words(_SEX), _words(_CONSENT)


def as_text(cell: Cell) -> str:
    """A cell as somebody reads it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, dict):
        return _shown(cell)
    return str(cell).strip()


def as_date(cell: Cell) -> date | None:
    """A date, however it was typed; None for an empty cell. A year of two figures or a bare number is no date."""
    if cell is None:
        return None
    if isinstance(cell, dict):
        if "date" not in cell:
            raise Unreadable(_("Dit is geen datum. Schrijf bijvoorbeeld 14-03-1941."))
        return date.fromisoformat(cell["date"])
    text = as_text(cell)
    parts = _date_parts(text)
    if parts is None and isinstance(cell, int | float) and not isinstance(cell, bool):
        raise Unreadable(
            _("Hier staat het getal %(number)s. Geef de kolom in Excel de opmaak ‘Datum’.") % {"number": text}
        )
    if parts is None:
        raise Unreadable(_("Dit is geen datum. Schrijf bijvoorbeeld 14-03-1941."))
    try:
        return date(*parts)
    except ValueError:
        raise Unreadable(_("Deze datum bestaat niet. Schrijf dag, maand en jaar: 14-03-1941.")) from None


def as_sex(cell: Cell) -> str:
    text = as_text(cell)
    found = _SEX_WORDS.get(fold(text)) if text else str(Sex.UNKNOWN)
    if found is None:
        raise Unreadable(_("Schrijf vrouw, man, anders of onbekend."))
    return found


def as_consent(cell: Cell) -> str:
    """'nee' is refused: it can mean an objection, and that nobody asked."""
    text = as_text(cell)
    found = _CONSENT_WORDS.get(fold(text)) if text else str(ConsentStatus.UNKNOWN)
    if found is None:
        raise Unreadable(_("Schrijf akkoord, geïnformeerd, bezwaar of niet gevraagd."))
    return found


def as_phone(cell: Cell) -> str:
    """A number lost its first zero when the spreadsheet took it for a quantity."""
    if isinstance(cell, int) and not isinstance(cell, bool) and len(str(cell)) == 9:
        return f"0{cell}"
    return as_text(cell)


def as_address(cell: Cell) -> tuple[str, str]:
    """Street and house number of "Plein 1940 12a"; without a number at the end it is all street."""
    text = " ".join(as_text(cell).split())
    found = _ADDRESS.fullmatch(text)
    return (found[1].strip(), found[2].strip()) if found else (text, "")


def as_lines(cell: Cell) -> list[str]:
    return [line.strip() for line in as_text(cell).splitlines() if line.strip()]


def lookup(words_of: Iterable[tuple[str, Iterable[str]]]) -> dict[str, str]:
    """Each folded word with the code that it stands for; a word of two codes stands for none."""
    codes: dict[str, set[str]] = {}
    for code, words in words_of:
        for word in words:
            codes.setdefault(fold(word), set()).add(code)
    return {word: found.pop() for word, found in codes.items() if word and len(found) == 1}


def _date_parts(text: str) -> tuple[int, int, int] | None:
    if found := _DAY_FIRST.fullmatch(text):
        if len(found[3]) == 2:
            raise Unreadable(_("Schrijf het jaar met vier cijfers: 14-03-1941."))
        return int(found[3]), int(found[2]), int(found[1])
    if found := _YEAR_FIRST.fullmatch(text):
        return int(found[1]), int(found[2]), int(found[3])
    if (found := _IN_WORDS.fullmatch(text)) and found[2].lower() in _MONTH_NAMES:
        return int(found[3]), _MONTH_NAMES[found[2].lower()], int(found[1])
    if _DIGITS.fullmatch(text):
        return _from_digits(text)
    return None


def _from_digits(text: str) -> tuple[int, int, int] | None:
    """14031941, 1031941 (its first zero was lost) or 19410314."""
    if len(text) == 8 and "1900" <= text[:4] <= "2100" and int(text[4:6]) <= 12 and int(text[4:6]):
        return int(text[:4]), int(text[4:6]), int(text[6:])
    day_first = text.zfill(8)
    if "1900" <= day_first[4:] <= "2100":
        return int(day_first[4:]), int(day_first[2:4]), int(day_first[:2])
    return None


def _shown(cell: Mapping[str, str]) -> str:
    if "date" in cell:
        return date.fromisoformat(cell["date"]).strftime("%d-%m-%Y")
    return cell.get("moment", "")
