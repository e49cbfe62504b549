"""Where floors above say what else goes when a record is deleted, or already when it is closed (R-16).

Whatever refers to a patient by a cascading foreign key is deleted by itself. This is for what a key cannot reach, such
as a line about the patient in a stored text; and for what is kept only as long as the patient is in the register.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

Eraser = Callable[[Sequence[UUID]], None]
_erasers: list[Eraser] = []
_at_closing: list[Callable[[UUID], None]] = []


def on_erase(eraser: Eraser) -> None:
    """Call `eraser` with the ids of patients that are about to be deleted, in the transaction that deletes them."""
    _erasers.append(eraser)


def erase_elsewhere(patient_ids: Sequence[UUID]) -> None:
    for eraser in _erasers:
        eraser(patient_ids)


def on_close(remover: Callable[[UUID], None]) -> None:
    """Call `remover` with the id of a patient who was just closed, in the transaction that closes."""
    _at_closing.append(remover)


def remove_at_closing(patient_id: UUID) -> None:
    for remover in _at_closing:
        remover(patient_id)
