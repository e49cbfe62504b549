"""What meetings left behind: reports, agreements, signals. Reading a report is reading about patients, and logged."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import Advice, AgendaItem, Agreement, ItemState, Meeting, MeetingReport, Signal
from mdo_platform.meetings.promises import open_of
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.meetings.report_content import render, shown, without
from mdo_platform.register.models import ConsentStatus, Patient
from mdo_platform.register.rules import visible_patients

Show = Literal["open", "late", "mine", "done", "declined"]


def report(actor: Actor, meeting_id: UUID, *, as_file: bool = False) -> MeetingReport | None:
    """The frozen report, or None while the worker still makes it. Who objects since is left out, of the file too.

    `content` is as people may see it; it and `pdf` are not to be saved.
    """
    rules.check_can_read_meetings(actor)
    found = MeetingReport.objects.filter(meeting_id=meeting_id).select_related("meeting")
    made = (found if as_file else found.defer("pdf")).first()
    if made is None:
        return None
    objecting = Patient.objects.filter(agenda_items__meeting_id=meeting_id, consent=ConsentStatus.OBJECTS)
    content = without(made.content, list(objecting))
    if as_file and len(content["patients"]) < len(made.content["patients"]):
        made.pdf = render(content)
    made.content = shown(content)
    record_access(
        actor,
        action="E" if as_file else "R",
        what="meeting.report",
        patient_ids=list(_discussed(made.meeting).values_list("patient_id", flat=True)),
        detail={"meeting": str(meeting_id)},
    )
    return made


def _discussed(meeting: Meeting) -> QuerySet[AgendaItem]:
    return items_of(meeting).filter(state=ItemState.DISCUSSED)


def advice(actor: Actor, meeting_id: UUID, item_id: UUID) -> Advice:
    """The advice about one patient, for who runs the meeting or sees the patient; empty until something is written."""
    rules.check_can_read_meetings(actor)
    items = AgendaItem.objects.select_related("meeting", "advice").exclude(patient__consent=ConsentStatus.OBJECTS)
    item = items.filter(pk=item_id, meeting_id=meeting_id).first()
    if item is None or not (rules.sees_whole_agenda(actor, item.meeting) or _is_visible(actor, item.patient_id)):
        raise NotFound
    record_access(actor, action="R", what="meeting.advice", patient_ids=[item.patient_id])
    return getattr(item, "advice", None) or Advice(item=item)


class ShownAgreements:
    """Agreements in view: about patients that the actor sees, about nobody, or promised by the actor.

    `who`: the member who promised; `target_group`: under which the patient was discussed; `patient`: about whom;
    `meeting`: where it was made, and who runs that sees what is about anybody on its agenda, as in the room. Counts and
    slices as a query does; each slice that is taken is logged with the patients that it is about.
    """

    def __init__(
        self,
        actor: Actor,
        *,
        show: Show = "open",
        who: UUID | None = None,
        target_group: str = "",
        patient: UUID | None = None,
        meeting: UUID | None = None,
    ) -> None:
        made_at = Meeting.objects.filter(pk=meeting).first() if meeting else None
        in_view = _in_view(actor)
        if made_at and rules.sees_whole_agenda(actor, made_at):
            in_view |= Q(meeting=made_at)
        found = _agreements(in_view).select_related("meeting", "item__patient")
        found = found.filter(meeting_id=meeting) if meeting else found
        found = found.filter(item__patient_id=patient) if patient else found
        found = found.filter(who_id=who) if who else found
        found = found.filter(item__target_group=target_group) if target_group else found
        self.actor, self.show, self.rows = actor, show, _chosen(found, show, by=actor.user_id)

    def count(self) -> int:
        return self.rows.count()

    def __getitem__(self, part: slice) -> list[Agreement]:
        rows = list(self.rows[part])
        patients = sorted({row.item.patient_id for row in rows if row.item})
        if patients:
            detail = {"show": self.show}
            record_access(self.actor, action="R", what="meeting.agreements", patient_ids=patients, detail=detail)
        return rows


def agreements(
    actor: Actor, *, show: Show = "open", who: UUID | None = None, target_group: str = ""
) -> list[Agreement]:
    """All of them at once, for the page."""
    return ShownAgreements(actor, show=show, who=who, target_group=target_group)[:]


def _chosen(found: QuerySet[Agreement], show: Show, *, by: UUID) -> QuerySet[Agreement]:
    today = timezone.localdate()
    chosen: dict[Show, Q] = {
        "open": Q(done_on=None),
        "late": Q(done_on=None, due_on__lt=today),
        "mine": Q(done_on=None, who_id=by),
        "done": Q(done_on__isnull=False),
        "declined": Q(done_on=None, declined_on__isnull=False),
    }
    order = ("-done_on", "-created_at", "pk") if show == "done" else ("due_on", "created_at", "pk")
    return found.filter(chosen[show]).order_by(*order)


def agreement_choices(actor: Actor) -> tuple[list[tuple[UUID, str]], list[str]]:
    """The members that promised something in view, and the target groups: whom and what one can filter on.

    By id: a name that was typed may be that of somebody around a patient, and a filter stands in an address.
    """
    found = _agreements(_in_view(actor)).order_by()
    members = dict(found.exclude(who_id=None).values_list("who_id", "who_name"))
    codes = found.exclude(item=None).values_list("item__target_group", flat=True).distinct()
    return sorted(((pk, name) for pk, name in members.items() if pk), key=lambda one: one[1].casefold()), sorted(codes)


def open_by_patient(patient_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many agreements about each of these patients are open. No rights here: the page shows the patients."""
    found = Agreement.objects.filter(item__patient__in=patient_ids, done_on=None).order_by()
    return dict(found.values("item__patient").annotate(number=Count("pk")).values_list("item__patient", "number"))


def agreement(actor: Actor, agreement_id: UUID, *, in_meeting: Meeting | None = None) -> Agreement:
    """One agreement in view; `in_meeting`: or about a patient on its agenda, for who runs it and sees that whole."""
    in_view = _in_view(actor)
    if in_meeting and rules.sees_whole_agenda(actor, in_meeting):
        in_view |= Q(item__patient__in=items_of(in_meeting).values("patient"))
    found = _agreements(in_view).select_related("meeting", "item__patient").filter(pk=agreement_id).first()
    if found is None:
        raise NotFound
    return found


def open_agreements_of(actor: Actor) -> int:
    """How many promises of the actor are open: the number in the menu."""
    return open_of(actor.user_id).count()


def signals(actor: Actor, *, kind: str = "", meeting: UUID | None = None) -> QuerySet[Signal]:
    rules.check_can_read_meetings(actor)
    found = Signal.objects.select_related("meeting").order_by("-created_at", "pk")
    found = found.filter(meeting_id=meeting) if meeting else found
    return found.filter(kind=kind) if kind else found


def _is_visible(actor: Actor, patient_id: UUID) -> bool:
    return visible_patients(actor).filter(pk=patient_id).exists()


def _in_view(actor: Actor) -> Q:
    rules.check_can_read_meetings(actor)
    return Q(item=None) | Q(who_id=actor.user_id) | Q(item__patient__in=visible_patients(actor))


def _agreements(in_view: Q) -> QuerySet[Agreement]:
    return Agreement.objects.filter(in_view).exclude(item__patient__consent=ConsentStatus.OBJECTS)
