"""Where a person can go after logging in, besides groups. Floors above register what they have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Destination:
    label: str
    kind: str
    url: str


Source = Callable[[UUID], list[Destination]]
_sources: list[Source] = []


def add_source(source: Source) -> None:
    """Called when an app is ready, once."""
    _sources.append(source)


def other_destinations(user_id: UUID) -> list[Destination]:
    return [destination for source in _sources for destination in source(user_id)]
