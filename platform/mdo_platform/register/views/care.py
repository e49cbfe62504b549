"""Consent, diagnoses and who is involved: small forms on the tab with the details."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import queries, services
from mdo_platform.register.forms import ConsentForm, DiagnosisForm, HomeCareForm, ProfessionalForm, ServiceForm


@require_POST
def set_consent(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Record consent or an objection (R-17); after an objection most people no longer see the patient."""
    form = ConsentForm(request.POST)
    refused = _try(request, patient_id, form, lambda data: services.set_consent(patient_id, by=request.actor, **data))
    if refused is not None:
        return refused
    messages.success(request, _("De toestemming is vastgelegd."))
    if not queries.visible_patient_ids(request.actor, among=[patient_id]):
        return redirect("register:overview")
    return redirect("register:patient", patient_id=patient_id)


@require_POST
def add_home_care(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    form = HomeCareForm(request.POST)
    return _added(
        request,
        patient_id,
        form,
        lambda data: services.add_home_care(patient_id, by=request.actor, organisation_id=data["organisation"]),
    )


@require_POST
def add_professional(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    form = ProfessionalForm(request.POST)
    return _added(
        request,
        patient_id,
        form,
        lambda data: services.add_professional(
            patient_id, by=request.actor, **data, idempotency_key=form.idempotency_key
        ),
    )


@require_POST
def add_diagnosis(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    form = DiagnosisForm(request.POST)
    return _added(
        request,
        patient_id,
        form,
        lambda data: services.add_diagnosis(patient_id, by=request.actor, **data, idempotency_key=form.idempotency_key),
    )


@require_POST
def end_home_care(request: GroupRequest, care_id: UUID) -> HttpResponse:
    ended = services.end_home_care(care_id, by=request.actor, version=None)
    return _back(request, ended.patient_id)


@require_POST
def set_lead(request: GroupRequest, professional_id: UUID) -> HttpResponse:
    return _back(request, services.set_lead(professional_id, by=request.actor).patient_id)


@require_POST
def end_professional(request: GroupRequest, professional_id: UUID) -> HttpResponse:
    return _back(request, services.end_professional(professional_id, by=request.actor, version=None).patient_id)


@require_POST
def end_diagnosis(request: GroupRequest, diagnosis_id: UUID) -> HttpResponse:
    return _back(request, services.end_diagnosis(diagnosis_id, by=request.actor, version=None).patient_id)


def _added(
    request: GroupRequest, patient_id: UUID, form: ServiceForm, add: Callable[[dict[str, Any]], object]
) -> HttpResponse:
    return _try(request, patient_id, form, add) or _back(request, patient_id)


def _try(
    request: GroupRequest, patient_id: UUID, form: ServiceForm, act: Callable[[dict[str, Any]], object]
) -> HttpResponse | None:
    """None when it was done; else the form again with what is wrong."""
    if not queries.visible_patient_ids(request.actor, among=[patient_id]):
        raise NotFound
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except Invalid as error:
            form.add_refusal(error)
        else:
            return None
    context = {"form": form, "patient_id": patient_id}
    return render(request, "register/small_form.html", context, status=400)


def _back(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """To the tab with the details, or to the register for who just gave up the view on this patient."""
    messages.success(request, _("Opgeslagen."))
    if not queries.visible_patient_ids(request.actor, among=[patient_id]):
        return redirect("register:overview")
    return redirect("register:patient", patient_id=patient_id)
