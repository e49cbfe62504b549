"""Where the floor above gives the scores of instruments: the register keeps none, and plugins get them (T-03)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID

# By tool code: when it was taken and what came out, newest first.
Scores = Mapping[str, tuple[tuple[date, float], ...]]
Provider = Callable[[Sequence[UUID]], Mapping[UUID, Scores]]


class _Source:
    provider: Provider | None = None


def use_scores(provider: Provider) -> None:
    """The number of queries of `provider` must not depend on the number of patients."""
    _Source.provider = provider


def scores_of(patient_ids: Sequence[UUID]) -> Mapping[UUID, Scores]:
    return _Source.provider(patient_ids) if _Source.provider and patient_ids else {}
