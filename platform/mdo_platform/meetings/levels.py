"""Words and colour codes of target groups, for screens and reports. What no plugin knows any more keeps its code."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from mdo_foundation.targetgroups.registry import get_registry
from mdo_plugin_api import Level


def target_group_label(code: str) -> str:
    found = get_registry().get(code)
    return found.label if found else code


def level(target_group: str, scale: Literal["urgency", "prognosis"], code: str) -> Level | None:
    return get_registry().level(target_group, scale, code) if code else None


def as_dict(target_group: str, scale: Literal["urgency", "prognosis"], code: str) -> dict[str, Any] | None:
    """A level as the report freezes it: colour, shape, letter and word together."""
    found = level(target_group, scale, code)
    if found is None:
        return {"colour": "grey", "shape": "ring", "letter": "?", "label": code} if code else None
    return {
        "colour": str(found.colour).lower(),
        "shape": str(found.shape).lower(),
        "letter": found.letter,
        "label": found.label,
    }


def intervention_titles(target_group: str, codes: Iterable[str]) -> list[str]:
    found = get_registry().get(target_group)
    titles = {one.code: one.title for one in found.interventions} if found else {}
    return [titles.get(code, code) for code in codes]


def tool_titles(target_group: str, codes: Iterable[str]) -> list[str]:
    found = get_registry().get(target_group)
    titles = {one.code: one.title for one in found.tools} if found else {}
    return [titles.get(code, code) for code in codes]
