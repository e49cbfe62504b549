"""Takes patients' names out of what people typed, for the report. The closing page shows the result first.

It goes by words: 'Hoekstra' and 'hoekstra' of A. Hoekstra-Demo are found, 'Wil' of Wil Bos only with a capital. It
cannot find a misspelt name, which is one reason why the report stays personal data.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from mdo_platform.register.models import Patient
from mdo_platform.register.names import fold

_WORD = re.compile(r"\w+")
_SHORTEST = 2
_SHORTEST_WITHOUT_CAPITAL = 5  # shorter family names are also ordinary words: bos, vos, berg
MASK = "[naam]"


def masker(patients: Iterable[Patient]) -> Callable[[str], str]:
    """A function that replaces every name of these patients by '[naam]'."""
    family: set[str] = set()
    given: set[str] = set()
    for patient in patients:
        family |= _words(patient.last_name) | _words(patient.birth_name)
        given |= _words(patient.first_name)

    def replace(match: re.Match[str]) -> str:
        word = match.group()
        folded = fold(word)
        if word[0].isupper():
            is_name = folded in family or folded in given
        else:
            is_name = folded in family and len(folded) >= _SHORTEST_WITHOUT_CAPITAL
        return MASK if is_name else word

    return lambda text: _WORD.sub(replace, text)


def _words(name: str) -> set[str]:
    return {fold(word) for word in _WORD.findall(name) if len(word) >= _SHORTEST}
