"""The form in which the history keeps what a field held."""

from __future__ import annotations

from typing import Any

from .models import AnswerState


def in_history(*, value: Any, state: str) -> Any:
    """An answer: the value itself, or which of the three ways of having none."""
    return value if state == AnswerState.FILLED else {"state": state}


def is_same(one: Any, other: Any) -> bool:
    """Whether two values of the history are one: nothing is nothing, however it was written."""
    return one == other or (one in (None, "") and other in (None, ""))
