"""Whether somebody comes: said in the portal, or by the reply of a calendar program (M-02)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed
from mdo_foundation.common.groups import find_active_group, in_group
from mdo_platform.meetings import people, queries, states
from mdo_platform.meetings.invitations.replies import Ignored, Reply
from mdo_platform.meetings.models import Answer, Invitee, Meeting, MeetingState


@transaction.atomic
def respond(meeting_id: UUID, *, by: Actor, answer: str, sequence: int | None) -> Invitee:
    """The actor's own answer; the last one counts. Who takes no part in meetings has none to give.

    `sequence` is that of the meeting as it was seen: who saw another time, or another place, looks again (Conflict).
    """
    queries.meeting(by, meeting_id)
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting_id)
    states.check_state(meeting, MeetingState.PLANNED)
    if answer not in (Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED):
        message = _("Kies of je komt.")
        raise Invalid(message, fields={"answer": [message]})
    if sequence != meeting.sequence:
        seen = {"sequence": meeting.sequence, "starts_at": meeting.starts_at, "minutes": meeting.minutes}
        raise Conflict(
            _("De vergadering is intussen gewijzigd. Kijk opnieuw wanneer en waar, en antwoord dan."), current=seen
        )
    person = people.member(by.user_id)
    if person is None:
        raise NotAllowed(_("Je bent geen deelnemer van het MDO."))
    # Answered before the invitation went out: it follows nothing yet, so the invitation still comes.
    invitee, _created = Invitee.objects.get_or_create(meeting=meeting, user_id=by.user_id, defaults={"email": ""})
    _store(invitee, answer=answer, at=timezone.now())
    return invitee


def take_in(reply: Reply) -> None:
    """Keep the answer of a calendar program. Raises Ignored for what is not known, not to be answered, or outdated."""
    group = find_active_group(reply.group_id)
    if group is None:
        raise Ignored("no such group")
    with transaction.atomic(), in_group(group):
        meeting = Meeting.objects.select_for_update(of=("self",)).filter(pk=reply.meeting_id).first()
        invited = Invitee.objects.select_for_update().filter(meeting_id=reply.meeting_id, email=reply.email)
        invitee = invited.first()
        if meeting is None or invitee is None or invitee.is_withdrawn:
            raise Ignored("nobody who was invited")
        if meeting.state != MeetingState.PLANNED:
            raise Ignored("the meeting is not ahead")
        if reply.sequence < invitee.sequence:
            raise Ignored("about an earlier version")
        if invitee.answered_at and reply.stamped_at <= invitee.answered_at:
            raise Ignored("older than the answer that is known")
        _store(invitee, answer=reply.answer, at=min(reply.stamped_at, timezone.now()))


def _store(invitee: Invitee, *, answer: str, at: datetime) -> None:
    """A stamp in the future would shut out every later answer, so `at` is at most now."""
    invitee.answer, invitee.answered_at = answer, at
    invitee.save(update_fields=["answer", "answered_at"])
