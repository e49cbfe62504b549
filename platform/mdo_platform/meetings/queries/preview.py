"""The report as it would be made now, for who is about to close."""

from __future__ import annotations

from typing import Any

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_platform.meetings import rules, states
from mdo_platform.meetings.models import Meeting, MeetingState
from mdo_platform.meetings.queries.course import items_of
from mdo_platform.meetings.report import build_content
from mdo_platform.meetings.report_content import shown


def report_preview(actor: Actor, meeting: Meeting) -> dict[str, Any]:
    rules.check_can_run_meeting(actor, meeting)
    states.check_state(meeting, MeetingState.OPEN)
    content = build_content(meeting)
    patients = list(items_of(meeting).values_list("patient_id", flat=True))
    detail = {"meeting": str(meeting.pk), "preview": True}
    record_access(actor, action="R", what="meeting.report", patient_ids=patients, detail=detail)
    return shown(content)
