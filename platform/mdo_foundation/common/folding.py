"""Text folded for a search: without capitals, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# Letters that Unicode does not take apart into a base letter and an accent.
_UNSPLIT = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_APOSTROPHES = re.compile(r"['’‘ʼ`´]")
_NO_WORD = re.compile(r"[\W_]+")


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and punctuation: "’t Hóoft-Şükran" → "t hooft sukran"."""
    bare = text.lower() if text.isascii() else _without_accents(text)
    return _NO_WORD.sub(" ", _APOSTROPHES.sub("", bare)).strip()


def _without_accents(text: str) -> str:
    lowered = unicodedata.normalize("NFKD", text.casefold()).translate(_UNSPLIT)
    return "".join(letter for letter in lowered if not unicodedata.combining(letter))


def search_text(parts: Iterable[str]) -> str:
    """What a column `search_text` holds: every folded word after a space, each once.

    A name with an apostrophe is found as one word and by what follows: d'Ancona by "dancona" and by "ancona".
    """
    both = (text for part in parts for text in (part, _APOSTROPHES.sub(" ", part)))
    words = dict.fromkeys(word for text in both for word in fold(text).split())
    return "".join(f" {word}" for word in words)


def search_words(query: str) -> list[str]:
    """The patterns that must all occur in a `search_text`: each matches the start of a word."""
    return [f" {word}" for word in fold(query).split()]
