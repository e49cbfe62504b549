"""Putting together an agenda (M-04). Positions are 1, 2, 3 … without holes."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound, WrongState
from mdo_platform.meetings import queries, states
from mdo_platform.meetings.models import AgendaItem, ItemReason, ItemState, Meeting, MeetingState
from mdo_platform.meetings.services._base import item_of, locked, raise_revision
from mdo_platform.pathways.queries import needs_yearly
from mdo_platform.register import queries as register
from mdo_platform.register import rules as register_rules
from mdo_platform.register.models import Enrolment, PatientStatus
from mdo_platform.register.panels import panels
from mdo_platform.register.queries import PatientRecord
from mdo_platform.register.queries.overview import is_new

SHORTEST, LONGEST = 1, 120
DEFAULT_MINUTES = 10


@transaction.atomic
def add_item(meeting_id: UUID, *, by: Actor, patient_id: UUID, minutes: int = DEFAULT_MINUTES) -> AgendaItem:
    """Put a patient at the end of the agenda, also while the meeting is open. On it already is fine.

    Who was on it under an enrolment that has ended since keeps the place, under the present one.

    Refused with the reason without consent, or when the target group's rules block it (R4).
    """
    meeting = _locked_for_agenda(meeting_id, by=by)
    _check_minutes(minutes)
    patient = register_rules.visible_patients(by).filter(pk=patient_id).values("status").first()
    if patient is None:
        raise NotFound
    existing = meeting.items.select_related("enrolment").filter(patient_id=patient_id).first()
    if existing and not _is_over(existing):
        return existing
    if patient["status"] == PatientStatus.CLOSED:
        raise Invalid(_("Deze patiënt is afgesloten. Je kunt niets meer wijzigen."))
    record = register.meeting_records([patient_id])[patient_id]
    enrolment = queries.enrolment_for(record, meeting)
    _check_not_blocked(record, enrolment.target_group, by=by, on=timezone.localdate(meeting.starts_at))
    item = existing or AgendaItem(meeting=meeting, patient_id=patient_id, position=_last(meeting) + 1)
    item.enrolment, item.target_group, item.minutes = enrolment, enrolment.target_group, minutes
    item.reason = _reason(record, enrolment)
    item.save()
    raise_revision(meeting)
    _record(by, meeting, item, action="U" if existing else "C")
    return item


@transaction.atomic
def move_item(meeting_id: UUID, *, by: Actor, item_id: UUID, position: int) -> AgendaItem:
    """Give an item a place (1 is first); the others make room. Named by place, so that a double click moves it once."""
    meeting = _locked_for_agenda(meeting_id, by=by)
    item = item_of(meeting, item_id)
    target = max(1, min(position, meeting.items.count()))
    if target == item.position:
        return item
    others = meeting.items.exclude(pk=item.pk)
    if target < item.position:
        others.filter(position__gte=target, position__lt=item.position).update(position=F("position") + 1)
    else:
        others.filter(position__gt=item.position, position__lte=target).update(position=F("position") - 1)
    item.position = target
    item.save(update_fields=["position"])
    raise_revision(meeting)
    _record(by, meeting, item, action="U")
    return item


@transaction.atomic
def set_minutes(meeting_id: UUID, *, by: Actor, item_id: UUID, minutes: int) -> AgendaItem:
    meeting = _locked_for_agenda(meeting_id, by=by)
    item = item_of(meeting, item_id)
    _check_minutes(minutes)
    if minutes != item.minutes:
        item.minutes = minutes
        item.save(update_fields=["minutes"])
        raise_revision(meeting)
        _record(by, meeting, item, action="U")
    return item


@transaction.atomic
def remove_item(meeting_id: UUID, *, by: Actor, item_id: UUID) -> None:
    """Take a patient off the agenda; gone already is fine. What was discussed or noted on stays."""
    meeting = _locked_for_agenda(meeting_id, by=by)
    item = meeting.items.filter(pk=item_id).first()
    if item is None:
        return
    if item.state != ItemState.WAITING or queries.has_notes(item):
        raise WrongState(
            _("Deze patiënt is al aan de beurt geweest en blijft op de agenda."), current={"state": item.state}
        )
    patient_id, position = item.patient_id, item.position
    item.delete()
    meeting.items.filter(position__gt=position).update(position=F("position") - 1)
    raise_revision(meeting)
    record_access(by, action="D", what="meeting.agenda", patient_ids=[patient_id], detail={"meeting": str(meeting.pk)})


def _is_over(item: AgendaItem) -> bool:
    return item.state == ItemState.WAITING and item.enrolment.ended_on is not None


def _last(meeting: Meeting) -> int:
    return meeting.items.aggregate(last=Max("position"))["last"] or 0


def _locked_for_agenda(meeting_id: UUID, *, by: Actor) -> Meeting:
    meeting = locked(meeting_id, by=by)
    states.check_state(meeting, MeetingState.PLANNED, MeetingState.OPEN)
    return meeting


def _check_minutes(minutes: int) -> None:
    if not SHORTEST <= minutes <= LONGEST:
        message = _("Kies tussen %(short)s en %(long)s minuten.") % {"short": SHORTEST, "long": LONGEST}
        raise Invalid(message, fields={"minutes": [message]})


def _check_not_blocked(record: PatientRecord, target_group: str, *, by: Actor, on: date) -> None:
    refusals = register.agenda_refusals(by, record, target_group, next_meeting=on)
    if refusals:
        message = _("Niet op de agenda gezet.")
        raise Invalid(f"{message} {' '.join(refusals)}", fields={"patient": refusals})


def _reason(record: PatientRecord, enrolment: Enrolment) -> str:
    """The most pressing reason that the patient would be proposed for."""
    facts = panels.meeting_facts()
    found = queries.reasons(
        enrolment,
        is_new=is_new(enrolment.started_on, enrolment.last_discussed_on, facts),
        has_changed=enrolment.pk in register.urgencies_before([record.patient.pk], facts),
        is_yearly=enrolment.pk in needs_yearly([record.patient.pk]),
    )
    return (found or (ItemReason.CHOSEN,))[0]


def _record(by: Actor, meeting: Meeting, item: AgendaItem, *, action: Literal["C", "U"]) -> None:
    detail = {"meeting": str(meeting.pk), "item": str(item.pk)}
    record_access(by, action=action, what="meeting.agenda", patient_ids=[item.patient_id], detail=detail)
