from __future__ import annotations

_DIGITS = 6


def page_number(typed: str) -> int:
    """The page that an address asks for; the first for anything that is no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else 1
