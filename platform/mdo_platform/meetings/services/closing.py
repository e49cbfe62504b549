"""Closing a meeting (M-07)."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.outbox import enqueue
from mdo_platform.meetings import queries, states
from mdo_platform.meetings.models import ItemState, Meeting, MeetingState
from mdo_platform.meetings.promises import remind_later
from mdo_platform.meetings.services._base import locked
from mdo_platform.meetings.services.guests import end_guest_links
from mdo_platform.meetings.services.leading import check_leads
from mdo_platform.meetings.services.running import leave_item
from mdo_platform.meetings.services.viewing import record_agenda_viewers
from mdo_platform.register.services import mark_discussed

REPORT = "meeting_report"


@transaction.atomic
def close_meeting(meeting_id: UUID, *, by: Actor) -> Meeting:
    """Close and ask for the report, all or nothing: state, questions to the history, log, outbox.

    The patient on the screen counts as discussed, and whoever something was noted about, parked or not. Needs no worker
    and no Redis. Conflict when it is closed already, and for who does not lead it.
    """
    meeting = locked(meeting_id, by=by)
    check_leads(meeting, by=by)
    states.move(meeting, MeetingState.CLOSED)
    current = queries.current_item(meeting)
    if current:
        leave_item(meeting, current, to=ItemState.DISCUSSED)
    noted, _others = queries.left_over(meeting)
    for item in noted:
        leave_item(meeting, item, to=ItemState.DISCUSSED)
    meeting.closed_at = timezone.now()
    meeting.revision += 1
    meeting.save(update_fields=["state", "closed_at", "revision"])
    discussed = list(queries.items_of(meeting).filter(state=ItemState.DISCUSSED))
    questions = {item.enrolment_id: item.question for item in discussed}
    mark_discussed(questions, by=by, on=timezone.localdate(meeting.opened_at))
    end_guest_links(meeting)
    group = current_group()
    enqueue(REPORT, f"{group.schema_name}:{meeting.pk}", payload={"meeting": str(meeting.pk)}, group=group)
    open_ones = meeting.agreements.filter(done_on=None)
    remind_later({one.who_id for one in open_ones if one.who_id})
    record_access(
        by,
        action="U",
        what="meeting.closed",
        patient_ids=[item.patient_id for item in discussed],
        detail={"meeting": str(meeting.pk)},
    )
    record_agenda_viewers(meeting, by=by)
    return meeting
