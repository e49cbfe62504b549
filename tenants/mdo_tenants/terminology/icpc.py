"""What an ICPC code looks like. The national table itself is licensed, and is not part of the portal."""

from __future__ import annotations

import re

CODE_LENGTH, TITLE_LENGTH = 6, 200
_CODE = re.compile(r"[A-Z]\d{2}(\.\d{2})?", re.ASCII)
_START = re.compile(r"[A-Z](\d|\d{2}(\.\d{0,2})?)?", re.ASCII)


def neat_code(text: str) -> str:
    """As it is stored: " a49-01" → "A49.01". Whether it is a code is another question."""
    return text.strip().upper().replace("-", ".").replace(",", ".")


def is_code(text: str) -> bool:
    """Whether `text` has the pattern of a code, such as R84 or A49.01."""
    return _CODE.fullmatch(text) is not None


def is_start_of_code(text: str) -> bool:
    """Whether somebody may be typing a code: "R", "R8", "A49."."""
    return _START.fullmatch(text) is not None
