"""Moving and cancelling a planned meeting (M-01), and what becomes of its agenda."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.versioned import save_version
from mdo_platform.meetings import queries, states
from mdo_platform.meetings.models import Answer, ItemState, Meeting, MeetingState
from mdo_platform.meetings.services._base import locked, raise_revision
from mdo_platform.meetings.services.chosen import Chosen, put_on
from mdo_platform.meetings.services.guests import end_guest_links, move_guests
from mdo_platform.meetings.services.notice import tell_members
from mdo_platform.meetings.services.planning import check_appointed, check_plan
from mdo_platform.register import rules as register_rules
from mdo_platform.register.presenters import full_name_of
from mdo_platform.register.text import clean_text

# A change of these is in everybody's calendar; of the first two people answer anew.
ASKED_ANEW = ("starts_at", "minutes")
TOLD = (*ASKED_ANEW, "place", "video_url")
CHANGEABLE = (*TOLD, "target_groups", "chair_id", "vice_chair_id", "secretary_id")
_OFFICERS = ("chair_id", "vice_chair_id", "secretary_id")


@transaction.atomic
def change_meeting(meeting_id: UUID, *, by: Actor, version: int, **changes: Any) -> Meeting:
    """Change what is named of CHANGEABLE while the meeting is planned.

    In order: state, values, version (Conflict with what is stored now), then calendars and reminders, in one
    transaction. What is already so, whoever made it so, changes nothing and tells nobody: sent twice is once.
    """
    meeting = locked(meeting_id, by=by)
    states.check_state(meeting, MeetingState.PLANNED)
    wanted = _cleaned({name: value for name, value in changes.items() if name in CHANGEABLE})
    new = {name: value for name, value in wanted.items() if getattr(meeting, name) != value}
    if not new:
        return meeting
    _check(meeting, new)
    if set(new) & set(TOLD):
        new["sequence"] = meeting.sequence + 1
    before = meeting.starts_at
    meeting = save_version(meeting, version=version, **new)
    raise_revision(meeting)
    if set(new) & set(ASKED_ANEW):
        meeting.invitees.update(answer=Answer.UNKNOWN, answered_at=None)
        # From this moment: the invitation to the new time goes out later, and who answers the old one must not count.
        meeting.invitees.exclude(email="").update(sequence=F("sequence") + 1)
    if set(new) & set(TOLD):
        tell_members([meeting], moved_from=before)
        move_guests(meeting)
    detail = {"meeting": str(meeting.pk), "changed": sorted(set(new) & set(CHANGEABLE))}
    record_access(by, action="U", what="meeting.changed", detail=detail)
    return meeting


@transaction.atomic
def cancel_meeting(meeting_id: UUID, *, by: Actor, version: int, reason: str) -> Meeting:
    """Call the meeting off. Everybody who was invited is told, without the reason: that is read in the portal."""
    meeting = locked(meeting_id, by=by)
    states.move(meeting, MeetingState.CANCELLED)
    reason = clean_text(reason, field="reason", limit=500).strip()
    if not reason:
        message = _("Schrijf op waarom de vergadering niet doorgaat.")
        raise Invalid(message, fields={"reason": [message]})
    meeting = save_version(
        meeting,
        version=version,
        state=MeetingState.CANCELLED,
        cancel_reason=reason,
        cancelled_at=timezone.now(),
        sequence=meeting.sequence + 1,
    )
    raise_revision(meeting)
    end_guest_links(meeting)
    tell_members([meeting])
    record_access(by, action="U", what="meeting.cancelled", detail={"meeting": str(meeting.pk)})
    return meeting


@transaction.atomic
def carry_over(meeting_id: UUID, *, by: Actor, to: UUID) -> list[Chosen]:
    """Put who waited on the agenda of a cancelled meeting on that of another one, in the same order with the minutes.

    The ordinary rules of that agenda decide for each; who is on it already stays where it is.
    """
    cancelled = locked(meeting_id, by=by)
    states.check_state(cancelled, MeetingState.CANCELLED)
    target = locked(to, by=by)
    states.check_state(target, MeetingState.PLANNED)
    items = queries.items_of(cancelled).filter(state=ItemState.WAITING)
    waiting = list(items.values_list("patient_id", "minutes"))
    visible = register_rules.visible_patients(by).filter(pk__in=[pk for pk, _minutes in waiting])
    names = {patient.pk: full_name_of(patient) for patient in visible}
    present = queries.places_on(target, list(names))
    found = [
        put_on(to, pk, by=by, name=names[pk], was_on=pk in present, minutes=minutes)
        for pk, minutes in waiting
        if pk in names
    ]
    if names:
        detail = {"meeting": str(to), "from": str(meeting_id)}
        record_access(by, action="R", what="meeting.agenda", patient_ids=list(names), detail=detail)
    return found


def _cleaned(changes: dict[str, Any]) -> dict[str, Any]:
    if "place" in changes:
        changes["place"] = clean_text(changes["place"], field="place", limit=200)
    if "target_groups" in changes:
        changes["target_groups"] = sorted(set(changes["target_groups"]))
    return changes


def _check(meeting: Meeting, new: dict[str, Any]) -> None:
    def value(name: str) -> Any:
        return new.get(name, getattr(meeting, name))

    starts_at: datetime = value("starts_at")
    check_plan(
        starts_at=starts_at,
        minutes=value("minutes"),
        target_groups=value("target_groups"),
        may_be_past="starts_at" not in new,
    )
    if new.get("chair_id", meeting.chair_id) is None:
        message = _("Kies wie de vergadering voorzit.")
        raise Invalid(message, fields={"chair_id": [message]})
    for field in _OFFICERS:
        if field in new:
            check_appointed(field, new[field])
