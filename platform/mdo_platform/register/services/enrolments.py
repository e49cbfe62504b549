from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.groups import current_group
from mdo_platform.register import definitions
from mdo_platform.register.models import ConsentStatus, EndReason, Enrolment, EnrolmentKind, Patient
from mdo_platform.register.text import QUESTION_LENGTH, clean_text
from mdo_tenants.groups.services import publish_use

from .consents import store_consent
from .history import change_record, changeable_patient, locked_patient, note, one_change

NO_QUESTION = {"question": "", "question_by_id": None, "question_by_name": "", "question_at": None}


def enrol(patient_id: UUID, *, by: Actor, target_group: str, kind: str = EnrolmentKind.THEMATIC) -> Enrolment:
    """Enrol a patient for one more target group (R-02, R-03); the primary one changes by a transfer only."""
    with one_change(by):
        patient = changeable_patient(patient_id, by=by)
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
        return _change(enrolment, by=by, version=version, field="question", changes=changes)


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


def transfer_enrolment(
    enrolment_id: UUID,
    *,
    by: Actor,
    version: int | None,
    target_group: str,
    consent: str = ConsentStatus.UNKNOWN,
    on: date | None = None,
) -> Enrolment:
    """Move the patient's primary enrolment to another target group (R-04, clinical §8).

    Only prognosis, urgency and the question start empty; the old enrolment keeps its own as history. Consent counts for
    the old circle of people, so it is what is said now: unknown until somebody asked again.
    """
    with one_change(by):
        old = _open_enrolment(enrolment_id, by=by)
        if old.kind != EnrolmentKind.PRIMARY:
            raise Invalid(_("Alleen de eerste doelgroep kun je overzetten. Een tweede doelgroep meld je aan of af."))
        today = on or timezone.localdate()
        changes = {"ended_on": today, "end_reason": EndReason.TRANSFERRED.value}
        _change(old, by=by, version=version, field="end_reason", changes=changes)
        new = start_enrolment(
            old.patient,
            by=by,
            target_group=target_group,
            kind=EnrolmentKind.PRIMARY,
            started_on=today,
            transferred_from=old,
        )
        if old.patient.consent != ConsentStatus.OBJECTS:
            store_consent(old.patient, by=by, status=consent)
        return new


def end_thematic(
    enrolment_id: UUID, *, by: Actor, version: int | None, reason: str = EndReason.CARE_ENDED
) -> Enrolment:
    """Take a patient off a second target group; the first ends by a transfer or with the register."""
    with one_change(by):
        enrolment = _open_enrolment(enrolment_id, by=by)
        if enrolment.kind != EnrolmentKind.THEMATIC:
            raise Invalid(_("De eerste doelgroep eindigt door overzetten of afsluiten."))
        changes = {"ended_on": timezone.localdate(), "end_reason": reason}
        return _change(enrolment, by=by, version=version, field="end_reason", changes=changes)


def end_enrolments(patient: Patient, *, by: Actor, reason: str, on: date) -> None:
    """End every active enrolment of a patient; for services that checked the rights and hold the patient's lock."""
    for enrolment in Enrolment.objects.filter(patient=patient, ended_on=None):
        changes = {"ended_on": max(on, enrolment.started_on), "end_reason": reason}
        _change(enrolment, by=by, version=None, field="end_reason", changes=changes)


def _set_level(
    enrolment_id: UUID, *, by: Actor, scale: Literal["prognosis", "urgency"], level: str, version: int | None
) -> Enrolment:
    with one_change(by):
        enrolment = _open_enrolment(enrolment_id, by=by)
        definitions.check_level(enrolment.target_group, scale, level)
        if getattr(enrolment, scale) == level:
            return enrolment
        changes = {scale: level, f"{scale}_on": timezone.localdate(), f"{scale}_by_name": by.name}
        return _change(enrolment, by=by, version=version, field=scale, changes=changes)


def _change(
    enrolment: Enrolment, *, by: Actor, version: int | None, field: str, changes: Mapping[str, Any]
) -> Enrolment:
    return change_record(
        enrolment,
        patient_id=enrolment.patient_id,
        by=by,
        version=version,
        changes=changes,
        history={field: (getattr(enrolment, field), changes[field])},
        target_group=enrolment.target_group,
    )


def _open_enrolment(enrolment_id: UUID, *, by: Actor) -> Enrolment:
    """The active enrolment of a patient that is locked and may be changed."""
    patient_id = Enrolment.objects.filter(pk=enrolment_id).values_list("patient_id", flat=True).first()
    if patient_id is None:
        raise NotFound
    changeable_patient(patient_id, by=by)
    enrolment = Enrolment.objects.select_related("patient").get(pk=enrolment_id)
    if enrolment.ended_on is not None:
        raise Invalid(_("Deze aanmelding is beëindigd. Je kunt haar nog wel bekijken."))
    return enrolment


def _check_free(patient: Patient, *, target_group: str, kind: str) -> None:
    active = list(Enrolment.objects.filter(patient=patient, ended_on=None).values_list("target_group", "kind"))
    if any(code == target_group for code, _kind in active):
        raise Invalid(_("De patiënt is al aangemeld voor deze doelgroep."))
    if kind == EnrolmentKind.PRIMARY and any(other == EnrolmentKind.PRIMARY for _code, other in active):
        raise Invalid(_("De patiënt heeft al een doelgroep. Zet de patiënt over, of kies een themagericht MDO."))
