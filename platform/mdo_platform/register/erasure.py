"""Where floors above say what else goes when a record is deleted (R-16).

Whatever refers to a patient by a cascading foreign key goes by itself. This is for what a key cannot reach, such as a
line about the patient in a stored text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

Eraser = Callable[[Sequence[UUID]], None]
_erasers: list[Eraser] = []


def on_erase(eraser: Eraser) -> None:
    """Call `eraser` with the ids of patients that are about to be deleted, in the transaction that deletes them."""
    _erasers.append(eraser)


def erase_elsewhere(patient_ids: Sequence[UUID]) -> None:
    for eraser in _erasers:
        eraser(patient_ids)
