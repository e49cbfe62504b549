"""A total that was taken elsewhere, what came out, and taking that back."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import whole_number
from mdo_platform.questionnaires import presenters, queries, services
from mdo_platform.questionnaires.forms import ScoreForm
from mdo_platform.register import rules
from mdo_platform.register.presenters import full_name_of
from mdo_plugin_api import Score
from mdo_tenants.groups.rights import KEEPS_ITEM_ANSWERS


@require_http_methods(["GET", "POST"])
def record_score(request: GroupRequest, patient_id: UUID, tool: str) -> HttpResponse:
    found = queries.instruments(request.actor, patient_id)
    rules.check_can_change_patient(request.actor, patient_id)
    state = found.state(tool)
    declared = state.tool
    if not state.takes_score or not isinstance(declared, Score):
        raise NotFound
    form = ScoreForm(request.POST or None, tool=declared, hint=presenters.limits_hint(declared))
    if form.is_valid():
        try:
            made = services.record_score(
                patient_id, by=request.actor, tool=tool, idempotency_key=form.idempotency_key, **form.cleaned_data
            )
            return redirect("questionnaires:result", made.pk)
        except Invalid as error:
            form.add_refusal(error)
    patient = found.record.patient
    context = {
        "form": form,
        "patient": patient,
        "name": full_name_of(patient),
        "one": presenters.tool_view(state),
        "bands": presenters.bands(declared),
        "direction": presenters.direction_words(declared),
        "licence": declared.licence,
        "help": declared.help,
    }
    return render(request, "questionnaires/score.html", context, status=400 if form.errors else 200)


@require_GET
def result(request: GroupRequest, result_id: UUID) -> HttpResponse:
    """What came out, what that points to, and who says so."""
    found = queries.result(request.actor, result_id)
    page = queries.instruments(request.actor, found.patient_id)
    state = page.state(found.tool)
    tool, shows_items = state.tool, state.is_open and KEEPS_ITEM_ANSWERS in request.actor.switches
    context = {
        "one": presenters.result_view(found, tool, shows_items=shows_items),
        "state": state,
        "patient": page.record.patient,
        "name": full_name_of(page.record.patient),
        "can_change": rules.can_change_patient(request.actor, found.patient_id),
    }
    return render(request, "questionnaires/result.html", context)


@require_POST
def remove(request: GroupRequest, result_id: UUID) -> HttpResponse:
    version = whole_number(request.POST.get("version", ""))
    gone = services.remove_result(result_id, by=request.actor, version=version)
    messages.success(request, _("De uitslag is weggehaald en telt niet meer mee. Je kunt hem terugzetten."))
    return redirect("questionnaires:tool", gone.patient_id, gone.tool)


@require_POST
def put_back(request: GroupRequest, result_id: UUID) -> HttpResponse:
    back = services.put_back_result(result_id, by=request.actor)
    messages.success(request, _("De uitslag telt weer mee."))
    return redirect("questionnaires:tool", back.patient_id, back.tool)
