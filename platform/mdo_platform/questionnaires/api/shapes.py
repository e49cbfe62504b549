"""From what the queries give to what the serializers show."""

from __future__ import annotations

from typing import Any

from mdo_foundation.targetgroups.archive import get_archive
from mdo_foundation.targetgroups.presenters import tool_label
from mdo_platform.questionnaires.models import Draft, Result
from mdo_platform.questionnaires.queries import ToolState
from mdo_platform.questionnaires.rules import progress
from mdo_plugin_api import Questionnaire, Score


def result_shape(result: Result, *, shows_items: bool) -> dict[str, Any]:
    tool = get_archive().tool(result.tool)
    names = ("version", "tool", "score", "taken_on", "how", "band_label", "band_source", "target_group", "remark")
    more = ("definition_version", "answered", "asked", "recorded_by_name", "removed_at")
    return {name: getattr(result, name) for name in (*names, *more)} | {
        "id": result.pk,
        "title": tool_label(result.tool),
        "direction": tool.direction.value if isinstance(tool, Score) else "",
        "items": result.items if shows_items else None,
        "recorded_at": result.created_at,
    }


def instrument_shape(state: ToolState, *, shows_items: bool) -> dict[str, Any]:
    tool = state.tool
    measures = tool if isinstance(tool, Score) else None
    return {
        "code": state.code,
        "title": tool_label(state.code),
        "kind": tool.kind if tool else "",
        "url": getattr(tool, "url", ""),
        "is_offered": state.is_offered,
        "can_fill_in": state.is_open,
        "fits": state.fits,
        "minimum": measures.minimum if measures else None,
        "maximum": measures.maximum if measures else None,
        "direction": measures.direction.value if measures else "",
        "bands": measures.bands if measures else (),
        "licence": measures.licence if measures else None,
        "progress": _progress(state),
        "newest": result_shape(state.newest, shows_items=shows_items) if state.newest else None,
    }


def draft_shape(questionnaire: Questionnaire, draft: Draft | None) -> dict[str, Any]:
    """The items too: only for a questionnaire whose licence is open, as `open_questionnaire` has made sure."""
    answers = draft.answers if draft else {}
    so_far = progress(questionnaire, answers)
    asked = {item.code for item in so_far.asked}
    return {
        "draft_id": draft.pk if draft else None,
        "version": draft.version if draft else 0,
        "tool": questionnaire.code,
        "title": questionnaire.title,
        "answers": answers,
        "answered": so_far.answered,
        "asked": len(so_far.asked),
        "items": [{**item.model_dump(), "asked": item.code in asked} for item in questionnaire.items],
        "began_by_name": draft.began_by_name if draft else "",
        "updated_at": draft.updated_at if draft else None,
    }


def _progress(state: ToolState) -> dict[str, Any] | None:
    if state.progress is None or state.draft is None:
        return None
    return {
        "answered": state.progress.answered,
        "asked": len(state.progress.asked),
        "began_by_name": state.draft.began_by_name,
        "began_at": state.draft.created_at,
    }
