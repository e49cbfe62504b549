from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_platform.register import people, rules
from mdo_platform.register.models import InvolvedProfessional, Patient
from mdo_platform.register.services.history import changeable_patient, given, note, one_change

from .rows import any_row, change_row, clean_lines, made_before, present_row, refuse


def add_professional(
    patient_id: UUID,
    *,
    by: Actor,
    name: str = "",
    discipline: str = "",
    organisation: str = "",
    phone: str = "",
    email: str = "",
    user_id: UUID | None = None,
    is_lead: bool = False,
    may_edit: bool = False,
    idempotency_key: UUID | None = None,
) -> InvolvedProfessional:
    """Add somebody around the patient (R-10): a member of the group, whose details fill what is empty, or an outsider.

    A new lead takes over from the present one; the same key adds one.
    """
    member = people.colleague(user_id) if user_id else None
    if may_edit:
        _check_may_edit(member, by=by)
    typed = {"name": name, "discipline": discipline, "organisation": organisation, "phone": phone, "email": email}
    texts = _clean(people.as_involved(member, typed=typed) if member else typed)
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        if (existing := made_before(InvolvedProfessional, patient, key=idempotency_key)) is not None:
            return existing
        _check_not_twice(patient.pk, user_id)
        if is_lead:
            _end_lead(patient, by=by)
        values = texts | {"user_id": user_id, "is_lead": is_lead, "may_edit": may_edit}
        professional = InvolvedProfessional.objects.create(patient=patient, idempotency_key=idempotency_key, **values)
        note(professional, patient_id=patient.pk, by=by, history=given(values), action="C")
        return professional


def change_professional(professional_id: UUID, *, by: Actor, version: int | None, **texts: str) -> InvolvedProfessional:
    """Change some of name, discipline, organisation, phone and email; a member keeps the name of the account."""
    with one_change(by):
        professional = present_row(InvolvedProfessional, professional_id, by=by)
        if professional.user_id:
            texts["name"] = professional.name
        changes = _clean(texts)
        return change_row(professional, by=by, version=version, changes=changes)


def set_lead(professional_id: UUID, *, by: Actor) -> InvolvedProfessional:
    """Make somebody the lead (regievoerder) instead of the present one."""
    with one_change(by):
        professional = present_row(InvolvedProfessional, professional_id, by=by)
        if professional.is_lead:
            return professional
        _end_lead(professional.patient, by=by)
        return change_row(
            professional,
            by=by,
            version=None,
            changes={"is_lead": True},
            history={"lead": (None, professional.name)},
        )


def set_may_edit(professional_id: UUID, *, by: Actor, allowed: bool) -> InvolvedProfessional:
    """Ask a consultant to change this patient, or stop that; both hold from the consultant's next request."""
    with one_change(by):
        professional = present_row(InvolvedProfessional, professional_id, by=by)
        if allowed:
            member = people.colleague(professional.user_id) if professional.user_id else None
            _check_may_edit(member, by=by)
        else:
            rules.check_can_grant_editing(by)
        return change_row(professional, by=by, version=None, changes={"may_edit": allowed})


def end_professional(professional_id: UUID, *, by: Actor, version: int | None) -> InvolvedProfessional:
    """Take somebody away; whoever led or might edit no longer does. It can be put back."""
    with one_change(by):
        professional = present_row(InvolvedProfessional, professional_id, by=by)
        history: dict[str, tuple[Any, Any]] = {"name": (professional.name, None)}
        if professional.is_lead:
            history["lead"] = (professional.name, None)
        if professional.may_edit:
            history["may_edit"] = (True, False)
        return change_row(
            professional,
            by=by,
            version=version,
            changes={"ended_on": timezone.localdate()},
            history=history,
        )


def restore_professional(professional_id: UUID, *, by: Actor) -> InvolvedProfessional:
    """Put somebody back, as lead unless there is another by now; again changes nothing.

    What lets a consultant edit comes back only when `by` may grant it.
    """
    with one_change(by):
        professional = any_row(InvolvedProfessional, professional_id, by=by)
        if professional.ended_on is None:
            return professional
        _check_not_twice(professional.patient_id, professional.user_id)
        leads = professional.is_lead and not _leads_of(professional.patient).exists()
        may_edit = professional.may_edit and rules.can_grant_editing(by)
        history: dict[str, tuple[Any, Any]] = {"name": (None, professional.name)}
        if leads:
            history["lead"] = (None, professional.name)
        if may_edit:
            history["may_edit"] = (False, True)
        return change_row(
            professional,
            by=by,
            version=None,
            changes={"ended_on": None, "is_lead": leads, "may_edit": may_edit},
            history=history,
        )


def _clean(texts: dict[str, str]) -> dict[str, str]:
    return clean_lines(InvolvedProfessional, texts, required={"name", "discipline"})


def _check_may_edit(member: people.Colleague | None, *, by: Actor) -> None:
    rules.check_can_grant_editing(by)
    if member is None or not member.is_consultant:
        raise refuse("may_edit", _("Alleen een consulent die lid is van de groep kan op verzoek wijzigen."))


def _check_not_twice(patient_id: UUID, user_id: UUID | None) -> None:
    present = InvolvedProfessional.objects.filter(patient=patient_id, user_id=user_id, ended_on=None)
    if user_id and present.exists():
        raise refuse("user_id", _("Dit lid van de groep staat al bij de betrokkenen."))


def _leads_of(patient: Patient) -> Any:
    return InvolvedProfessional.objects.filter(patient=patient, is_lead=True, ended_on=None)


def _end_lead(patient: Patient, *, by: Actor) -> None:
    for lead in _leads_of(patient):
        change_row(
            lead,
            by=by,
            version=None,
            changes={"is_lead": False},
            history={"lead": (lead.name, None)},
        )
