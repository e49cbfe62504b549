from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.register import rules
from mdo_platform.register.details import DETAIL_FIELDS, PatientDetails, clean_details, searchable
from mdo_platform.register.models import ConsentGivenBy, ConsentStatus, Patient

from .care import organisations_at_enrolment, start_home_care
from .consents import store_consent
from .enrolments import start_enrolment
from .history import change_record, changeable_patient, given, note, one_change


def create_patient(
    details: PatientDetails,
    *,
    by: Actor,
    target_group: str,
    thematic_groups: Sequence[str] = (),
    consent: str = ConsentStatus.UNKNOWN,
    consent_given_by: str = ConsentGivenBy.PATIENT,
    organisation_ids: Sequence[UUID] = (),
    idempotency_key: UUID | None = None,
    started_on: date | None = None,
) -> Patient:
    """Enter a patient and enrol it (R-01, R-02, R-17), with everything or nothing.

    The same `idempotency_key` from the same person gives the patient that was made the first time: a double click makes
    one. A nurse's own organisation becomes involved by itself.
    """
    rules.check_can_create_patient(by)
    values = clean_details(details.as_dict())
    organisations = organisations_at_enrolment(organisation_ids, by=by)
    if (existing := _made_before(idempotency_key, by=by)) is not None:
        return existing
    try:
        with one_change(by):
            patient = _insert(values, by=by, idempotency_key=idempotency_key)
            start_on = started_on or timezone.localdate()
            start_enrolment(patient, by=by, target_group=target_group, kind="primary", started_on=start_on)
            for code in thematic_groups:
                start_enrolment(patient, by=by, target_group=code, kind="thematic", started_on=start_on)
            for organisation in organisations:
                start_home_care(patient, organisation=organisation, by=by, started_on=start_on)
            if consent != ConsentStatus.UNKNOWN:
                store_consent(patient, by=by, status=consent, given_by=consent_given_by)
            note(patient, patient_id=patient.pk, by=by, history=given(values), action="C")
            return patient
    except IntegrityError:
        if (existing := _made_before(idempotency_key, by=by)) is None:
            raise
        return existing


def update_patient(patient_id: UUID, *, by: Actor, version: int | None, changes: Mapping[str, Any]) -> Patient:
    """Change some of the details; two people in two fields both succeed, in one field the second gets Conflict."""
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        known = {name: value for name, value in changes.items() if name in DETAIL_FIELDS}
        cleaned = clean_details(known)
        history = {
            name: (getattr(patient, name), new) for name, new in cleaned.items() if getattr(patient, name) != new
        }
        whole = {name: getattr(patient, name) for name in DETAIL_FIELDS} | cleaned
        written = cleaned | ({"search_text": searchable(whole)} if history else {})
        return change_record(patient, patient_id=patient_id, by=by, version=version, changes=written, history=history)


def _insert(values: dict[str, Any], *, by: Actor, idempotency_key: UUID | None) -> Patient:
    now = timezone.now()
    return Patient.objects.create(
        **values,
        search_text=searchable(values),
        record_updated_at=now,
        created_by_id=by.user_id,
        created_by_name=by.name,
        updated_by_id=by.user_id,
        updated_by_name=by.name,
        idempotency_key=idempotency_key,
    )


def _made_before(idempotency_key: UUID | None, *, by: Actor) -> Patient | None:
    if idempotency_key is None:
        return None
    patient = Patient.objects.filter(idempotency_key=idempotency_key).first()
    if patient is not None and patient.created_by_id != by.user_id:
        raise NotFound
    if patient is not None:
        record_access(by, action="R", what="patient.read", patient_ids=[patient.pk])
    return patient
