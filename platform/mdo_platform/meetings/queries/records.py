"""What meetings left behind: reports, agreements, signals. Reading a report is reading about patients, and logged."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import Advice, AgendaItem, Agreement, ItemState, MeetingReport, Signal
from mdo_platform.register.models import ConsentStatus
from mdo_platform.register.rules import visible_patients

Show = Literal["open", "late", "mine", "done"]


def report(actor: Actor, meeting_id: UUID, *, as_file: bool = False) -> MeetingReport | None:
    """The frozen report, or None while the worker still makes it."""
    rules.check_can_read_meetings(actor)
    found = MeetingReport.objects.filter(meeting_id=meeting_id).select_related("meeting")
    made = (found if as_file else found.defer("pdf")).first()
    if made:
        discussed = made.meeting.items.filter(state=ItemState.DISCUSSED)
        record_access(
            actor,
            action="E" if as_file else "R",
            what="meeting.report",
            patient_ids=list(discussed.values_list("patient_id", flat=True)),
            detail={"meeting": str(meeting_id)},
        )
    return made


def advice(actor: Actor, meeting_id: UUID, item_id: UUID) -> Advice:
    """The advice about one patient, for who runs the meeting or sees the patient; empty until something is written."""
    rules.check_can_read_meetings(actor)
    items = AgendaItem.objects.select_related("meeting", "advice").exclude(patient__consent=ConsentStatus.OBJECTS)
    item = items.filter(pk=item_id, meeting_id=meeting_id).first()
    if item is None or not (rules.sees_whole_agenda(actor, item.meeting) or _is_visible(actor, item.patient_id)):
        raise NotFound
    record_access(actor, action="R", what="meeting.advice", patient_ids=[item.patient_id])
    return getattr(item, "advice", None) or Advice(item=item)


def agreements(actor: Actor, *, show: Show = "open") -> list[Agreement]:
    """Agreements in view: about patients that the actor sees, about nobody, or promised by the actor."""
    found = _agreements_in_view(actor).select_related("meeting", "item__patient")
    today = timezone.localdate()
    chosen: dict[Show, Q] = {
        "open": Q(done_on=None),
        "late": Q(done_on=None, due_on__lt=today),
        "mine": Q(done_on=None, who_id=actor.user_id),
        "done": Q(done_on__isnull=False),
    }
    order = ("-done_on", "-created_at") if show == "done" else ("due_on", "created_at")
    rows = list(found.filter(chosen[show]).order_by(*order))
    patients = sorted({row.item.patient_id for row in rows if row.item})
    if patients:
        record_access(actor, action="R", what="meeting.agreements", patient_ids=patients, detail={"show": show})
    return rows


def agreement(actor: Actor, agreement_id: UUID) -> Agreement:
    found = _agreements_in_view(actor).select_related("meeting", "item__patient").filter(pk=agreement_id).first()
    if found is None:
        raise NotFound
    return found


def open_agreements_of(actor: Actor) -> int:
    """How many promises of the actor are open: the number in the menu."""
    mine = Agreement.objects.filter(who_id=actor.user_id, done_on=None)
    return mine.exclude(item__patient__consent=ConsentStatus.OBJECTS).count()


def signals(actor: Actor, *, kind: str = "") -> list[Signal]:
    rules.check_can_read_meetings(actor)
    found = Signal.objects.select_related("meeting").order_by("-created_at")
    return list(found.filter(kind=kind) if kind else found)


def _is_visible(actor: Actor, patient_id: UUID) -> bool:
    return visible_patients(actor).filter(pk=patient_id).exists()


def _agreements_in_view(actor: Actor) -> QuerySet[Agreement]:
    rules.check_can_read_meetings(actor)
    in_view = Q(item=None) | Q(who_id=actor.user_id) | Q(item__patient__in=visible_patients(actor))
    return Agreement.objects.filter(in_view).exclude(item__patient__consent=ConsentStatus.OBJECTS)
