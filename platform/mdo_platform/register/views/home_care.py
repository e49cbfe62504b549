"""Home-care organisations (R-11): whose nurses see the patient, from when and until when."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import queries, rules, services
from mdo_platform.register.care_forms import ChangeHomeCareForm, HomeCareForm, SmallForm

from .small import Small, back, check_may_change, send, show, whose

PLACE = "home-care"


@require_POST
def add_home_care(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    check_may_change(request, patient_id)
    small = _small(HomeCareForm(request.POST, action=request.path), patient_id, title=_("Voeg thuiszorg toe"))
    return send(
        request,
        small,
        lambda data: services.add_home_care(
            patient_id, by=request.actor, organisation_id=data["organisation"], started_on=data["started_on"]
        ),
    )


@require_http_methods(["GET", "POST"])
def change_home_care(request: GroupRequest, care_id: UUID) -> HttpResponse:
    """The dates. A nurse is asked first when the change takes her own view away."""
    care = queries.involvement(request.actor, care_id)
    form = ChangeHomeCareForm.of(care, request.POST or None, action=request.path)
    small = _small(form, care.patient_id, title=care.organisation_name)
    if request.method == "GET":
        return show(request, small)
    if _takes_own_view(form) and rules.sees_only_through(request.actor, care.organisation_id) and not _is_sure(request):
        return show(request, small, asks_if_sure=True)
    return send(request, small, lambda data: services.change_home_care(care_id, by=request.actor, **data))


@require_POST
def end_home_care(request: GroupRequest, care_id: UUID) -> HttpResponse:
    """End it today, after a question to a nurse whose own organisation it is: she cannot take it back."""
    care = queries.involvement(request.actor, care_id)
    if rules.sees_only_through(request.actor, care.organisation_id) and not _is_sure(request):
        context = whose(request, care.patient_id, page=PLACE) | {"care": care}
        return render(request, "register/end_own_care.html", context)
    services.end_home_care(care_id, by=request.actor, version=None)
    return back(request, care.patient_id, PLACE)


@require_POST
def restore_home_care(request: GroupRequest, care_id: UUID) -> HttpResponse:
    return back(request, services.restore_home_care(care_id, by=request.actor).patient_id, PLACE)


def add_form(patient_id: UUID, *, without: Sequence[UUID]) -> HomeCareForm:
    """The empty form on the tab."""
    return HomeCareForm(action=reverse("register:add_home_care", args=[patient_id]), without=without)


def _small(form: SmallForm, patient_id: UUID, *, title: str) -> Small:
    return Small(form=form, patient_id=patient_id, title=title, part="register/_home_care_form.html", place=PLACE)


def _is_sure(request: GroupRequest) -> bool:
    return request.POST.get("sure") == "1"


def _takes_own_view(form: ChangeHomeCareForm) -> bool:
    if not form.is_valid():
        return False
    today, dates = timezone.localdate(), form.cleaned_data
    return dates["started_on"] > today or (dates["ended_on"] is not None and dates["ended_on"] <= today)
