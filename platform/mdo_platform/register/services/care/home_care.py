from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_platform.register import rules
from mdo_platform.register.models import CareInvolvement, Patient
from mdo_platform.register.people import home_care
from mdo_platform.register.services.history import changeable_patient, note, one_change
from mdo_tenants.groups.organisations import Organisation

from .rows import any_row, change_row, not_ended, present_row, refuse

UNDO_WITHIN = timedelta(hours=24)
_OLDEST = date(2000, 1, 1)
_AHEAD = timedelta(days=366)


def organisations_at_enrolment(organisation_ids: Sequence[UUID], *, by: Actor) -> list[Organisation]:
    """The chosen organisations from the group's list, with the own organisation of a nurse who enrols."""
    chosen = dict.fromkeys(organisation_ids)
    if rules.is_bound_to_own_organisation(by) and by.organisation_ids.isdisjoint(chosen):
        chosen |= dict.fromkeys(sorted(by.organisation_ids))
    return [_organisation(organisation_id) for organisation_id in chosen]


def add_home_care(
    patient_id: UUID, *, by: Actor, organisation_id: UUID, started_on: date | None = None
) -> CareInvolvement:
    """Involve a home-care organisation (R-11): its nurses see the patient from `started_on`, today if not given.

    An organisation that is involved already stays so: an end that was planned is taken back.
    """
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        organisation = _organisation(organisation_id)
        present = CareInvolvement.objects.filter(not_ended(), patient=patient, organisation_id=organisation_id).first()
        if present is not None:
            return _change(present, by=by, version=None, ended_on=None)
        started = started_on or timezone.localdate()
        _check_period(started, None)
        return start_home_care(patient, organisation=organisation, by=by, started_on=started)


def start_home_care(patient: Patient, *, organisation: Organisation, by: Actor, started_on: date) -> CareInvolvement:
    """Insert an involvement; for services that checked the rights."""
    care = CareInvolvement.objects.create(
        patient=patient, organisation_id=organisation.id, organisation_name=organisation.name, started_on=started_on
    )
    note(care, patient_id=patient.pk, by=by, history={"organisation": (None, organisation.name)}, action="C")
    return care


def change_home_care(care_id: UUID, *, by: Actor, version: int | None, **dates: date | None) -> CareInvolvement:
    """Change started_on, ended_on, or both. From the day of the end on, the organisation's nurses no longer see the
    patient.
    """
    with one_change(by):
        care = present_row(CareInvolvement, care_id, by=by)
        started_on = dates.get("started_on") or care.started_on
        _check_period(started_on, dates.get("ended_on", care.ended_on))
        return _change(care, by=by, version=version, **dates | {"started_on": started_on})


def end_home_care(care_id: UUID, *, by: Actor, version: int | None) -> CareInvolvement:
    """End an involvement today: the organisation's nurses no longer see the patient at their next request."""
    with one_change(by):
        care = present_row(CareInvolvement, care_id, by=by)
        return change_row(
            care,
            by=by,
            version=version,
            changes={"ended_on": timezone.localdate()},
            history={"organisation": (care.organisation_name, None)},
        )


def restore_home_care(care_id: UUID, *, by: Actor) -> CareInvolvement:
    """Take back an end of less than a day ago; after that the period stays as it was, and a new one can be started."""
    with one_change(by):
        care = any_row(CareInvolvement, care_id, by=by)
        if care.ended_on is None:
            return care
        again = CareInvolvement.objects.filter(
            not_ended(), patient=care.patient_id, organisation_id=care.organisation_id
        )
        if timezone.now() - care.updated_at > UNDO_WITHIN or again.exclude(pk=care.pk).exists():
            raise refuse("organisation", _("Deze periode is voorbij. Voeg de organisatie opnieuw toe."))
        return change_row(
            care,
            by=by,
            version=None,
            changes={"ended_on": None},
            history={"organisation": (None, care.organisation_name)},
        )


def _change(care: CareInvolvement, *, by: Actor, version: int | None, **dates: date | None) -> CareInvolvement:
    return change_row(care, by=by, version=version, changes=dates)


def _check_period(started_on: date, ended_on: date | None) -> None:
    latest = timezone.localdate() + _AHEAD
    if not _OLDEST <= started_on <= latest:
        raise refuse("started_on", _("Kies een begin tussen 2000 en een jaar na vandaag."))
    if ended_on is not None and not started_on <= ended_on <= latest:
        raise refuse("ended_on", _("Kies een einde na het begin, hoogstens een jaar na vandaag."))


def _organisation(organisation_id: UUID) -> Organisation:
    found = next((entry for entry in home_care() if entry.id == organisation_id), None)
    if found is None:
        raise refuse("organisation", _("Kies een organisatie uit de lijst."))
    return found
