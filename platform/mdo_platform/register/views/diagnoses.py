"""Diagnoses (R-09): add, change, take away and put back; codes are suggested while somebody types."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import codes, queries, services
from mdo_platform.register.care_forms import ChangeDiagnosisForm, DiagnosisForm

from .small import Small, back, check_may_change, is_part, send, show

PLACE = "diagnoses"


@require_POST
def add_diagnosis(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    check_may_change(request, patient_id)
    form = DiagnosisForm(request.POST, action=request.path)
    small = _small(form, patient_id, title=_("Voeg een diagnose toe"))
    return _suggested(request, small) or send(
        request,
        small,
        lambda data: services.add_diagnosis(patient_id, by=request.actor, **data, idempotency_key=form.idempotency_key),
    )


@require_http_methods(["GET", "POST"])
def change_diagnosis(request: GroupRequest, diagnosis_id: UUID) -> HttpResponse:
    diagnosis = queries.diagnosis(request.actor, diagnosis_id)
    form = ChangeDiagnosisForm.of(diagnosis, request.POST or None, action=request.path)
    small = _small(form, diagnosis.patient_id, title=_("Wijzig de diagnose"))
    if request.method == "GET":
        return show(request, small)
    return _suggested(request, small) or send(
        request, small, lambda data: services.change_diagnosis(diagnosis_id, by=request.actor, **data)
    )


@require_POST
def end_diagnosis(request: GroupRequest, diagnosis_id: UUID) -> HttpResponse:
    return back(request, services.end_diagnosis(diagnosis_id, by=request.actor, version=None).patient_id, PLACE)


@require_POST
def restore_diagnosis(request: GroupRequest, diagnosis_id: UUID) -> HttpResponse:
    return back(request, services.restore_diagnosis(diagnosis_id, by=request.actor).patient_id, PLACE)


def _small(form: DiagnosisForm, patient_id: UUID, *, title: str) -> Small:
    return Small(form=form, patient_id=patient_id, title=title, part="register/_diagnosis_form.html", place=PLACE)


def _suggested(request: GroupRequest, small: Small) -> HttpResponse | None:
    """Codes for what is typed so far, or the form with the chosen code; None when the form is really sent."""
    typed = request.POST
    if "choice" in typed:
        code, _space, title = typed["choice"].partition(" ")
        small.form.show_unjudged(typed.dict() | {"icpc": code, "title": title})
        small.form.fields["title"].widget.attrs["autofocus"] = True
        return show(request, small)
    if "find" not in typed:
        return None
    query = typed.get(typed["find"], "") if typed["find"] in small.form.fields else ""
    found = codes.find_codes(query or typed.get("title", "") or typed.get("icpc", ""))
    if is_part(request):
        return render(request, "register/_codes.html", {"codes": found, "form": small.form, "is_alone": True})
    small.form.show_unjudged(typed.dict())
    return show(request, replace(small, context={"codes": found, "has_searched": True}))


def add_form(patient_id: UUID) -> DiagnosisForm:
    """The empty form on the tab."""
    return DiagnosisForm(action=reverse("register:add_diagnosis", args=[patient_id]))
