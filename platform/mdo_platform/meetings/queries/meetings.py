"""Meetings as people see them: lists, one meeting, who was there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.meetings import people, rules
from mdo_platform.meetings.attendance_list import Profession, render_list
from mdo_platform.meetings.models import Attendance, Meeting, MeetingState
from mdo_platform.meetings.queries.course import on_agenda
from mdo_platform.register.rules import sees_all, visible_patients
from mdo_tenants.groups.rights import Right, has_right

AHEAD = (MeetingState.PLANNED, MeetingState.OPEN)
PAST = (MeetingState.CLOSED, MeetingState.REPORTED)


def meeting(actor: Actor, meeting_id: UUID) -> Meeting:
    rules.check_can_read_meetings(actor)
    found = Meeting.objects.filter(pk=meeting_id).first()
    if found is None:
        raise NotFound
    return found


def meetings_ahead(actor: Actor) -> QuerySet[Meeting]:
    """Planned and open, the first first, with what is on the agenda."""
    return _counted(actor).filter(state__in=AHEAD).order_by("starts_at")


def meetings_past(actor: Actor) -> QuerySet[Meeting]:
    """Closed, the last first, with how many patients were discussed and people were there."""
    return _counted(actor).filter(state__in=PAST).order_by("-starts_at")


def all_meetings(actor: Actor) -> QuerySet[Meeting]:
    return _counted(actor).order_by("-starts_at", "pk")


def next_meeting() -> Meeting | None:
    """The open one, or the first that is planned from today on."""
    ahead = Meeting.objects.filter(Q(state=MeetingState.OPEN) | Q(state=MeetingState.PLANNED, starts_at__gte=_today()))
    return ahead.order_by("starts_at").first()


def planned_after(meeting: Meeting) -> Meeting | None:
    """The next one that is planned, as by a year plan, after this one."""
    later = Meeting.objects.filter(state__in=AHEAD, starts_at__gt=meeting.starts_at)
    return later.order_by("starts_at").first()


def attendance_list(actor: Actor, meeting_id: UUID, profession: Profession) -> tuple[Meeting, bytes]:
    """The attendance of a closed meeting as PDF (M-09); NotFound before."""
    found = meeting(actor, meeting_id)
    if found.state not in PAST:
        raise NotFound
    record_access(actor, action="E", what="meeting.attendance", detail={"meeting": str(found.pk)})
    return found, render_list(found, profession)


def last_closed_on() -> date | None:
    last = Meeting.objects.filter(state__in=PAST).order_by("-starts_at").values_list("starts_at", flat=True).first()
    return timezone.localdate(last) if last else None


def has_open_meeting() -> bool:
    return Meeting.objects.filter(state=MeetingState.OPEN).exists()


@dataclass(frozen=True, kw_only=True)
class Seat:
    """A member or guest in the list of attendance; a member who was never ticked has no attendance yet."""

    name: str
    discipline: str
    organisation: str
    present: bool
    is_guest: bool
    user_id: UUID | None = None
    attendance_id: UUID | None = None


def attendance(actor: Actor, meeting_id: UUID) -> list[Seat]:
    """Who is expected and who is there; of a meeting that is over, who was ticked."""
    found = meeting(actor, meeting_id)
    return seats(found) if found.state in AHEAD else list(map(seat_of, found.attendances.all()))


def seats(meeting: Meeting) -> list[Seat]:
    """Everybody who can be ticked: members of today, members who were ticked, guests."""
    ticked = list(meeting.attendances.all())
    known = {row.user_id for row in ticked}
    rest = [_unticked(member) for member in people.participants() if member.user_id not in known]
    return sorted([*map(seat_of, ticked), *rest], key=lambda seat: (seat.is_guest, seat.name))


def present(meeting: Meeting) -> list[Attendance]:
    return list(meeting.attendances.filter(present=True))


def _counted(actor: Actor) -> QuerySet[Meeting]:
    """With the patients on each agenda that the actor may know of (rules.sees_whole_agenda), and their minutes."""
    rules.check_can_read_meetings(actor)
    shown = on_agenda("items__")
    if not sees_all(actor):
        shown &= Q(items__patient__in=visible_patients(actor).values("pk")) | _run_by(actor)
    return Meeting.objects.annotate(
        patients=Count("items", filter=shown, distinct=True),
        minutes_planned=Sum("items__minutes", filter=shown, default=0),
    )


def _run_by(actor: Actor) -> Q:
    """The meetings ahead that the actor is appointed to."""
    if not has_right(actor, Right.RUN_APPOINTED_MEETINGS):
        return Q(pk__in=())
    seats = Q(chair_id=actor.user_id) | Q(vice_chair_id=actor.user_id) | Q(secretary_id=actor.user_id)
    return Q(state__in=AHEAD) & seats


def _today() -> datetime:
    return timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)


def seat_of(row: Attendance) -> Seat:
    return Seat(
        name=row.name,
        discipline=row.discipline,
        organisation=row.organisation,
        present=row.present,
        is_guest=row.is_guest,
        user_id=row.user_id,
        attendance_id=row.pk,
    )


def _unticked(member: people.Participant) -> Seat:
    return Seat(
        name=member.name,
        discipline=member.discipline,
        organisation=member.organisation,
        present=False,
        is_guest=False,
        user_id=member.user_id,
    )
