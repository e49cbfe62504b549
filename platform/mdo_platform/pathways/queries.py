"""Programmes as they are read: of one patient, and who should be discussed again within the year (K-08)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.pathways import definitions
from mdo_platform.pathways.models import StepConsent, StepRecord
from mdo_platform.register import rules
from mdo_platform.register.models import (
    Answer,
    AnswerState,
    ConsentStatus,
    Enrolment,
    InvolvedProfessional,
    Patient,
    PatientStatus,
)
from mdo_platform.register.queries import PatientRecord, patient_record
from mdo_platform.register.scores import Scores, scores_of
from mdo_plugin_api import Pathway, Step

PAGE_SIZE = 50
# Discussed on this day a year ago is within the year.
A_YEAR = timedelta(days=365)
_COLUMNS = (
    *("patient_id", "patient__initials", "patient__name_prefix", "patient__last_name", "patient__birth_date"),
    *("patient__sex", "id", "target_group", "last_discussed_on", "outcome", "lead", "is_mine"),
)


@dataclass(frozen=True, kw_only=True)
class PatientPathway:
    """A programme of one patient; `pathway` is None when nobody knows it any more.

    `is_current`: it belongs to an active enrolment, so its steps can be recorded. `scores` are those of every tool.
    """

    patient_id: UUID
    code: str
    target_group: str
    pathway: Pathway | None
    records: dict[str, StepRecord]
    is_current: bool
    scores: Scores = field(default_factory=dict)
    is_due: bool = False
    last_discussed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class Changeable:
    """A step that can be recorded, with what was recorded of it before."""

    pathway: Pathway
    step: Step
    record: StepRecord | None


@dataclass(frozen=True, kw_only=True)
class YearlyDue:
    rows: list[dict[str, Any]]
    page: Page[Any]


@dataclass(frozen=True, kw_only=True)
class DueCount:
    """How many patients with one outcome were not discussed within the year; `mine`: of whom the actor is the lead."""

    label: str
    number: int
    mine: int


def has_pathway(record: PatientRecord) -> bool:
    """Whether there is a programme to show: of a present target group, or recorded under an earlier one."""
    if definitions.pathways_of(record.target_groups):
        return True
    return StepRecord.objects.filter(patient=record.patient, done_on__isnull=False).exists()


def patient_pathways(actor: Actor, patient_id: UUID) -> tuple[PatientRecord, list[PatientPathway]]:
    """The patient and the programmes, the present ones first. NotFound out of view; the read is logged."""
    record = patient_record(actor, patient_id, page="pathway")
    return record, pathways_in(record)


def step_to_change(actor: Actor, patient_id: UUID, *, pathway: str, step: str) -> Changeable:
    """A step and what is recorded of it, for who is about to change it: that change is what gets logged."""
    rules.check_can_change_patient(actor, patient_id)
    active = Enrolment.objects.filter(patient=patient_id, ended_on=None).values_list("target_group", flat=True)
    found = definitions.find_step(active, pathway=pathway, step=step)
    if found is None:
        raise NotFound
    record = StepRecord.objects.filter(patient=patient_id, pathway=pathway, step=step).first()
    return Changeable(pathway=found[1], step=found[2], record=record)


def pathways_in(record: PatientRecord) -> list[PatientPathway]:
    """The programmes of a patient whose read was logged."""
    by_pathway: dict[str, dict[str, StepRecord]] = {}
    for one in StepRecord.objects.filter(patient=record.patient).order_by("done_on", "created_at"):
        by_pathway.setdefault(one.pathway, {})[one.step] = one
    present = definitions.pathways_of(record.target_groups)
    active = {one.target_group: one for one in record.enrolments}
    scores = scores_of([record.patient.pk]).get(record.patient.pk, {}) if active else {}
    due = set(_due(Patient.objects.filter(pk=record.patient.pk)).values_list("target_group", flat=True))
    found = [
        PatientPathway(
            patient_id=record.patient.pk,
            code=pathway.code,
            target_group=code,
            pathway=pathway,
            records=by_pathway.pop(pathway.code, {}),
            is_current=code in active,
            scores=scores,
            is_due=code in due,
            last_discussed_on=active[code].last_discussed_on if code in active else None,
        )
        for code, pathway in present.items()
    ]
    return [*found, *_earlier(record.patient.pk, by_pathway)]


def _earlier(patient_id: UUID, by_pathway: dict[str, dict[str, StepRecord]]) -> Iterator[PatientPathway]:
    """What was recorded under a target group that the patient no longer has, or whose module is gone."""
    for code, records in by_pathway.items():
        target_group = next(iter(records.values())).target_group
        pathway = definitions.known_pathway(target_group)
        known = pathway if pathway and pathway.code == code else None
        if any(not one.is_open for one in records.values()):
            yield PatientPathway(
                patient_id=patient_id,
                code=code,
                target_group=target_group,
                pathway=known,
                records=records,
                is_current=False,
            )


def yearly_due(actor: Actor, *, page: int = 1) -> YearlyDue:
    """Patients in view who should be discussed at least once a year and were not; first those whom the actor leads.

    Then who was never discussed, and the longest ago. The read is logged. Who declined last, or objects, is left out.
    """
    rules.check_can_see_register(actor)
    chosen = Paginator(_ordered(actor), PAGE_SIZE).get_page(page)
    rows = list(chosen.object_list)
    record_access(actor, action="R", what="pathway.yearly", patient_ids=[row["patient_id"] for row in rows])
    return YearlyDue(rows=rows, page=chosen)


def yearly_counts(actor: Actor) -> list[DueCount]:
    """The numbers of `yearly_due` by outcome; they name nobody, so nothing is logged."""
    if not rules.can_see_register(actor):
        return []
    due = _due(rules.visible_patients(actor), lead=actor.user_id)
    rows = list(due.values_list("outcome", "is_mine"))
    labels = dict.fromkeys(label for label, _mine in rows)
    return [DueCount(label=label, number=_of(label, rows), mine=_of(label, rows, is_mine=True)) for label in labels]


def needs_yearly(patient_ids: Collection[UUID]) -> set[UUID]:
    """Of these patients the enrolments that should be discussed and were not; no rights here, the page shows them."""
    return set(_due(Patient.objects.filter(pk__in=patient_ids)).values_list("pk", flat=True))


def _of(label: str, rows: Sequence[tuple[str, bool]], *, is_mine: bool = False) -> int:
    return sum(one == label and (mine or not is_mine) for one, mine in rows)


def _ordered(actor: Actor) -> Any:
    found = _due(rules.visible_patients(actor), lead=actor.user_id)
    oldest = F("last_discussed_on").asc(nulls_first=True)
    return found.order_by("-is_mine", oldest, Lower("patient__last_name"), "pk").values(*_COLUMNS)


def _due(patients: QuerySet[Patient], *, lead: UUID | None = None) -> Any:
    """Active enrolments that an outcome wants to be discussed every year and were not, with that outcome's label."""
    yearly = list(definitions.yearly_outcomes())
    active = patients.filter(status=PatientStatus.ACTIVE).exclude(consent=ConsentStatus.OBJECTS)
    leads = InvolvedProfessional.objects.filter(patient=OuterRef("patient"), is_lead=True, ended_on=None)
    not_discussed = Q(last_discussed_on=None) | Q(last_discussed_on__lt=timezone.localdate() - A_YEAR)
    found = Enrolment.objects.filter(not_discussed, ended_on=None, patient__in=active.values("pk"))
    said = found.alias(**{_said(one.pathway): _last_said(one.pathway) for one in yearly})
    labels = Case(*(When(_holds(one), then=Value(one.outcome.label)) for one in yearly), output_field=CharField())
    return said.filter(reduce(or_, map(_holds, yearly), Q(pk__in=()))).annotate(
        outcome=labels, lead=Subquery(leads.values("name")[:1]), is_mine=Exists(leads.filter(user_id=lead))
    )


def _holds(yearly: definitions.Yearly) -> Q:
    """The answer that the outcome fills in, or the step with that outcome while the field says nothing else.

    Not for a patient who declined when last asked in this programme (K-03).
    """
    steps = StepRecord.objects.filter(patient=OuterRef("patient"), pathway=yearly.pathway)
    holds = Q(Exists(steps.filter(step=yearly.step, outcome=yearly.outcome.code)))
    if yearly.outcome.sets:
        field, option = yearly.outcome.sets
        answers = Answer.objects.filter(patient=OuterRef("patient"), field=field, state=AnswerState.FILLED)
        holds = Q(Exists(answers.filter(value=option))) | (holds & ~Q(Exists(answers)))
    return Q(target_group=yearly.target_group) & holds & ~Q(**{_said(yearly.pathway): StepConsent.DECLINED})


def _said(pathway: str) -> str:
    return f"said_in_{pathway}"


def _last_said(pathway: str) -> Coalesce:
    """What the patient said when last asked in this programme; empty when nobody asked."""
    asked = StepRecord.objects.filter(patient=OuterRef("patient"), pathway=pathway).exclude(consent="")
    return Coalesce(Subquery(asked.order_by("-done_on", "-updated_at").values("consent")[:1]), Value(""))
