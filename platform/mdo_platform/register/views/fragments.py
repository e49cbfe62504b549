"""The parts of the patient page that are renewed after a save. What somebody types in is never among them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.template.loader import render_to_string
from django.urls import reverse

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.register import queries
from mdo_platform.register.models import Enrolment
from mdo_platform.register.presenters import page
from mdo_platform.register.presenters.labels import group_label
from mdo_platform.register.presenters.places import undo_of
from mdo_platform.register.presenters.record import dimensions, field_view
from mdo_plugin_api import Dimension, Field


def reverse_tab(tab: str, patient_id: UUID) -> str:
    return reverse(f"register:{tab}", args=[patient_id])


def after_answer(request: GroupRequest, patient_id: UUID, declared: Field) -> dict[str, str]:
    """Signature, counter of the dimension, undo and suggestions; the save itself is the logged access."""
    record = queries.meeting_records([patient_id])[patient_id]
    view = field_view(declared, record.answers.get(declared.code))
    signed: dict[str, Any] = {"answer": view.answer, "code": declared.code, "patient_id": patient_id}
    signed |= {"is_old": view.is_old, "is_dated": view.is_dated}
    shown = next((one for one in dimensions(record) if one.label.dimension is declared.dimension), None)
    found = {f"signed-{declared.code}": _part(request, "_signed", signed)} | _aids(request, record, shown)
    if shown is not None:
        found[f"filled-{shown.label.slug}"] = _part(request, "_filled", {"one": shown})
    tab = "question" if declared.dimension is Dimension.PROGNOSIS else "record"
    return found | _undo(request, record, tab=tab, dimension=declared.dimension)


def after_detail(request: GroupRequest, patient_id: UUID) -> dict[str, str]:
    record = queries.meeting_records([patient_id])[patient_id]
    return _banner(request, record) | _undo(request, record, tab="patient")


def after_enrolment(request: GroupRequest, enrolment: Enrolment, part: str) -> dict[str, str]:
    patient_id: UUID = enrolment.patient_id
    record = queries.meeting_records([patient_id])[patient_id]
    on = enrolment.question_at if part == "question" else getattr(enrolment, f"{part}_on")
    signed = {"enrolment": enrolment, "part": part, "on": on, "by": getattr(enrolment, f"{part}_by_name")}
    found = {f"signed-{part}-{enrolment.pk}": _part(request, "_signed_part", signed)}
    return found | _banner(request, record) | _aids(request, record, None) | _undo(request, record, tab="question")


def _banner(request: GroupRequest, record: queries.PatientRecord) -> dict[str, str]:
    context = page.banner(record)
    return {
        "banner-facts": _part(request, "_facts", context),
        "not-urgent-channel": _part(request, "_urgent", context),
    }


def _aids(request: GroupRequest, record: queries.PatientRecord, shown: Any) -> dict[str, str]:
    context = {
        "aids": queries.suggestions(record, shown.label.dimension if shown else None),
        "dimension": shown,
        "groups": [group_label(code) for code in record.target_groups],
        "patient_id": record.patient.pk,
    }
    return {"aids": _part(request, "_aids", context)}


def _undo(
    request: GroupRequest, record: queries.PatientRecord, *, tab: str, dimension: Dimension | None = None
) -> dict[str, str]:
    context = undo_of(request.actor, record, tab=tab, dimension=dimension)
    return {"undo": _part(request, "_undo", context)}


def _part(request: GroupRequest, name: str, context: dict[str, Any]) -> str:
    return render_to_string(f"register/{name}.html", context, request=request)
