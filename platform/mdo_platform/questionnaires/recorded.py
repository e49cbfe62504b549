"""The form in which the patient's history keeps a result: score, day and band, never an answer to a question."""

from __future__ import annotations

from typing import Any

from .models import Result


def in_history(result: Result) -> dict[str, Any] | None:
    """None for one that was taken away."""
    return as_recorded(result) if result.removed_at is None else None


def as_recorded(result: Result) -> dict[str, Any]:
    return {"score": result.score, "on": result.taken_on.isoformat(), "band": result.band_label}
