"""What was around a patient and is no longer: taken away or ended, never erased."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.register import rules
from mdo_platform.register.models import CareInvolvement, Diagnosis, InvolvedProfessional

from .records import PatientRecord

Row = TypeVar("Row", CareInvolvement, InvolvedProfessional, Diagnosis)


@dataclass(frozen=True, kw_only=True)
class FormerCare:
    """The newest end first."""

    diagnoses: list[Diagnosis]
    professionals: list[InvolvedProfessional]
    care: list[CareInvolvement]


def former_care(record: PatientRecord) -> FormerCare:
    """What is in the record no more, of a patient that was read by the rules."""
    patient_id = record.patient.pk
    return FormerCare(
        diagnoses=_former(Diagnosis, patient_id),
        professionals=_former(InvolvedProfessional, patient_id),
        care=_former(CareInvolvement, patient_id),
    )


def diagnosis(actor: Actor, diagnosis_id: UUID) -> Diagnosis:
    """One to change, read and logged; NotFound when it is out of view or no longer there."""
    return _one(Diagnosis, actor, diagnosis_id)


def professional(actor: Actor, professional_id: UUID) -> InvolvedProfessional:
    return _one(InvolvedProfessional, actor, professional_id)


def involvement(actor: Actor, care_id: UUID) -> CareInvolvement:
    return _one(CareInvolvement, actor, care_id)


def _former(model: type[Row], patient_id: UUID) -> list[Row]:
    ended = model._default_manager.filter(patient=patient_id, ended_on__lte=timezone.localdate())
    return list(ended.order_by("-ended_on", "-updated_at"))


def _one(model: type[Row], actor: Actor, record_id: UUID) -> Row:
    found = model._default_manager.filter(pk=record_id, patient__in=rules.visible_patients(actor)).first()
    if found is None or (found.ended_on is not None and found.ended_on <= timezone.localdate()):
        raise NotFound
    rules.check_can_change_patient(actor, found.patient_id)
    page = str(model._meta.model_name)
    record_access(actor, action="R", what="patient.read", patient_ids=[found.patient_id], detail={"page": page})
    return found
