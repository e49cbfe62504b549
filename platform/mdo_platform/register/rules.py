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
from mdo_tenants.groups.rights import USES_BSN, Right, has_right

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
    """The part of `visible_patients` that the actor may change; of a closed record only the evaluation."""
    return could_change_patients(actor).filter(status=PatientStatus.ACTIVE)


def could_change_patients(actor: Actor) -> QuerySet[Patient]:
    """What `changeable_patients` would be if every patient were active: who may evaluate, reopen, and look back."""
    patients = visible_patients(actor)
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


def sees_only_through(actor: Actor, organisation_id: UUID) -> bool:
    """Whether the actor sees a patient in care at this organisation for that reason only: ending it ends the view."""
    return not sees_all(actor) and organisation_id in actor.organisation_ids


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


def could_change_patient(actor: Actor, patient_id: UUID) -> bool:
    return could_change_patients(actor).filter(pk=patient_id).exists()


def check_could_change_patient(actor: Actor, patient_id: UUID) -> None:
    """As `check_can_change_patient`, for what is done to a closed record too."""
    if could_change_patient(actor, patient_id):
        return
    if not visible_patients(actor).filter(pk=patient_id).exists():
        raise NotFound
    raise NotAllowed(_("Je kunt deze patiënt bekijken, maar niet wijzigen."))


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


def can_manage_retention(actor: Actor) -> bool:
    """Who may change every patient sees what is going to be deleted, and can stop it (R-16)."""
    return has_right(actor, Right.CHANGE_ALL_PATIENTS)


def check_can_manage_retention(actor: Actor) -> None:
    if not can_manage_retention(actor):
        raise NotAllowed(_("Alleen een huisarts of de voorzitter gaat over bewaren en verwijderen."))


def can_use_bsn(actor: Actor, patient_id: UUID) -> bool:
    """A BSN is for who may change the patient, in a group that chose for it, and for people: never with a token."""
    return USES_BSN in actor.switches and actor.via == "session" and can_change_patient(actor, patient_id)


def check_can_use_bsn(actor: Actor, patient_id: UUID) -> None:
    """NotFound in a group without BSNs, as if there were no such thing."""
    if USES_BSN not in actor.switches:
        raise NotFound
    check_can_change_patient(actor, patient_id)
    if actor.via != "session":
        raise NotAllowed(_("Dit kan niet met een token, alleen als je zelf bent ingelogd."))
