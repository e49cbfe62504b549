"""Words and colour codes of target groups. What no plugin knows any more is shown by its code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import definitions
from mdo_platform.register.presenters.labels import group_label
from mdo_plugin_api import Level

ScaleName = Literal["urgency", "prognosis"]


def target_group_label(code: str) -> str:
    return group_label(code).label


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
    found = ((code, get_registry().intervention(code)) for code in codes)
    return [one.title if one else code for code, one in found]


def tool_titles(codes: Iterable[str]) -> list[str]:
    found = ((code, get_registry().tool(code)) for code in codes)
    return [one.title if one else code for code, one in found]
