from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.groups import current_group
from mdo_platform.register import definitions
from mdo_platform.register.models import Enrolment, EnrolmentKind, Patient
from mdo_platform.register.text import QUESTION_LENGTH, clean_text
from mdo_tenants.groups.services import publish_use

from .history import change_record, changeable_patient, locked_patient, note, note_read, one_change

NO_QUESTION = {"question": "", "question_by_id": None, "question_by_name": "", "question_at": None}


def enrol(patient_id: UUID, *, by: Actor, target_group: str, kind: str = EnrolmentKind.THEMATIC) -> Enrolment:
    """Enrol a patient for one more target group (R-02, R-03); the primary one changes by a transfer only.

    Enrolled already for this second target group is fine: a double click makes one.
    """
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
        present = Enrolment.objects.filter(
            patient=patient, target_group=target_group, kind=EnrolmentKind.THEMATIC, ended_on=None
        ).first()
        if present is not None and kind == EnrolmentKind.THEMATIC:
            return answered_before(present)
        return start_enrolment(patient, by=by, target_group=target_group, kind=kind, started_on=timezone.localdate())


def start_enrolment(
    patient: Patient,
    *,
    by: Actor,
    target_group: str,
    kind: str,
    started_on: date,
    transferred_from: Enrolment | None = None,
) -> Enrolment:
    """Insert an enrolment, prognosis and urgency unknown, and tell billing; for services that checked the rights."""
    definition = definitions.enabled_target_group(target_group)
    if kind == EnrolmentKind.THEMATIC and not definition.thematic:
        raise Invalid(_("Deze doelgroep is er niet als themagericht MDO. Zet de patiënt over."))
    _check_free(patient, target_group=target_group, kind=kind)
    enrolment = Enrolment.objects.create(
        patient=patient,
        target_group=target_group,
        definition_version=definition.version,
        kind=kind,
        prognosis=definition.prognosis.default.code if definition.prognosis else "",
        urgency=definition.urgency.default.code,
        started_on=started_on,
        transferred_from=transferred_from,
    )
    history = {"target_group": (transferred_from.target_group if transferred_from else None, target_group)}
    note(enrolment, patient_id=patient.pk, by=by, history=history, target_group=target_group, action="C")
    publish_use(group_id=current_group().id, code=target_group, year=started_on.year)
    return enrolment


def set_prognosis(enrolment_id: UUID, *, by: Actor, level: str, version: int | None) -> Enrolment:
    """Choose a level of the target group's prognosis scale (R-05); by a person, never by a score."""
    return _set_level(enrolment_id, by=by, scale="prognosis", level=level, version=version)


def set_urgency(enrolment_id: UUID, *, by: Actor, level: str, version: int | None) -> Enrolment:
    """Choose a level of the target group's urgency scale (R-06)."""
    return _set_level(enrolment_id, by=by, scale="urgency", level=level, version=version)


def set_question(enrolment_id: UUID, *, by: Actor, question: str, version: int | None) -> Enrolment:
    """Write the question to the meeting (R-07), signed and dated; an empty one takes it back."""
    text = clean_text(question, field="question", limit=QUESTION_LENGTH)
    with one_change(by):
        enrolment = _open_enrolment(enrolment_id, by=by)
        if enrolment.question == text:
            return enrolment
        signed = {"question_by_id": by.user_id, "question_by_name": by.name, "question_at": timezone.now()}
        changes = {"question": text, **signed} if text else NO_QUESTION
        return change_enrolment(enrolment, by=by, version=version, field="question", changes=changes)


def mark_discussed(questions: Mapping[UUID, str], *, by: Actor, on: date) -> None:
    """A meeting discussed these enrolments, each with the question it saw. The meeting's services check the rights.

    That question goes into the history; one that was changed since stays open.
    """
    with one_change(by):
        patient_ids = (
            Enrolment.objects.filter(pk__in=questions).order_by("patient_id").values_list("patient_id", flat=True)
        )
        for patient_id in patient_ids.distinct():
            locked_patient(patient_id)
        for enrolment in Enrolment.objects.filter(pk__in=questions):
            _mark_discussed(enrolment, by=by, on=on, question=questions[enrolment.pk])


def _mark_discussed(enrolment: Enrolment, *, by: Actor, on: date, question: str) -> None:
    changes: dict[str, Any] = {"last_discussed_on": on}
    history: dict[str, tuple[Any, Any]] = {"last_discussed_on": (enrolment.last_discussed_on, on)}
    if question and enrolment.question == question:
        changes |= NO_QUESTION
        history["question"] = (question, "")
    change_record(
        enrolment,
        patient_id=enrolment.patient_id,
        by=by,
        version=None,
        changes=changes,
        history=history,
        target_group=enrolment.target_group,
    )


def end_enrolments(patient: Patient, *, by: Actor, reason: str, on: date) -> None:
    """End every active enrolment of a patient; for services that checked the rights and hold the patient's lock."""
    for enrolment in Enrolment.objects.filter(patient=patient, ended_on=None):
        changes = {"ended_on": max(on, enrolment.started_on), "end_reason": reason}
        change_enrolment(enrolment, by=by, version=None, field="end_reason", changes=changes)


def revive_enrolments(patient: Patient, *, by: Actor, ended: Sequence[UUID]) -> None:
    """Take back the end of these enrolments, levels and question as they were; for services that hold the lock."""
    for enrolment in Enrolment.objects.filter(patient=patient, pk__in=ended):
        change_enrolment(
            enrolment, by=by, version=None, field="end_reason", changes={"ended_on": None, "end_reason": ""}
        )


def _set_level(
    enrolment_id: UUID, *, by: Actor, scale: Literal["prognosis", "urgency"], level: str, version: int | None
) -> Enrolment:
    with one_change(by):
        enrolment = _open_enrolment(enrolment_id, by=by)
        if getattr(enrolment, scale) == level:
            return enrolment
        definitions.check_level(enrolment.target_group, scale, level)
        changes = {scale: level, f"{scale}_on": timezone.localdate(), f"{scale}_by_name": by.name}
        return change_enrolment(enrolment, by=by, version=version, field=scale, changes=changes)


def change_enrolment(
    enrolment: Enrolment, *, by: Actor, version: int | None, field: str, changes: Mapping[str, Any]
) -> Enrolment:
    noted = [name for name in (field, "end_note") if name in changes]
    return change_record(
        enrolment,
        patient_id=enrolment.patient_id,
        by=by,
        version=version,
        changes=changes,
        history={name: (getattr(enrolment, name), changes[name]) for name in noted},
        target_group=enrolment.target_group,
    )


def answered_before(enrolment: Enrolment) -> Enrolment:
    """The answer to a request that was carried out before: a read, and logged as one."""
    note_read(enrolment.patient_id, what="enrolment.read")
    return enrolment


def _open_enrolment(enrolment_id: UUID, *, by: Actor) -> Enrolment:
    """The enrolment that goes on, of a patient that is locked and may be changed; its module must be active."""
    enrolment = locked_enrolment(enrolment_id, by=by)
    check_open(enrolment)
    definitions.check_active(enrolment.target_group)
    return enrolment


def check_open(enrolment: Enrolment) -> None:
    if enrolment.ended_on is not None:
        raise Invalid(_("Deze aanmelding is beëindigd. Je kunt haar nog wel bekijken."))


def locked_enrolment(enrolment_id: UUID, *, by: Actor) -> Enrolment:
    patient_id = Enrolment.objects.filter(pk=enrolment_id).values_list("patient_id", flat=True).first()
    if patient_id is None:
        raise NotFound
    changeable_patient(patient_id, by=by)
    return Enrolment.objects.select_related("patient").get(pk=enrolment_id)


def _check_free(patient: Patient, *, target_group: str, kind: str) -> None:
    active = list(Enrolment.objects.filter(patient=patient, ended_on=None).values_list("target_group", "kind"))
    if any(code == target_group for code, _kind in active):
        raise Invalid(_("De patiënt is al aangemeld voor deze doelgroep."))
    if kind == EnrolmentKind.PRIMARY and any(other == EnrolmentKind.PRIMARY for _code, other in active):
        raise Invalid(_("De patiënt heeft al een doelgroep. Zet de patiënt over, of kies een themagericht MDO."))
