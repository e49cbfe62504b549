"""How the history tells of records of the floors above, and takes their changes back, without knowing them.

A floor registers each kind in AppConfig.ready, by the name of its model. What it gives to `note` as history is one
value under one field: it is told, and goes back, as a whole; both by the target group that it was changed under.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from mdo_foundation.common.actor import Actor

from .models import Change


@dataclass(frozen=True, kw_only=True)
class RecordKind:
    """`subject` and `label`: the code and the word of the timeline's filter.

    `name(target_group, field)` is what was changed, `words(target_group, field, value)` what it held. `holds(change)`:
    it still is as this change made it. `save_again(change, by)` gives it the value from before the change.
    `tell` has a sentence of its own (presenters.sentences: Told → Said); None leaves it to the register.
    """

    record: str
    subject: str
    label: Any
    name: Callable[[str, str], str]
    words: Callable[[str, str, Any], str]
    holds: Callable[[Change], bool]
    save_again: Callable[[Change, Actor], object]
    place: Callable[[Change], str]
    tell: Callable[[Any], Any] | None = None


kinds: dict[str, RecordKind] = {}


def register_kind(kind: RecordKind) -> None:
    kinds[kind.record] = kind
