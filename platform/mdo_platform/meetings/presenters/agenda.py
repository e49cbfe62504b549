from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import levels, queries, rules
from mdo_platform.meetings.masking import masker
from mdo_platform.meetings.models import AgendaAttachment, AgendaItem, AttachmentKind, ItemReason, ItemState, Meeting
from mdo_platform.meetings.queries import Line, Proposed
from mdo_platform.meetings.services.chosen import Chosen, Outcome
from mdo_platform.register import rules as register_rules
from mdo_platform.register.models import Enrolment, Patient
from mdo_platform.register.presenters import full_name_of, short_name_of
from mdo_plugin_api import Level

ATTACHED_AHEAD = timedelta(weeks=2)


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
    attachments: list[AttachmentTick]
    attached: int
    can_tick: bool = False
    open_agreements: int = 0


@dataclass(frozen=True, kw_only=True)
class AttachmentTick:
    """Something that is needed for a patient (K-09), and who ticked when that it is there."""

    kind: str
    label: str
    is_ready: bool
    by: str
    at: datetime | None


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """`reasons`: codes with their words. `before`: the colour at the last meeting, when it is another one now."""

    patient: PatientLabel
    reasons: list[tuple[str, str]]
    before: Level | None
    ticked: bool
    refusals: list[str]
    warnings: list[str]


@dataclass(frozen=True, kw_only=True)
class AgendaPage:
    """`minutes_over`: how much more is planned than the meeting lasts.

    `attached_by`: the day on which everything is to be there, two weeks ahead; `attachments_late`: it is past, and not
    everything is.
    """

    rows: list[AgendaRow]
    proposed: list[Proposal]
    others: list[Proposal]
    minutes: int
    minutes_over: int
    attached_by: date
    attachments_late: bool


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


def agenda_page(
    meeting: Meeting, lines: list[Line], proposed: Sequence[Proposed] = (), *, actor: Actor, with_names: bool = True
) -> AgendaPage:
    """Without names the questions are as the report would have them."""
    ticks = _may_tick(actor, meeting, lines)
    mask = None if with_names else masker(line.record.patient for line in lines)
    promised = queries.open_by_patient([line.item.patient_id for line in lines])
    rows = [
        replace(
            _row(line, last=len(lines), mask=mask),
            can_tick=line.item.patient_id in ticks,
            open_agreements=promised.get(line.item.patient_id, 0),
        )
        for line in lines
    ]
    found = proposals(proposed, with_names=with_names)
    minutes = sum(row.minutes for row in rows)
    attached_by = timezone.localdate(meeting.starts_at) - ATTACHED_AHEAD
    return AgendaPage(
        rows=rows,
        proposed=[one for one in found if one.reasons],
        others=[one for one in found if not one.reasons],
        minutes=minutes,
        minutes_over=max(0, minutes - meeting.minutes),
        attached_by=attached_by,
        attachments_late=timezone.localdate() > attached_by
        and any(row.attached < len(row.attachments) for row in rows),
    )


def proposals(found: Sequence[Proposed], *, with_names: bool) -> list[Proposal]:
    return [_proposal(one, with_names=with_names) for one in found]


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


def attachment_ticks(item: AgendaItem) -> list[AttachmentTick]:
    """Everything that is needed, ticked or not."""
    ticked = {one.kind: one for one in item.attachments.all()}
    return [_tick(kind, ticked.get(kind)) for kind in AttachmentKind]


def _tick(kind: AttachmentKind, found: AgendaAttachment | None) -> AttachmentTick:
    return AttachmentTick(
        kind=str(kind.value),
        label=str(kind.label),
        is_ready=found is not None,
        by=found.by_name if found else "",
        at=timezone.localtime(found.at) if found else None,
    )


def _may_tick(actor: Actor, meeting: Meeting, lines: list[Line]) -> set[UUID]:
    """The patients whose list the actor may tick."""
    patients = {line.item.patient_id for line in lines}
    if rules.sees_whole_agenda(actor, meeting):
        return patients
    return set(register_rules.changeable_patients(actor).filter(pk__in=patients).values_list("pk", flat=True))


def _row(line: Line, *, last: int, mask: Callable[[str], str] | None) -> AgendaRow:
    item = line.item
    label = patient_label(line.record.patient, line.enrolment, with_name=mask is None)
    ticks = attachment_ticks(item)
    return AgendaRow(
        id=item.pk,
        position=item.position,
        shows_position=line.sees_all,
        minutes=item.minutes,
        reason=str(ItemReason(item.reason).label),
        patient=replace(label, question=mask(label.question)) if mask else label,
        refusals=line.refusals,
        is_first=item.position == 1,
        is_last=item.position == last,
        can_remove=item.state == ItemState.WAITING,
        attachments=ticks,
        attached=sum(one.is_ready for one in ticks),
    )


def _proposal(one: Proposed, *, with_names: bool) -> Proposal:
    candidate, enrolment = one.candidate, one.candidate.enrolment
    return Proposal(
        patient=patient_label(candidate.record.patient, enrolment, with_name=with_names),
        reasons=[(str(reason.value), str(reason.label)) for reason in one.reasons],
        before=levels.level(enrolment.target_group, "urgency", candidate.urgency_before),
        ticked=one.ticked,
        refusals=candidate.refusals,
        warnings=candidate.warnings,
    )
