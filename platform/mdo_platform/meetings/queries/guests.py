"""What a guest at one meeting reads (M-11): its agenda and the patients on it, while it lasts. Nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import rules
from mdo_platform.meetings.models import Meeting
from mdo_platform.meetings.queries.agenda import Line, lines_of
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.register.queries.snapshots import lacks_consent
from mdo_tenants.groups.guests import passes_of
from mdo_tenants.groups.models import GuestPass
from mdo_tenants.groups.rights import CONSENT_REQUIRED


@dataclass(frozen=True, kw_only=True)
class GuestLook:
    """The meeting and the patients that a guest may see at this moment."""

    meeting: Meeting
    lines: list[Line]


def guest_agenda(actor: Actor, meeting_id: UUID) -> GuestLook:
    """Every patient on the agenda; logged for each. Raises NotFound for no guest, NotAllowed before and after."""
    look = _look(actor, meeting_id)
    _log(actor, look.meeting, look.lines)
    return look


def guest_line(actor: Actor, meeting_id: UUID, item_id: UUID) -> Line:
    """One patient of this agenda; raises NotFound for one that is not, or no longer, on it."""
    look = _look(actor, meeting_id, item_id=item_id)
    if not look.lines:
        raise NotFound
    _log(actor, look.meeting, look.lines)
    return look.lines[0]


def guest_passes(actor: Actor, meeting: Meeting) -> list[GuestPass]:
    """Who was invited, for who runs the meeting."""
    rules.check_can_run_meeting(actor, meeting)
    return passes_of(current_group(), meeting.pk)


def _look(actor: Actor, meeting_id: UUID, *, item_id: UUID | None = None) -> GuestLook:
    """Who objects is on no agenda; who was not asked yet is not shown either, in a group that blocks."""
    rules.check_is_guest(actor, meeting_id)
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound
    rules.check_is_now(meeting, timezone.now())
    items = items_of(meeting)
    lines = lines_of(list(items.filter(pk=item_id) if item_id else items))
    if CONSENT_REQUIRED in actor.switches:
        lines = [line for line in lines if not lacks_consent(line.record)]
    return GuestLook(meeting=meeting, lines=lines)


def _log(actor: Actor, meeting: Meeting, lines: list[Line]) -> None:
    patients = [line.item.patient_id for line in lines]
    if patients:
        record_access(
            actor, action="R", what="meeting.guest_read", patient_ids=patients, detail={"meeting": str(meeting.pk)}
        )
