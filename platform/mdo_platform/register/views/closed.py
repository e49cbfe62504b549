"""Closed patients, and what the retention term takes (R-16)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import page_number
from mdo_platform.register import queries, rules, services
from mdo_platform.register.lifecycle_forms import HoldForm
from mdo_platform.register.presenters import full_name_of
from mdo_platform.register.presenters.closed import closed_row, retention_sections

_SEARCH_LENGTH = 100
AHEAD = timedelta(days=92)  # how far the page of the retention term looks


@require_GET
def closed(request: GroupRequest) -> HttpResponse:
    return _closed(request, search="", page=page_number(request.GET.get("page", "")))


@require_POST
def search_closed(request: GroupRequest) -> HttpResponse:
    """By POST, so that no name gets into an address or a log."""
    return _closed(request, search=request.POST.get("q", "")[:_SEARCH_LENGTH].strip(), page=1)


@require_GET
def retention(request: GroupRequest) -> HttpResponse:
    """What is going to be deleted, and what is kept: the dry run of the nightly job."""
    today = timezone.localdate()
    rows = queries.going_to_be_deleted(request.actor, until=today + AHEAD)
    context = {
        "sections": retention_sections(rows, today=today),
        "months": queries.months_kept(),
        "until": today + AHEAD,
    }
    return render(request, "register/retention.html", context)


@require_http_methods(["GET", "POST"])
def hold(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Keep a record that would be deleted, with a reason."""
    rules.check_can_manage_retention(request.actor)
    record = queries.patient_record(request.actor, patient_id, page="action")
    initial = {"version": record.patient.version, "reason": record.patient.hold_reason}
    form = HoldForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _held(request, patient_id, form.cleaned_data, form):
        messages.success(request, _("Deze patiënt wordt niet verwijderd."))
        return redirect("register:patient", patient_id=patient_id)
    context = {"patient": record.patient, "name": full_name_of(record.patient), "form": form}
    return render(request, "register/actions/hold.html", context, status=400 if form.errors else 200)


@require_POST
def release_hold(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    services.release_hold(patient_id, by=request.actor, version=None)
    messages.success(request, _("De bewaartermijn geldt weer."))
    return redirect("register:patient", patient_id=patient_id)


def _held(request: GroupRequest, patient_id: UUID, data: dict[str, Any], form: HoldForm) -> bool:
    try:
        services.hold_record(patient_id, by=request.actor, version=data["version"], reason=data["reason"])
    except Invalid as error:
        form.add_refusal(error)
    except Conflict as error:
        form.add_error(None, str(error.message))
    return not form.errors


def _closed(request: GroupRequest, *, search: str, page: int) -> HttpResponse:
    found = queries.closed_patients(request.actor, search=search, page=page)
    context = {
        "rows": [closed_row(row) for row in found.rows],
        "page": found.page,
        "search": search,
        "can_manage": rules.can_manage_retention(request.actor),
    }
    return render(request, "register/closed.html", context)
