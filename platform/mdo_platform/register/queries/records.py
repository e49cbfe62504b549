"""Everything that is recorded about a patient, in a number of queries that does not depend on how many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.register import rules, scores
from mdo_platform.register.models import (
    Answer,
    CareInvolvement,
    Consent,
    Diagnosis,
    Enrolment,
    EnrolmentKind,
    InvolvedProfessional,
    Patient,
)

Row = TypeVar("Row", Enrolment, Answer, Diagnosis, InvolvedProfessional, CareInvolvement, Consent)


@dataclass(frozen=True, kw_only=True)
class PatientRecord:
    """A patient with all present records: `enrolments` the active ones, the primary first; `history` the ended ones.

    `scores` come from the floor above: (taken on, score) by tool code, newest first.
    """

    patient: Patient
    enrolments: list[Enrolment] = field(default_factory=list)
    history: list[Enrolment] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    diagnoses: list[Diagnosis] = field(default_factory=list)
    professionals: list[InvolvedProfessional] = field(default_factory=list)
    care: list[CareInvolvement] = field(default_factory=list)
    consent: Consent | None = None
    scores: scores.Scores = field(default_factory=dict)

    @property
    def primary(self) -> Enrolment | None:
        """The active primary enrolment; None once the patient is closed."""
        return next((one for one in self.enrolments if one.kind == EnrolmentKind.PRIMARY), None)

    @property
    def thematic(self) -> list[Enrolment]:
        return [one for one in self.enrolments if one.kind == EnrolmentKind.THEMATIC]

    @property
    def latest(self) -> Enrolment:
        """The enrolment that the patient is shown under: the active primary one, or the last that was."""
        return self.primary or max(self.history, key=lambda one: (one.kind == EnrolmentKind.PRIMARY, one.ended_on))

    @property
    def target_groups(self) -> list[str]:
        """Of the active enrolments; of a closed patient those that ended together with the last one."""
        return [one.target_group for one in self.enrolments] or [one.target_group for one in ended_last(self.history)]

    @property
    def lead(self) -> InvolvedProfessional | None:
        return next((one for one in self.professionals if one.is_lead), None)

    def enrolment(self, enrolment_id: UUID) -> Enrolment | None:
        return next((one for one in (*self.enrolments, *self.history) if one.pk == enrolment_id), None)

    def enrolment_for(self, target_group: str) -> Enrolment | None:
        return next((one for one in self.enrolments if one.target_group == target_group), None)


def ended_last(history: Sequence[Enrolment]) -> list[Enrolment]:
    """The last primary enrolment and the thematic ones that ended with it: what a closing ended."""
    primary = [one for one in history if one.kind == EnrolmentKind.PRIMARY]
    last = max(primary, key=lambda one: (one.ended_on or date.min, one.created_at))
    themes = [one for one in history if one.kind == EnrolmentKind.THEMATIC]
    return [last, *(one for one in themes if (one.ended_on, one.end_reason) == (last.ended_on, last.end_reason))]


def patient_record(actor: Actor, patient_id: UUID, *, page: str = "patient") -> PatientRecord:
    """One patient for the one who looks; NotFound out of view. The read is logged before it is returned."""
    patient = rules.visible_patients(actor).filter(pk=patient_id).first()
    if patient is None:
        raise NotFound
    record = _records([patient])[patient_id]
    record_access(actor, action="R", what="patient.read", patient_ids=[patient_id], detail={"page": page})
    return record


def enrolment(actor: Actor, enrolment_id: UUID) -> Enrolment:
    """One enrolment of a patient in view, for who is about to change it: that change is what gets logged."""
    found = Enrolment.objects.filter(pk=enrolment_id, patient__in=rules.visible_patients(actor)).first()
    if found is None:
        raise NotFound
    return found


def meeting_records(patient_ids: Sequence[UUID]) -> dict[UUID, PatientRecord]:
    """Records by patient id without row scope or log line: the meeting decides who sees its agenda, and logs that."""
    return _records(Patient.objects.filter(pk__in=patient_ids))


def visible_patient_ids(actor: Actor, *, among: Iterable[UUID]) -> set[UUID]:
    """Which of these patients exist for the actor."""
    return set(rules.visible_patients(actor).filter(pk__in=list(among)).values_list("pk", flat=True))


def _records(patients: Iterable[Patient]) -> dict[UUID, PatientRecord]:
    by_id = {patient.pk: patient for patient in patients}
    ids = list(by_id)
    enrolments = _by_patient(Enrolment.objects.filter(patient__in=ids).order_by("kind", "started_on", "created_at"))
    answers = _by_patient(Answer.objects.filter(patient__in=ids))
    diagnoses = _by_patient(Diagnosis.objects.filter(patient__in=ids, ended_on=None).order_by("created_at"))
    people = _by_patient(
        InvolvedProfessional.objects.filter(patient__in=ids, ended_on=None).order_by("-is_lead", "created_at")
    )
    involved = CareInvolvement.objects.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()), patient__in=ids)
    care = _by_patient(involved.order_by("organisation_name"))
    newest = Consent.objects.filter(patient__in=ids).order_by("patient", "-recorded_at").distinct("patient")
    consents: dict[UUID, Any] = {consent.patient_id: consent for consent in newest}
    scored = scores.scores_of(ids)
    return {
        patient_id: PatientRecord(
            patient=patient,
            enrolments=[one for one in enrolments[patient_id] if one.ended_on is None],
            history=[one for one in enrolments[patient_id] if one.ended_on is not None],
            answers={answer.field: answer for answer in answers[patient_id]},
            diagnoses=diagnoses[patient_id],
            professionals=people[patient_id],
            care=care[patient_id],
            consent=consents.get(patient_id),
            scores=scored.get(patient_id, {}),
        )
        for patient_id, patient in by_id.items()
    }


def _by_patient(rows: QuerySet[Row]) -> defaultdict[UUID, list[Row]]:
    found: defaultdict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.patient_id].append(row)
    return found
