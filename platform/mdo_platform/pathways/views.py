"""The programme of a patient, step by step (K-01, K-03), and who should be discussed within the year (K-08)."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import page_number, whole_number
from mdo_platform.pathways import presenters, queries, services
from mdo_platform.pathways.forms import StepForm
from mdo_platform.pathways.history import KIND
from mdo_platform.register.panels import panels
from mdo_platform.register.presenters import page
from mdo_platform.register.presenters.places import undo_of_records


@require_GET
def pathway(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Every programme of the patient, with what is done and what is next."""
    return _page(request, patient_id)


@require_POST
def save_step(request: GroupRequest, patient_id: UUID, pathway: str, step: str) -> HttpResponse:
    """Record a step; something to mend, or a conflict, is shown at the step with what was typed."""
    found = queries.step_to_change(request.actor, patient_id, pathway=pathway, step=step)
    form = StepForm(request.POST, pathway=found.pathway, step=found.step, record=found.record)
    if not form.is_valid():
        return _page(request, patient_id, pathway=pathway, form=form, status=400)
    try:
        saved = services.save_step(
            patient_id,
            by=request.actor,
            pathway=pathway,
            step=step,
            facts=form.facts(),
            **form.versions(),
        )
    except Invalid as error:
        form.add_refusal(error)
        return _page(request, patient_id, pathway=pathway, form=form, status=400)
    except Conflict as error:
        form.has_seen(error.current)
        return _page(request, patient_id, pathway=pathway, form=form, conflict=error, status=409)
    said = _("Vastgelegd: de patiënt weigert bij ‘%(step)s’.") if saved.is_declined else _("Vastgelegd: ‘%(step)s’.")
    messages.success(request, said % {"step": found.step.label})
    return _back(patient_id, step)


@require_POST
def clear_step(request: GroupRequest, patient_id: UUID, pathway: str, step: str) -> HttpResponse:
    """Open a step again."""
    version = whole_number(request.POST.get("version", ""))
    try:
        services.clear_step(patient_id, by=request.actor, pathway=pathway, step=step, version=version)
    except Conflict as error:
        messages.warning(request, str(error.message))
    else:
        messages.success(request, _("De stap is weer open. Wat een uitkomst invulde, staat er nog."))
    return _back(patient_id, step)


@require_GET
def yearly(request: GroupRequest) -> HttpResponse:
    """Who was not discussed within the year though an outcome asks for it, with what can be done about it."""
    found = queries.yearly_due(request.actor, page=page_number(request.GET.get("page", "")))
    facts = panels.meeting_facts()
    column = panels.overview_column(request.actor, [row["patient_id"] for row in found.rows], facts)
    context = {
        "rows": presenters.due_rows(found.rows, column.cells if column else {}),
        "page": found.page,
        "column": column,
        "bulk": panels.fragments("overview.bulk", request.actor, facts=facts),
    }
    return render(request, "pathways/yearly.html", context)


def _back(patient_id: UUID, step: str) -> HttpResponse:
    return redirect(f"{reverse('pathways:pathway', args=[patient_id])}#step-{step}")


def _page(
    request: GroupRequest,
    patient_id: UUID,
    *,
    pathway: str = "",
    form: StepForm | None = None,
    conflict: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    record, found = queries.patient_pathways(request.actor, patient_id)
    frame = page.frame(request.actor, record, tab="pathway")
    views = presenters.pathway_views(record, found, can_change=frame["can_change"])
    if form is not None:
        views = presenters.with_form(views, form, pathway=pathway, conflict=conflict)
    context = {"pathways": views} | undo_of_records(request.actor, record, kind=KIND)
    return render(request, "pathways/pathway.html", frame | context, status=status)
