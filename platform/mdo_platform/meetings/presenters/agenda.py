from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from mdo_platform.meetings import levels
from mdo_platform.meetings.models import ItemReason, ItemState, Meeting
from mdo_platform.meetings.queries import Line
from mdo_platform.meetings.services.chosen import Chosen, Outcome
from mdo_platform.register.models import Enrolment, Patient
from mdo_platform.register.presenters import full_name_of, short_name_of
from mdo_platform.register.queries import AgendaCandidate
from mdo_plugin_api import Level


@dataclass(frozen=True, kw_only=True)
class PatientLabel:
    """A patient in one line. Urgency is what colours it; prognosis is a badge beside it."""

    patient_id: UUID
    name: str
    target_group: str
    target_group_label: str
    urgency: Level | None
    prognosis: Level | None
    question: str


@dataclass(frozen=True, kw_only=True)
class AgendaRow:
    id: UUID
    position: int
    shows_position: bool
    minutes: int
    reason: str
    patient: PatientLabel
    refusals: list[str]
    is_first: bool
    is_last: bool
    can_remove: bool


@dataclass(frozen=True, kw_only=True)
class Proposal:
    patient: PatientLabel
    is_new: bool
    has_question: bool
    refusals: list[str]
    warnings: list[str]


@dataclass(frozen=True, kw_only=True)
class AgendaPage:
    """`minutes_over`: how much more is planned than the meeting lasts."""

    rows: list[AgendaRow]
    proposed: list[Proposal]
    others: list[Proposal]
    minutes: int
    minutes_over: int


@dataclass(frozen=True, kw_only=True)
class Refused:
    name: str
    reasons: list[str]


@dataclass(frozen=True, kw_only=True)
class ChosenResult:
    """What became of the patients that were ticked; `names` of those that were put on the agenda."""

    added: list[Chosen]
    names: str
    present: int
    refused: list[Refused]


def agenda_page(meeting: Meeting, lines: list[Line], candidates: list[AgendaCandidate]) -> AgendaPage:
    rows = [_row(line, last=len(lines)) for line in lines]
    found = proposals(candidates, with_names=True)
    minutes = sum(row.minutes for row in rows)
    return AgendaPage(
        rows=rows,
        proposed=[one for one in found if one.is_new or one.has_question],
        others=[one for one in found if not (one.is_new or one.has_question)],
        minutes=minutes,
        minutes_over=max(0, minutes - meeting.minutes),
    )


def proposals(candidates: list[AgendaCandidate], *, with_names: bool) -> list[Proposal]:
    return [_proposal(candidate, with_names=with_names) for candidate in candidates]


def chosen_result(found: list[Chosen], *, short_names: bool) -> ChosenResult:
    """`short_names`: names are hidden on this screen, so the answer counts and gives reasons without them."""
    refused = [
        Refused(name="" if short_names else one.name, reasons=one.reasons)
        for one in found
        if one.outcome == Outcome.REFUSED
    ]
    added = [one for one in found if one.outcome == Outcome.ADDED]
    return ChosenResult(
        added=[one for one in added if one.name],
        names="" if short_names else ", ".join(one.name for one in added),
        present=sum(one.outcome == Outcome.PRESENT for one in found),
        refused=refused,
    )


def patient_label(patient: Patient, enrolment: Enrolment, *, with_name: bool) -> PatientLabel:
    return PatientLabel(
        patient_id=patient.pk,
        name=full_name_of(patient) if with_name else short_name_of(patient),
        target_group=enrolment.target_group,
        target_group_label=levels.target_group_label(enrolment.target_group),
        urgency=levels.level(enrolment.target_group, "urgency", enrolment.urgency),
        prognosis=levels.level(enrolment.target_group, "prognosis", enrolment.prognosis),
        question=enrolment.question,
    )


def _row(line: Line, *, last: int) -> AgendaRow:
    item = line.item
    return AgendaRow(
        id=item.pk,
        position=item.position,
        shows_position=line.sees_all,
        minutes=item.minutes,
        reason=str(ItemReason(item.reason).label),
        patient=patient_label(line.record.patient, line.enrolment, with_name=True),
        refusals=line.refusals,
        is_first=item.position == 1,
        is_last=item.position == last,
        can_remove=item.state == ItemState.WAITING,
    )


def _proposal(candidate: AgendaCandidate, *, with_names: bool) -> Proposal:
    return Proposal(
        patient=patient_label(candidate.record.patient, candidate.enrolment, with_name=with_names),
        is_new=candidate.is_new,
        has_question=candidate.has_question,
        refusals=candidate.refusals,
        warnings=candidate.warnings,
    )
