"""Meeting mode: everything on the projector at once. The state is the server's, so two devices show the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import Advice, AgendaItem, Agreement, ItemState, Meeting, MeetingState, Signal
from mdo_platform.meetings.queries.agenda import Line, lines_of, log_shown
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.meetings.queries.meetings import Seat, seats
from mdo_platform.register.models import ConsentStatus
from mdo_platform.register.queries.snapshots import lacks_consent
from mdo_tenants.groups.rights import CONSENT_REQUIRED


@dataclass(frozen=True, kw_only=True)
class Room:
    """`earlier`: what was agreed about the current patient last time, and before that what is still open.

    `lines` are all of the agenda; `following` is of the chosen target group.
    """

    meeting: Meeting
    lines: list[Line]
    current: Line | None
    following: Line | None
    advice: Advice | None
    agreements: list[Agreement]
    signals: list[Signal]
    earlier: list[Agreement]
    seats: list[Seat]


def room(actor: Actor, meeting: Meeting, *, target_group: str = "") -> Room:
    """For who runs the meeting; others look at the projector. Every look is logged."""
    rules.check_can_run_meeting(actor, meeting)
    lines = lines_of(list(items_of(meeting).select_related("advice")))
    current = next((line for line in lines if line.item.state == ItemState.CURRENT), None)
    item = current.item if current else None
    log_shown(actor, meeting, lines, what="meeting.room")
    return Room(
        meeting=meeting,
        lines=lines,
        current=current,
        following=_following(
            [line for line in lines if target_group in ("", line.item.target_group)],
            current,
            with_consent=CONSENT_REQUIRED in actor.switches,
        ),
        advice=getattr(item, "advice", None),
        agreements=list(meeting.agreements.filter(item=item)),
        signals=list(meeting.signals.filter(item=item).order_by("created_at")),
        earlier=earlier_agreements(item) if item else general_agreements(meeting),
        seats=seats(meeting),
    )


# Fixed SQL: every device that watches asks it every other second, and Django would take longer to build it than the
# database to answer. The advice comes along when it is another one than the device shows; never of who objects.
_GLANCE = """
    SELECT m.*, i.patient_id AS shown_patient_id, a.version AS shown_version, a.text AS shown_text
    FROM meetings_meeting m
    LEFT JOIN (meetings_agendaitem i
        JOIN register_patient p ON p.id = i.patient_id AND p.consent <> %(objects)s
        JOIN meetings_advice a ON a.item_id = i.id AND a.version <> %(version)s
    ) ON i.meeting_id = m.id AND i.id = %(item)s AND m.state = %(open)s
    WHERE m.id = %(meeting)s
"""


@dataclass(frozen=True, kw_only=True)
class NewText:
    text: str
    version: int


def glance(actor: Actor, meeting_id: UUID, *, item_id: UUID | None, version: int) -> tuple[Meeting, NewText | None]:
    """For a device that watches: the meeting, and an advice that is not at `version`, whose read is logged."""
    rules.check_can_read_meetings(actor)
    asked = {"meeting": meeting_id, "item": item_id, "version": version}
    codes = {"objects": str(ConsentStatus.OBJECTS), "open": str(MeetingState.OPEN)}
    found: Any = next(iter(Meeting.objects.raw(_GLANCE, {**asked, **codes})), None)
    if found is None:
        raise NotFound
    rules.check_can_run_meeting(actor, found)
    if found.shown_patient_id is None:
        return found, None
    record_access(actor, action="R", what="meeting.advice", patient_ids=[found.shown_patient_id])
    return found, NewText(text=found.shown_text, version=found.shown_version)


def other_leader(actor: Actor, meeting: Meeting) -> str:
    """Who leads the meeting, empty when it is the actor or nobody."""
    return meeting.led_by_name if meeting.led_by_id not in (None, actor.user_id) else ""


def earlier_agreements(item: AgendaItem) -> list[Agreement]:
    """About this patient, newest meeting first (M-10)."""
    found = Agreement.objects.filter(item__patient_id=item.patient_id).exclude(meeting_id=item.meeting_id)
    rows = list(found.select_related("meeting").order_by("-meeting__starts_at", "created_at"))
    return [row for row in rows if row.done_on is None or row.meeting_id == rows[0].meeting_id]


def general_agreements(meeting: Meeting) -> list[Agreement]:
    """About nobody, of earlier meetings, and still open: they come back in the closing round (M-10)."""
    found = Agreement.objects.filter(item=None, done_on=None).exclude(meeting=meeting)
    return list(found.select_related("meeting").order_by("-meeting__starts_at", "created_at"))


def minutes_left(lines: Sequence[Line]) -> int:
    return sum(line.item.minutes for line in lines if line.item.state == ItemState.WAITING)


def _following(lines: list[Line], current: Line | None, *, with_consent: bool) -> Line | None:
    """Whom `next_item` will show."""
    waiting = [line for line in lines if line.item.state == ItemState.WAITING]
    if with_consent:
        waiting = [line for line in waiting if not lacks_consent(line.record)]
    after = current.item.position if current else 0
    return next((line for line in waiting if line.item.position > after), waiting[0] if waiting else None)
