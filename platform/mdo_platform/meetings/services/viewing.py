"""Who saw a patient on the projector. Attendees look without clicking, so the portal writes it down for each."""

from __future__ import annotations

from collections.abc import Iterable

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_platform.meetings.models import AgendaItem, Attendance, Meeting


def record_viewers(meeting: Meeting, item: AgendaItem, *, viewers: Iterable[Attendance], by: Actor) -> None:
    """One line for the patient: shown to these members (by id) and guests (by id of their attendance)."""
    seen_by = list(viewers)
    detail = {
        "meeting": str(meeting.pk),
        "members": [str(viewer.user_id) for viewer in seen_by if not viewer.is_guest],
        "guests": [str(viewer.pk) for viewer in seen_by if viewer.is_guest],
    }
    record_access(by, action="R", what="meeting.shown", patient_ids=[item.patient_id], detail=detail)
