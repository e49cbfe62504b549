"""Words and colour codes of target groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mdo_foundation.targetgroups.archive import ScaleName
from mdo_foundation.targetgroups.presenters import intervention_title, target_group_label, tool_title
from mdo_platform.register import definitions
from mdo_plugin_api import Level

__all__ = ["as_dict", "intervention_titles", "level", "target_group_label", "tool_titles"]


def level(target_group: str, scale: ScaleName, code: str) -> Level | None:
    return definitions.level(target_group, scale, code) if code else None


def as_dict(target_group: str, scale: ScaleName, code: str) -> dict[str, Any] | None:
    """A level as the report freezes it: colour, shape, letter and word together."""
    found = level(target_group, scale, code)
    if found is None:
        return None
    return {
        "colour": str(found.colour).lower(),
        "shape": str(found.shape).lower(),
        "letter": found.letter,
        "label": found.label,
    }


def intervention_titles(codes: Iterable[str]) -> list[str]:
    return [intervention_title(code) for code in codes]


def tool_titles(codes: Iterable[str]) -> list[str]:
    return [tool_title(code) for code in codes]
