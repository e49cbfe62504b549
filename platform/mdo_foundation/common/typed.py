"""Numbers and ids as somebody typed them, in an address or a form: what is none is never an error."""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

_MOST_DIGITS, _PAGE_DIGITS = 9, 6


def whole_number(typed: str, *, digits: int = _MOST_DIGITS) -> int | None:
    """The number; None for anything else than 0 to 9, and for more digits than fit where it goes."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= digits else None


def page_number(typed: str) -> int:
    """The page that an address asks for; the first for anything that is no number."""
    number = whole_number(typed, digits=_PAGE_DIGITS)
    return 1 if number is None else number


def uuid_or_none(typed: str) -> UUID | None:
    """Anything else than an id asks for nothing in particular."""
    with suppress(ValueError):
        return UUID(typed)
    return None
