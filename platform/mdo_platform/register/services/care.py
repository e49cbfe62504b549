from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_platform.register import rules
from mdo_platform.register.columns import limit_of
from mdo_platform.register.models import CareInvolvement, Diagnosis, InvolvedProfessional, Patient
from mdo_platform.register.people import home_care
from mdo_platform.register.text import clean_text
from mdo_tenants.groups.organisations import Organisation

from .history import change_record, changeable_patient, given, note, one_change

Made = TypeVar("Made", InvolvedProfessional, Diagnosis)
Present = TypeVar("Present", CareInvolvement, InvolvedProfessional, Diagnosis)

_ICPC = re.compile(r"[A-Z]\d{2}(\.\d{2})?", re.ASCII)


def organisations_at_enrolment(organisation_ids: Sequence[UUID], *, by: Actor) -> list[Organisation]:
    """The chosen organisations from the group's list, with the own organisation of a nurse who enrols."""
    chosen = dict.fromkeys(organisation_ids)
    if rules.is_bound_to_own_organisation(by) and by.organisation_ids.isdisjoint(chosen):
        chosen |= dict.fromkeys(sorted(by.organisation_ids))
    return [_organisation(organisation_id) for organisation_id in chosen]


def add_home_care(
    patient_id: UUID, *, by: Actor, organisation_id: UUID, started_on: date | None = None
) -> CareInvolvement:
    """Involve a home-care organisation (R-11): its nurses see the patient from then on."""
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        organisation = _organisation(organisation_id)
        active = CareInvolvement.objects.filter(patient=patient, organisation_id=organisation_id, ended_on=None)
        if (existing := active.first()) is not None:
            return existing
        return start_home_care(patient, organisation=organisation, by=by, started_on=started_on or timezone.localdate())


def start_home_care(patient: Patient, *, organisation: Organisation, by: Actor, started_on: date) -> CareInvolvement:
    """Insert an involvement; for services that checked the rights."""
    care = CareInvolvement.objects.create(
        patient=patient, organisation_id=organisation.id, organisation_name=organisation.name, started_on=started_on
    )
    note(care, patient_id=patient.pk, by=by, history={"organisation": (None, organisation.name)}, action="C")
    return care


def end_home_care(care_id: UUID, *, by: Actor, version: int | None) -> CareInvolvement:
    """End an involvement today: the organisation's nurses no longer see the patient at their next request."""
    with one_change(by):
        care = _changeable(CareInvolvement, care_id, by=by)
        return change_record(
            care,
            patient_id=care.patient_id,
            by=by,
            version=version,
            changes={"ended_on": timezone.localdate()},
            history={"organisation": (care.organisation_name, None)},
        )


def add_professional(
    patient_id: UUID,
    *,
    by: Actor,
    name: str,
    discipline: str,
    organisation: str = "",
    phone: str = "",
    email: str = "",
    user_id: UUID | None = None,
    is_lead: bool = False,
    may_edit: bool = False,
    idempotency_key: UUID | None = None,
) -> InvolvedProfessional:
    """Add somebody around the patient (R-10). A new lead takes over from the present one; the same key adds one."""
    if may_edit:
        rules.check_can_grant_editing(by)
    texts = _clean_lines(
        InvolvedProfessional,
        {"name": name, "discipline": discipline, "organisation": organisation, "phone": phone, "email": email},
        required={"name", "discipline"},
    )
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        if (existing := _made_before(InvolvedProfessional, patient, key=idempotency_key)) is not None:
            return existing
        if is_lead:
            _end_lead(patient, by=by)
        values = texts | {"user_id": user_id, "is_lead": is_lead, "may_edit": may_edit}
        professional = InvolvedProfessional.objects.create(patient=patient, idempotency_key=idempotency_key, **values)
        shown = given(values)
        note(professional, patient_id=patient.pk, by=by, history=shown, action="C")
        return professional


def set_lead(professional_id: UUID, *, by: Actor) -> InvolvedProfessional:
    """Make somebody the lead (regievoerder) instead of the present one."""
    with one_change(by):
        professional = _changeable(InvolvedProfessional, professional_id, by=by)
        if professional.is_lead:
            return professional
        _end_lead(professional.patient, by=by)
        return change_record(
            professional,
            patient_id=professional.patient_id,
            by=by,
            version=None,
            changes={"is_lead": True},
            history={"lead": (None, professional.name)},
        )


def end_professional(professional_id: UUID, *, by: Actor, version: int | None) -> InvolvedProfessional:
    with one_change(by):
        professional = _changeable(InvolvedProfessional, professional_id, by=by)
        return change_record(
            professional,
            patient_id=professional.patient_id,
            by=by,
            version=version,
            changes={"ended_on": timezone.localdate(), "is_lead": False, "may_edit": False},
            history={"name": (professional.name, None)},
        )


def add_diagnosis(
    patient_id: UUID, *, by: Actor, icpc: str = "", title: str = "", idempotency_key: UUID | None = None
) -> Diagnosis:
    """Add an ICPC code by its pattern (such as A49.01) with a title, or a title only (R-09); the same key adds one."""
    code = icpc.strip().upper()
    if code and not _ICPC.fullmatch(code):
        sentence = _("Vul een ICPC-code in zoals R84 of A49.01, of alleen een omschrijving.")
        raise Invalid(sentence, fields={"icpc": [sentence]})
    texts = _clean_lines(Diagnosis, {"title": title}, required=set() if code else {"title"})
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        if (existing := _made_before(Diagnosis, patient, key=idempotency_key)) is not None:
            return existing
        values = texts | {"icpc": code}
        diagnosis = Diagnosis.objects.create(
            patient=patient,
            **values,
            recorded_on=timezone.localdate(),
            recorded_by_name=by.name,
            idempotency_key=idempotency_key,
        )
        note(diagnosis, patient_id=patient.pk, by=by, history=given(values), action="C")
        return diagnosis


def end_diagnosis(diagnosis_id: UUID, *, by: Actor, version: int | None) -> Diagnosis:
    with one_change(by):
        diagnosis = _changeable(Diagnosis, diagnosis_id, by=by)
        shown = " ".join(filter(None, (diagnosis.icpc, diagnosis.title)))
        return change_record(
            diagnosis,
            patient_id=diagnosis.patient_id,
            by=by,
            version=version,
            changes={"ended_on": timezone.localdate()},
            history={"diagnosis": (shown, None)},
        )


def _made_before(model: type[Made], patient: Patient, *, key: UUID | None) -> Made | None:
    """What the first of two equal requests made; the patient's lock makes the second one wait."""
    return model._default_manager.filter(patient=patient, idempotency_key=key).first() if key else None


def _changeable(model: type[Present], record_id: UUID, *, by: Actor) -> Present:
    """A present record of a patient that is locked and may be changed."""
    patient_id = model._default_manager.filter(pk=record_id).values_list("patient_id", flat=True).first()
    if patient_id is None:
        raise NotFound
    changeable_patient(patient_id, by=by)
    record = model._default_manager.filter(pk=record_id, ended_on=None).first()
    if record is None:
        raise NotFound
    return record


def _end_lead(patient: Patient, *, by: Actor) -> None:
    for lead in InvolvedProfessional.objects.filter(patient=patient, is_lead=True, ended_on=None):
        change_record(
            lead,
            patient_id=patient.pk,
            by=by,
            version=None,
            changes={"is_lead": False},
            history={"lead": (lead.name, None)},
        )


def _organisation(organisation_id: UUID) -> Organisation:
    found = next((entry for entry in home_care() if entry.id == organisation_id), None)
    if found is None:
        sentence = _("Kies een organisatie uit de lijst.")
        raise Invalid(sentence, fields={"organisation": [sentence]})
    return found


def _clean_lines(model: type[Model], texts: dict[str, str], *, required: set[str]) -> dict[str, str]:
    wrong: dict[str, list[str]] = {}
    cleaned: dict[str, str] = {}
    for name, text in texts.items():
        limit = limit_of(model, name)
        try:
            cleaned[name] = " ".join(clean_text(text, field=name, limit=limit, required=name in required).split())
        except Invalid as error:
            wrong.update(error.fields)
    if wrong:
        raise Invalid(_("Niet alles klopt nog. Kijk bij de velden met een melding."), fields=wrong)
    return cleaned
