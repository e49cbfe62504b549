"""Who saw a patient on the projector. Attendees look without clicking, so the portal writes it down for each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import queries
from mdo_platform.meetings.models import AgendaItem, Attendance, Meeting


def record_viewers(meeting: Meeting, item: AgendaItem, *, viewers: Iterable[Attendance], by: Actor) -> None:
    """One line for the patient: shown to these members (by id) and guests (by id of their attendance)."""
    record_access(by, action="R", what="meeting.shown", patient_ids=[item.patient_id], detail=_detail(meeting, viewers))


def record_agenda_viewers(meeting: Meeting, *, by: Actor) -> None:
    """Beside the patient of the moment the screen shows the whole agenda, by initials: one line at the end for all who
    are there, also for patients whose turn never came.
    """
    patients = list(queries.items_of(meeting).values_list("patient_id", flat=True))
    if patients:
        viewers = meeting.attendances.filter(present=True)
        record_access(by, action="R", what="meeting.listed", patient_ids=patients, detail=_detail(meeting, viewers))


def record_names(meeting: Meeting, *, by: Actor) -> None:
    """From now on the screen shows names instead of initials, to all who are there."""
    patients = list(queries.items_of(meeting).values_list("patient_id", flat=True))
    if patients:
        viewers = meeting.attendances.filter(present=True)
        record_access(by, action="R", what="meeting.names", patient_ids=patients, detail=_detail(meeting, viewers))


def _detail(meeting: Meeting, viewers: Iterable[Attendance]) -> dict[str, Any]:
    seen_by = list(viewers)
    return {
        "meeting": str(meeting.pk),
        "members": [str(viewer.user_id) for viewer in seen_by if not viewer.is_guest],
        "guests": [str(viewer.pk) for viewer in seen_by if viewer.is_guest],
    }
