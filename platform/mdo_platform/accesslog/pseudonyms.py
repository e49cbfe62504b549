"""How a patient is called to who may not know the name: the first part of the id that the log holds."""

from __future__ import annotations

import re
from uuid import UUID

_FORM = re.compile(r"[0-9A-F]{8}")


def pseudonym(patient_id: UUID) -> str:
    """ "1A2B-3C4D": the same patient is the same word everywhere in the log of one group."""
    word = patient_id.hex[:8].upper()
    return f"{word[:4]}-{word[4:]}"


def range_of(word: str) -> tuple[UUID, UUID] | None:
    """The ids that a typed pseudonym can stand for; None when it is none."""
    bare = re.sub(r"[\s-]", "", word).upper()
    if not _FORM.fullmatch(bare):
        return None
    return UUID(bare + "0" * 24), UUID(bare + "F" * 24)
