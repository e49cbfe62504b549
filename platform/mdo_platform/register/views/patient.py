"""The patient page: a banner that stays, and tabs that are addresses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import page_number, uuid_or_none
from mdo_platform.register import people, queries, rules
from mdo_platform.register.forms import ConsentForm
from mdo_platform.register.panels import panels
from mdo_platform.register.presenters import page
from mdo_platform.register.presenters import record as presenter
from mdo_platform.register.presenters.labels import group_label
from mdo_platform.register.presenters.places import undo_of
from mdo_platform.register.presenters.timeline import Teller, subject_labels
from mdo_plugin_api import Dimension
from mdo_tenants.groups.rights import USES_BSN

from .care_tab import care_context


@require_GET
def details(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Details and who is involved (R-01, R-09 … R-12, R-17)."""
    record = queries.patient_record(request.actor, patient_id, page="details")
    context = {
        "details": page.details(record.patient, gps=people.gps()),
        "consent_form": ConsentForm(initial={"given_on": timezone.localdate(), "given_by": "patient"}),
        "bsn": queries.bsn_state(request.actor, patient_id) if rules.can_use_bsn(request.actor, patient_id) else None,
    }
    context |= care_context(request, record) | undo_of(request.actor, record, tab="patient")
    return _show(request, record, "patient", context)


@require_GET
def question(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Question, prognosis and urgency per target group (R-05 … R-07), with the ended enrolments as history (R-04)."""
    record = queries.patient_record(request.actor, patient_id, page="question")
    context = {
        "enrolments": [page.enrolment_view(record, one) for one in record.enrolments],
        "history": [page.enrolment_view(record, one) for one in reversed(record.history)],
        "prognosis_fields": presenter.prognosis_fields(record),
        "aids": queries.suggestions(record),
        "patient_id": patient_id,
    } | undo_of(request.actor, record, tab="question")
    return _show(request, record, "question", context)


@require_GET
def record(request: GroupRequest, patient_id: UUID, dimension: str = "") -> HttpResponse:
    """Problems and strengths, advance care planning and evaluation (R-08); each dimension is an address."""
    found = queries.patient_record(request.actor, patient_id, page="record")
    dimensions = presenter.dimensions(found)
    slug = dimension or (dimensions[0].label.slug if dimensions else "")
    shown = next((one for one in dimensions if one.label.slug == slug), None)
    if shown is None and dimensions:
        raise NotFound
    context = {
        "dimensions": dimensions,
        "dimension": shown,
        "earlier": presenter.earlier_fields(found),
        "aids": queries.suggestions(found, shown.label.dimension if shown else None),
        "groups": [group_label(code) for code in found.target_groups],
        "patient_id": patient_id,
    } | undo_of(request.actor, found, tab="record", dimension=shown.label.dimension if shown else None)
    if shown is not None and shown.label.dimension is Dimension.EVALUATION:  # open on a closed record too
        context["can_change"] = rules.could_change_patient(request.actor, patient_id)
    return _show(request, found, "record", context)


@require_GET
def meetings(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Advice and agreements of earlier meetings: filled by the meetings' own panel."""
    record = queries.patient_record(request.actor, patient_id, page="meetings")
    shown = panels.fragments("patient.meetings", request.actor, patient_id=patient_id)
    return _show(request, record, "meetings", {"panels": shown})


@require_GET
def timeline(request: GroupRequest, patient_id: UUID) -> HttpResponse:
    """Who changed what and when (R-15)."""
    return _timeline(request, patient_id, field="")


@require_GET
def field_history(request: GroupRequest, patient_id: UUID, field: str) -> HttpResponse:
    """The earlier values of one field (R-15)."""
    return _timeline(request, patient_id, field=field)


def _timeline(request: GroupRequest, patient_id: UUID, *, field: str) -> HttpResponse:
    record = queries.patient_record(request.actor, patient_id, page="timeline")
    number = page_number(request.GET.get("page", ""))
    subject, by_id = request.GET.get("onderwerp", ""), uuid_or_none(request.GET.get("wie", ""))
    rows, has_more = queries.changes(request.actor, patient_id, page=number, field=field, subject=subject, by_id=by_id)
    teller = Teller.of(record)
    hidden = () if USES_BSN in request.actor.switches else ("bsn",)
    context = {
        "days": teller.days(rows, newest=queries.newest_of(patient_id, rows)),
        "field": field,
        "field_label": teller.name_of(field) if field else "",
        "subjects": [one for one in subject_labels().items() if one[0] not in hidden],
        "subject": subject,
        "authors": queries.authors(patient_id),
        "by_id": by_id,
        "number": number,
        "has_more": has_more,
        "is_filtered": bool(subject or by_id),
    }
    return _show(request, record, "timeline", context)


def _show(request: GroupRequest, record: queries.PatientRecord, tab: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, f"register/{tab}.html", page.frame(request.actor, record, tab=tab) | context)
