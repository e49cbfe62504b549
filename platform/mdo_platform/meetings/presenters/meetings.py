from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import levels, people, queries, rules
from mdo_platform.meetings.models import Meeting, MeetingState


@dataclass(frozen=True, kw_only=True)
class MeetingCard:
    """A meeting in a list or in the head of a page; without `sees_all` its numbers are of the patients in view."""

    id: UUID
    starts_at: datetime
    ends_at: datetime
    minutes: int
    place: str
    video_url: str
    target_groups: list[str]
    state: str
    state_label: str
    url: str
    can_run: bool
    sees_all: bool
    sequence: int
    patients: int
    minutes_planned: int

    @property
    def is_late(self) -> bool:
        return self.state == MeetingState.PLANNED and timezone.localdate(self.starts_at) < timezone.localdate()


def meeting_card(meeting: Meeting, *, actor: Actor) -> MeetingCard:
    """`patients` and `minutes_planned` are there when the query counted them."""
    starts = timezone.localtime(meeting.starts_at)
    return MeetingCard(
        id=meeting.pk,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=meeting.minutes),
        minutes=meeting.minutes,
        place=meeting.place,
        video_url=meeting.video_url,
        target_groups=[levels.target_group_label(code) for code in meeting.target_groups],
        state=meeting.state,
        state_label=str(MeetingState(meeting.state).label),
        url=_address(meeting, actor=actor),
        can_run=rules.can_run_meeting(actor, meeting),
        sees_all=queries.sees_all_on(actor, meeting),
        sequence=meeting.sequence,
        patients=getattr(meeting, "patients", 0),
        minutes_planned=getattr(meeting, "minutes_planned", 0),
    )


def seat_roles(meeting: Meeting) -> list[tuple[str, str]]:
    """Who leads and who writes: role and name, only those that are appointed."""
    names = {member.user_id: member.name for member in people.participants()}
    roles = (
        (_("Voorzitter"), meeting.chair_id),
        (_("Vice-voorzitter"), meeting.vice_chair_id),
        (_("Notulist"), meeting.secretary_id),
    )
    return [(role, names.get(user_id, _("geen lid meer"))) for role, user_id in roles if user_id]


def _address(meeting: Meeting, *, actor: Actor) -> str:
    if meeting.state in (MeetingState.CLOSED, MeetingState.REPORTED):
        return reverse("meetings:report", args=[meeting.pk])
    if meeting.state == MeetingState.OPEN and rules.can_run_meeting(actor, meeting):
        return reverse("meetings:room", args=[meeting.pk])
    return reverse("meetings:detail", args=[meeting.pk])
