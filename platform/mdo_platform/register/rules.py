"""Who may do what with which patient: the rights table of the group, applied to rows (S-02).

A patient that is not in view does not exist for the actor: NotFound, never 'not allowed'.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotAllowed, NotFound
from mdo_tenants.groups.rights import Right, has_right

from .models import CareInvolvement, ConsentStatus, InvolvedProfessional, Patient, PatientStatus


def visible_patients(actor: Actor) -> QuerySet[Patient]:
    """The patients that exist for the actor: all, those in care at the own organisation, or none.

    Who objects is hidden from all but the own GP and the one who enrolled the patient: they must be able to mend it.
    """
    if actor.via == "system":
        return Patient.objects.all()
    mine = Q(gp_id=actor.user_id) | Q(created_by_id=actor.user_id)
    patients = Patient.objects.filter(~Q(consent=ConsentStatus.OBJECTS) | mine)
    if has_right(actor, Right.SEE_ALL_PATIENTS):
        return patients
    if has_right(actor, Right.SEE_OWN_PATIENTS):
        return patients.filter(in_care_at(actor.organisation_ids, on=timezone.localdate()))
    return Patient.objects.none()


def in_care_at(organisation_ids: frozenset[UUID], *, on: date) -> Exists:
    care = CareInvolvement.objects.filter(
        Q(ended_on=None) | Q(ended_on__gt=on),
        patient=OuterRef("pk"),
        organisation_id__in=organisation_ids,
        started_on__lte=on,
    )
    return Exists(care)


def changeable_patients(actor: Actor) -> QuerySet[Patient]:
    """The part of `visible_patients` that the actor may change; a closed record is only read."""
    patients = visible_patients(actor).filter(status=PatientStatus.ACTIVE)
    if actor.via == "system" or has_right(actor, Right.CHANGE_ALL_PATIENTS):
        return patients
    allowed = Q(pk__in=())
    if has_right(actor, Right.CHANGE_OWN_PATIENTS):
        allowed |= Q(in_care_at(actor.organisation_ids, on=timezone.localdate()))
    if has_right(actor, Right.CHANGE_ON_REQUEST):
        asked = InvolvedProfessional.objects.filter(
            patient=OuterRef("pk"), user_id=actor.user_id, may_edit=True, ended_on=None
        )
        allowed |= Q(Exists(asked))
    return patients.filter(allowed)


def can_see_register(actor: Actor) -> bool:
    return has_right(actor, Right.SEE_ALL_PATIENTS, Right.SEE_OWN_PATIENTS)


def check_can_see_register(actor: Actor) -> None:
    if not can_see_register(actor):
        raise NotAllowed(_("Met jouw rol zie je geen patiënten."))


def sees_all(actor: Actor) -> bool:
    return has_right(actor, Right.SEE_ALL_PATIENTS)


def can_create_patient(actor: Actor) -> bool:
    return has_right(actor, Right.CREATE_PATIENT) or (
        has_right(actor, Right.CREATE_OWN_PATIENT) and bool(actor.organisation_ids)
    )


def check_can_create_patient(actor: Actor) -> None:
    if not can_create_patient(actor):
        raise NotAllowed(_("Met jouw rol kun je geen patiënten aanmelden."))


def is_bound_to_own_organisation(actor: Actor) -> bool:
    """A nurse enrols only patients in whose care the own organisation is involved."""
    return not has_right(actor, Right.CREATE_PATIENT)


def can_change_patient(actor: Actor, patient_id: UUID) -> bool:
    return changeable_patients(actor).filter(pk=patient_id).exists()


def check_can_change_patient(actor: Actor, patient_id: UUID) -> None:
    """NotFound for a patient out of view; NotAllowed for one that the actor only sees."""
    if can_change_patient(actor, patient_id):
        return
    patient = visible_patients(actor).filter(pk=patient_id).values("status").first()
    if patient is None:
        raise NotFound
    if patient["status"] == PatientStatus.CLOSED:
        raise NotAllowed(_("Deze patiënt is afgesloten. Je kunt niets meer wijzigen."))
    raise NotAllowed(_("Je kunt deze patiënt bekijken, maar niet wijzigen."))


def can_grant_editing(actor: Actor) -> bool:
    """Only who may change every patient asks a consultant to change one."""
    return has_right(actor, Right.CHANGE_ALL_PATIENTS)


def check_can_grant_editing(actor: Actor) -> None:
    if not can_grant_editing(actor):
        raise NotAllowed(_("Alleen een huisarts of de voorzitter laat een consulent wijzigen."))
