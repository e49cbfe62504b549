from __future__ import annotations

from contextlib import suppress
from uuid import UUID

_DIGITS = 6


def page_number(typed: str) -> int:
    """The page that an address asks for; the first for anything that is no number."""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= _DIGITS else 1


def uuid_or_none(raw: str) -> UUID | None:
    """Anything else than an id asks for nothing in particular."""
    with suppress(ValueError):
        return UUID(raw)
    return None
