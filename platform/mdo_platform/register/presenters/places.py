"""Where on a patient's pages a field is, and which fields a page holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse

from mdo_foundation.common.actor import Actor
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import definitions, queries
from mdo_platform.register.details import DETAIL_FIELDS
from mdo_platform.register.kinds import RecordKind, kinds
from mdo_platform.register.models import Change
from mdo_platform.register.queries import PatientRecord
from mdo_platform.register.services.undo import ENROLMENT_FIELDS
from mdo_plugin_api import Dimension, Field

from .labels import DIMENSIONS
from .wording import field_name


def place_of(change: Change) -> str:
    """The address of the field that was changed."""
    patient_id: UUID = change.patient_id
    if (kind := kinds.get(change.record)) is not None:
        return kind.place(change)
    if change.record == "answer":
        field = get_registry().field(change.field)
        page = page_of(patient_id, field) if field else reverse("register:timeline", args=[patient_id])
        return f"{page}#f-{change.field}"
    if change.record == "enrolment":
        return f"{reverse('register:question', args=[patient_id])}#{change.field}-{change.record_id}"
    name = "gp" if change.field in ("gp_id", "gp_name") else change.field
    return f"{reverse('register:patient', args=[patient_id])}#d-{name}"


def page_of(patient_id: UUID, field: Field) -> str:
    """The page with this sub-field: its dimension's, or that of the prognosis."""
    slug = next((one.slug for one in DIMENSIONS if one.dimension is field.dimension), "")
    if not slug:
        return reverse("register:question", args=[patient_id])
    return reverse("register:dimension", args=[patient_id, slug])


def undo_of_records(actor: Actor, record: PatientRecord, *, kind: RecordKind) -> dict[str, Any]:
    """What 'ongedaan maken' would take back on a page of a floor above: the last own change of this kind."""
    change = queries.last_own_change(actor, record, records=[kind.record])
    return {"undo": change, "undo_label": kind.name(change.target_group, change.field) if change else ""}


def undo_of(actor: Actor, record: PatientRecord, *, tab: str, dimension: Dimension | None = None) -> dict[str, Any]:
    """What 'ongedaan maken' on this page would take back: the last own change in the fields that it holds."""
    fields = definitions.fields_of(record.target_groups).values()
    shown = Dimension.PROGNOSIS if tab == "question" else dimension
    change = queries.last_own_change(
        actor,
        record,
        answers=[field.code for field in fields if field.dimension is shown] if tab != "patient" else [],
        details=DETAIL_FIELDS if tab == "patient" else [],
        enrolments=ENROLMENT_FIELDS if tab == "question" else [],
    )
    if change is None:
        return {"undo": None}
    return {"undo": change, "undo_label": field_name(change.record, change.field, {one.code: one for one in fields})}
