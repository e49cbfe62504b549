"""The checklist of what is needed beside the register (K-09). The portal holds the tick, not the document."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_platform.meetings import rules, states
from mdo_platform.meetings.models import AgendaAttachment, AgendaItem, AttachmentKind, Meeting, MeetingState
from mdo_platform.meetings.services._base import item_of, raise_revision
from mdo_platform.register import rules as register_rules


@transaction.atomic
def tick_attachment(meeting_id: UUID, *, by: Actor, item_id: UUID, kind: str, ready: bool) -> AgendaItem:
    """Tick that this is at hand, or take the tick away. Ticked twice keeps who did it first.

    For who runs the meeting, and for who may change the patient. Conflict once the meeting is closed.
    """
    rules.check_can_read_meetings(by)
    meeting = Meeting.objects.select_for_update().filter(pk=meeting_id).first()
    if meeting is None:
        raise NotFound
    item = item_of(meeting, item_id)
    if not rules.sees_whole_agenda(by, meeting):
        register_rules.check_can_change_patient(by, item.patient_id)
    states.check_state(meeting, MeetingState.PLANNED, MeetingState.OPEN)
    if kind not in AttachmentKind.values:
        raise Invalid(_("Onbekend."), fields={"kind": [_("Onbekend.")]})
    if _set(item, kind, by=by, ready=ready):
        raise_revision(meeting)
        detail = {"meeting": str(meeting.pk), "kind": kind, "ready": ready}
        record_access(by, action="U", what="meeting.attachment", patient_ids=[item.patient_id], detail=detail)
    return item


def _set(item: AgendaItem, kind: str, *, by: Actor, ready: bool) -> bool:
    """Whether anything changed."""
    if ready:
        tick = {"by_id": by.user_id, "by_name": by.name}
        return AgendaAttachment.objects.get_or_create(item=item, kind=kind, defaults=tick)[1]
    return AgendaAttachment.objects.filter(item=item, kind=kind).delete()[0] > 0
