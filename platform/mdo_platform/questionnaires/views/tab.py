"""The tab of a patient with what can be measured and what came out, and the page of one instrument."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.questionnaires import presenters, queries
from mdo_platform.questionnaires.panels import RESULTS, TAB
from mdo_platform.questionnaires.plots import plot_of
from mdo_platform.register.presenters import page
from mdo_platform.register.presenters.places import undo_of_records
from mdo_plugin_api import Score
from mdo_tenants.groups.rights import KEEPS_ITEM_ANSWERS


@require_GET
def instruments(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """What is being filled in, what fits, the rest, links and documents, and results of what is no longer offered."""
    found = queries.instruments(request.actor, patient_id)
    views = [presenters.tool_view(state) for state in found.states]
    measured = [one for one in views if one.state.takes_score]
    context = {
        "busy": [one for one in measured if one.state.is_busy],
        "fitting": [one for one in measured if one.state.fits and not one.state.is_busy],
        "others": sorted(
            (one for one in measured if not (one.state.fits or one.state.is_busy)), key=lambda one: one.newest is None
        ),
        "links": [one for one in views if one.kind in ("link", "document")],
        "earlier": [one for one in views if not one.state.is_offered and one.newest],
    }
    return _show(request, found, "instruments", context)


@require_GET
def tool(request: GroupRequest, patient_id: UUID, tool: str) -> HttpResponse:
    """All results of one instrument, over time."""
    found = queries.instruments(request.actor, patient_id)
    state = found.state(tool)
    shows_items = state.is_open and KEEPS_ITEM_ANSWERS in request.actor.switches
    results = [presenters.result_view(one, state.tool, shows_items=shows_items) for one in state.results]
    context = {
        "one": presenters.tool_view(state),
        "results": results,
        "removed": [presenters.result_view(one, state.tool) for one in state.removed],
        "plot": plot_of(tool, state.tool, state.results),
        "bands": presenters.bands(state.tool),
        "direction": presenters.direction_words(state.tool),
        "licence": state.tool.licence if isinstance(state.tool, Score) else None,
    }
    return _show(request, found, "tool", context)


def _show(request: GroupRequest, found: queries.Instruments, name: str, context: dict[str, Any]) -> HttpResponse:
    frame = page.frame(request.actor, found.record, tab=TAB)
    undo = undo_of_records(request.actor, found.record, kind=RESULTS)
    return render(request, f"questionnaires/{name}.html", frame | undo | context)
