"""Who can be put on an agenda: active enrolments in view, with what is in the way of each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_platform.register import rules
from mdo_platform.register.models import Enrolment, PatientStatus
from mdo_platform.register.panels import MeetingFacts, panels

from .filters import HALF_YEAR, urgency_before
from .overview import is_new, is_stale
from .records import PatientRecord, meeting_records
from .snapshots import advice, agenda_refusals, agenda_warnings


@dataclass(frozen=True, kw_only=True)
class AgendaCandidate:
    """An enrolment that could be discussed; `refusals` are the reasons why it may not be put on an agenda.

    `urgency_before`: what it was at the last meeting, empty when it is the same now. `is_long_ago`: not discussed for
    half a year, or in that time since the enrolment not at all.
    """

    record: PatientRecord
    enrolment: Enrolment
    is_new: bool
    is_stale: bool
    urgency_before: str
    is_long_ago: bool
    refusals: list[str]
    warnings: list[str]

    @property
    def has_question(self) -> bool:
        return bool(self.enrolment.question)


def agenda_candidates(actor: Actor, *, target_groups: Sequence[str]) -> list[AgendaCandidate]:
    """Every active enrolment in view for one of these target groups. The read is logged."""
    rules.check_can_see_register(actor)
    in_view = rules.visible_patients(actor).filter(status=PatientStatus.ACTIVE)
    ids = list(
        in_view.filter(enrolments__target_group__in=list(target_groups), enrolments__ended_on=None)
        .distinct()
        .values_list("pk", flat=True)
    )
    facts = panels.meeting_facts()
    before = urgencies_before(ids, facts)
    candidates = [
        _candidate(actor, record, enrolment, facts, before=before)
        for record in meeting_records(ids).values()
        for enrolment in record.enrolments
        if enrolment.target_group in target_groups
    ]
    record_access(actor, action="R", what="register.candidates", patient_ids=ids)
    return candidates


def urgencies_before(patient_ids: Collection[UUID], facts: MeetingFacts) -> dict[UUID, str]:
    """By enrolment the urgency of the last meeting, of those where it is another one now."""
    if facts.last_on is None:
        return {}
    enrolled = Enrolment.objects.filter(patient__in=patient_ids, ended_on=None, started_on__lte=facts.last_on)
    rows = enrolled.annotate(before=urgency_before(facts.last_on, at="")).values_list("pk", "urgency", "before")
    return {pk: before for pk, urgency, before in rows if before is not None and before != urgency}


def is_long_ago(enrolment: Enrolment) -> bool:
    """Whether it is half a year ago that the enrolment was discussed, or began without having been discussed."""
    return timezone.localdate() - (enrolment.last_discussed_on or enrolment.started_on) > HALF_YEAR


def _candidate(
    actor: Actor, record: PatientRecord, enrolment: Enrolment, facts: MeetingFacts, *, before: dict[UUID, str]
) -> AgendaCandidate:
    code = enrolment.target_group
    said = advice(record, code, next_meeting=facts.next_on)
    return AgendaCandidate(
        record=record,
        enrolment=enrolment,
        is_new=is_new(enrolment.started_on, enrolment.last_discussed_on, facts),
        is_stale=is_stale(record.patient.record_updated_at, facts),
        urgency_before=before.get(enrolment.pk, ""),
        is_long_ago=is_long_ago(enrolment),
        refusals=agenda_refusals(actor, record, code, said=said),
        warnings=agenda_warnings(actor, record, code, said=said),
    )
