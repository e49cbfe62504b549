"""Looks in a text that is to leave the group for what could say whom it is about (M-06). It finds words, not meaning:
the writer sees exactly what leaves, and decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from mdo_foundation.common.errors import Invalid
from mdo_platform.register.models import Patient
from mdo_platform.register.names import fold
from mdo_platform.register.numbers import clean_bsn

Kind = Literal["name", "birth_date", "bsn", "initials"]
# What no text to a network can need; the others may be ordinary words, so they are asked about.
CERTAIN: frozenset[Kind] = frozenset({"birth_date", "bsn"})

_WORD = re.compile(r"\w+")
_SHORTEST = 2
_WITHOUT_CAPITAL = 5  # shorter family names are also ordinary words: bos, vos, berg
_DIGITS = re.compile(r"(?<!\d)\d(?:[ .\-\u00a0]?\d){7,8}(?!\d)")
_DATE = re.compile(r"(?<!\d)(\d{1,2})[ ./\-](\d{1,2})[ ./\-](\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_MONTHS = ("jan", "feb", "maart", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_SPELLED = re.compile(
    rf"(?<!\d)(\d{{1,2}})\s+({'|'.join(_MONTHS)}|mrt)[a-z]*\.?\s+(\d{{4}}|\d{{2}})(?!\d)", re.IGNORECASE
)
_INITIALS = re.compile(r"(?<!\w)(?:[^\W\d_]\.\s?)+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_CENTURY = 100


@dataclass(frozen=True, kw_only=True)
class Leak:
    kind: Kind
    found: str

    @property
    def is_certain(self) -> bool:
        return self.kind in CERTAIN


def leaks_in(text: str, patients: Iterable[Patient]) -> list[Leak]:
    """Names, dates of birth, initials and BSNs, each once, in the order of the text's kinds."""
    everybody = list(patients)
    found = [*_numbers(text), *_dates(text, everybody), *_names(text, everybody), *_initials(text, everybody)]
    return list(dict.fromkeys(found))


def _numbers(text: str) -> Iterator[Leak]:
    for match in _DIGITS.finditer(text):
        try:
            clean_bsn(match.group(), has_leading_zero=True)
        except Invalid:
            continue
        yield Leak(kind="bsn", found=match.group())


def _dates(text: str, patients: list[Patient]) -> Iterator[Leak]:
    born = {patient.birth_date for patient in patients}
    for found, day, month, year in _said_dates(text):
        wanted = {(day, month, year)} if year >= _CENTURY else {(day, month, 1900 + year), (day, month, 2000 + year)}
        if any((one.day, one.month, one.year) in wanted for one in born):
            yield Leak(kind="birth_date", found=found)


def _said_dates(text: str) -> Iterator[tuple[str, int, int, int]]:
    for match in _DATE.finditer(text):
        yield match.group(), int(match[1]), int(match[2]), int(match[3])
    for match in _ISO.finditer(text):
        yield match.group(), int(match[3]), int(match[2]), int(match[1])
    for match in _SPELLED.finditer(text):
        word = match[2].lower()
        yield match.group(), int(match[1]), 3 if word == "mrt" else _MONTHS.index(word) + 1, int(match[3])


def _names(text: str, patients: list[Patient]) -> Iterator[Leak]:
    family = _words(name for patient in patients for name in (patient.last_name, patient.birth_name))
    given = _words(patient.first_name for patient in patients)
    for word in _WORD.findall(text):
        folded = fold(word)
        if word[0].isupper():
            is_name = folded in family or folded in given
        else:
            is_name = folded in family and len(folded) >= _WITHOUT_CAPITAL
        if is_name:
            yield Leak(kind="name", found=word)


def _initials(text: str, patients: list[Patient]) -> Iterator[Leak]:
    """More initials of one patient; or a single letter of one together with the birth year: 'Mw. H. (1941)'."""
    years = {int(year) for year in _YEAR.findall(text)}
    for match in _INITIALS.finditer(text):
        letters = fold("".join(char for char in match.group() if char.isalpha()))
        if any(_fits(letters, patient, years) for patient in patients):
            yield Leak(kind="initials", found=match.group().strip())


def _fits(letters: str, patient: Patient, years: set[int]) -> bool:
    own = fold("".join(char for char in patient.initials if char.isalpha()))
    family = fold(patient.last_name)[:1]
    if patient.birth_date.year in years:
        return letters in {own, family, own[:1], own + family}
    return len(letters) > 1 and letters in {own, own + family}


def _words(names: Iterable[str]) -> set[str]:
    return {fold(word) for name in names for word in _WORD.findall(name) if len(word) >= _SHORTEST}
