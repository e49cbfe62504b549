"""Finding the row that is about to change, under its patient's lock; and the texts that go into one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_platform.register.columns import limit_of
from mdo_platform.register.models import CareInvolvement, Diagnosis, InvolvedProfessional, Patient
from mdo_platform.register.services.history import History, change_record, changeable_patient
from mdo_platform.register.text import clean_text

Made = TypeVar("Made", InvolvedProfessional, Diagnosis)
Row = TypeVar("Row", CareInvolvement, InvolvedProfessional, Diagnosis)


def made_before(model: type[Made], patient: Patient, *, key: UUID | None) -> Made | None:
    """What the first of two equal requests made; the patient's lock makes the second one wait."""
    return model._default_manager.filter(patient=patient, idempotency_key=key).first() if key else None


def present_row(model: type[Row], record_id: UUID, *, by: Actor) -> Row:
    """A row that is not ended, of a patient that is locked and may be changed."""
    row = any_row(model, record_id, by=by)
    if row.ended_on is not None and row.ended_on <= timezone.localdate():
        raise NotFound
    return row


def any_row(model: type[Row], record_id: UUID, *, by: Actor) -> Row:
    """A row, ended or not, of a patient that is locked and may be changed."""
    patient_id = model._default_manager.filter(pk=record_id).values_list("patient_id", flat=True).first()
    if patient_id is None:
        raise NotFound
    changeable_patient(patient_id, by=by)
    row = model._default_manager.filter(pk=record_id).first()
    if row is None:
        raise NotFound
    return row


def change_row(
    row: Row, *, by: Actor, version: int | None, changes: Mapping[str, Any], history: History | None = None
) -> Row:
    """`change_record` of a row that is about one patient."""
    return change_record(row, patient_id=row.patient_id, by=by, version=version, changes=changes, history=history)


def not_ended() -> Q:
    """Of rows whose end may lie ahead, the ones that count today."""
    return Q(ended_on=None) | Q(ended_on__gt=timezone.localdate())


def clean_lines(model: type[Model], texts: Mapping[str, str], *, required: set[str]) -> dict[str, str]:
    """One-line texts as they may be stored; raises Invalid with what is wrong per field."""
    wrong: dict[str, list[str]] = {}
    cleaned: dict[str, str] = {}
    for name, text in texts.items():
        try:
            limit = limit_of(model, name)
            cleaned[name] = " ".join(clean_text(text, field=name, limit=limit, required=name in required).split())
        except Invalid as error:
            wrong.update(error.fields)
    if wrong:
        raise Invalid(_("Niet alles klopt nog. Kijk bij de velden met een melding."), fields=wrong)
    return cleaned


def refuse(field: str, sentence: str) -> Invalid:
    """An Invalid whose sentence stands at one field."""
    return Invalid(sentence, fields={field: [sentence]})
