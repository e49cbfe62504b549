"""The home-care organisations that a group may choose from. Who keeps the list is a floor up, and registers here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """`is_active` False: stopped, so no longer offered, but still the organisation of who has it."""

    id: UUID
    name: str
    is_active: bool


Source = Callable[[UUID], list[Organisation]]
_sources: list[Source] = []


def use_source(source: Source) -> None:
    """Called once, when the app that keeps the list is ready."""
    _sources[:] = [source]


def organisations_of(group_id: UUID) -> list[Organisation]:
    """The organisations of the group's region by name."""
    return [organisation for source in _sources for organisation in source(group_id)]
