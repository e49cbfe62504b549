"""Out of the register, and back in (R-16)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed, NotFound
from mdo_platform.register import rules
from mdo_platform.register.definitions import fields_of
from mdo_platform.register.erasure import remove_at_closing
from mdo_platform.register.models import (
    AnswerState,
    Change,
    ConsentGivenBy,
    ConsentStatus,
    EndReason,
    Enrolment,
    EnrolmentKind,
    Patient,
    PatientStatus,
)
from mdo_plugin_api import Field

from .answers import save_answer
from .consents import ask_consent_again
from .enrolments import end_enrolments, revive_enrolments, start_enrolment
from .history import change_record, locked_patient, note_read, one_change
from .retention import plan_deletion

CLOSE_REASONS = tuple(one for one in EndReason if one != EndReason.TRANSFERRED)
# The shared evaluation fields that say the same as the closing itself (clinical §4.3) are filled from it.
REASON_FIELD, DATE_FIELD = "eva_reden", "eva_datum"
_REASON_ANSWERS: Mapping[str, str] = {
    EndReason.DECEASED: "overleden",
    EndReason.MOVED: "verhuisd",
    EndReason.ADMITTED: "opname",
    EndReason.CARE_ENDED: "niet_nodig",
    EndReason.AT_REQUEST: "verzoek",
}


@dataclass(frozen=True, kw_only=True)
class Evaluated:
    """An evaluation field as it is filled in while closing; `version` is what its author saw."""

    value: Any
    state: str = AnswerState.FILLED
    version: int | None = None


def close_patient(
    patient_id: UUID,
    *,
    by: Actor,
    version: int | None,
    reason: str,
    on: date | None = None,
    evaluation: Mapping[str, Evaluated] | None = None,
) -> Patient:
    """Take a patient out of the register (R-16): all enrolments end, the record stays to be read and evaluated.

    Everything or nothing: an answer that cannot be stored leaves the patient active. The same person who sends it twice
    closes once. The day on which the record is announced for deletion is planned with it. What floors above keep only
    of patients in the register goes, and does not come back with an undo.
    """
    ended_on = on or timezone.localdate()
    _check_reason(reason)
    with one_change(by):
        patient = _locked(patient_id, by=by)
        if patient.status == PatientStatus.CLOSED:
            return _moved_before(patient, by=by)
        _check_day(patient, ended_on)
        _evaluate(patient, by=by, reason=reason, on=ended_on, evaluation=evaluation or {})
        changes = {"status": PatientStatus.CLOSED.value, "closed_on": ended_on}
        # The status first: what ends after it, ended with it, and comes back with it.
        closed = change_record(patient, patient_id=patient_id, by=by, version=version, changes=changes)
        end_enrolments(closed, by=by, reason=reason, on=ended_on)
        remove_at_closing(closed.pk)
        plan_deletion(closed)
        return closed


def undo_closing(patient_id: UUID, *, by: Actor, version: int | None) -> Patient:
    """The closing was a mistake: what ended with it goes on as it was, levels and questions too. Once is enough."""
    with one_change(by):
        patient = _locked(patient_id, by=by)
        if patient.status == PatientStatus.ACTIVE:
            return _moved_before(patient, by=by)
        ended = _ended_with_the_closing(patient)
        opened = _open_again(patient, by=by, version=version)
        revive_enrolments(opened, by=by, ended=ended)
        return opened


def readmit_patient(
    patient_id: UUID,
    *,
    by: Actor,
    version: int | None,
    target_group: str,
    consent: str = ConsentStatus.UNKNOWN,
    consent_given_by: str = ConsentGivenBy.PATIENT,
    consent_scope: str = "",
    consent_given_on: date | None = None,
) -> Patient:
    """Somebody comes back: a new enrolment, prognosis and urgency unknown; everything that was recorded is kept.

    Consent was given for the time before, so it is what is said now.
    """
    with one_change(by):
        patient = _locked(patient_id, by=by)
        if patient.status == PatientStatus.ACTIVE:
            return _moved_before(patient, by=by)
        opened = _open_again(patient, by=by, version=version)
        start_enrolment(
            opened, by=by, target_group=target_group, kind=EnrolmentKind.PRIMARY, started_on=timezone.localdate()
        )
        said = {"given_by": consent_given_by, "scope": consent_scope, "given_on": consent_given_on}
        ask_consent_again(opened, by=by, status=consent, **said)
        return opened


def _locked(patient_id: UUID, *, by: Actor) -> Patient:
    """The patient, active or closed, for who may change it while it is active."""
    rules.check_could_change_patient(by, patient_id)
    return locked_patient(patient_id)


def _moved_before(patient: Patient, *, by: Actor) -> Patient:
    """The same click a moment ago, by the same person; of somebody else it is a refusal in words."""
    last = Change.objects.filter(record_id=patient.pk, field="status").first()
    if last is None or last.by_id != by.user_id:
        raise NotAllowed(
            _("Deze patiënt is al afgesloten.")
            if patient.status == PatientStatus.CLOSED
            else _("Deze patiënt staat al in het register.")
        )
    note_read(patient.pk, what="patient.read")
    return patient


def _check_reason(reason: str) -> None:
    if reason not in CLOSE_REASONS:
        raise Invalid(_("Kies waarom de zorg is gestopt."), fields={"reason": [_("Kies een van de mogelijkheden.")]})


def _check_day(patient: Patient, day: date) -> None:
    """A wrong year would start the retention term years ago."""
    first = Enrolment.objects.filter(patient=patient).order_by("started_on").values_list("started_on", flat=True)[0]
    if day > timezone.localdate():
        raise Invalid(_("De einddatum ligt in de toekomst."), fields={"on": [_("Kies vandaag of eerder.")]})
    if day < first:
        sentence = _("De einddatum ligt vóór de aanmelding op %(day)s.") % {"day": first.strftime("%d-%m-%Y")}
        raise Invalid(sentence, fields={"on": [sentence]})


def _evaluate(patient: Patient, *, by: Actor, reason: str, on: date, evaluation: Mapping[str, Evaluated]) -> None:
    codes = Enrolment.objects.filter(patient=patient, ended_on=None).values_list("target_group", flat=True)
    fields = fields_of(codes)
    said = {REASON_FIELD: _REASON_ANSWERS[reason], DATE_FIELD: on.isoformat()}
    known = {code: Evaluated(value=value) for code, value in said.items() if _can_hold(fields.get(code), value)}
    for code, answer in {**evaluation, **known}.items():
        save_answer(patient.pk, by=by, field=code, value=answer.value, state=answer.state, version=answer.version)


def _can_hold(field: Field | None, value: str) -> bool:
    return field is not None and (not field.options or any(one.code == value for one in field.options))


def _ended_with_the_closing(patient: Patient) -> list[UUID]:
    """Nothing of a closed record ends later, so what ended from that moment on ended by it."""
    moment = Change.objects.filter(record_id=patient.pk, field="status", new=PatientStatus.CLOSED.value).first()
    if moment is None:
        raise NotFound
    ends = Change.objects.filter(patient=patient, record="enrolment", field="end_reason", at__gte=moment.at)
    return list(ends.values_list("record_id", flat=True))


def _open_again(patient: Patient, *, by: Actor, version: int | None) -> Patient:
    changes = {
        "status": PatientStatus.ACTIVE.value,
        "closed_on": None,
        "delete_on": None,
        "deletion_announced_on": None,
    }
    shown = {"status": (patient.status, PatientStatus.ACTIVE.value)}
    return change_record(patient, patient_id=patient.pk, by=by, version=version, changes=changes, history=shown)
