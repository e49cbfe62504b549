"""Guests who read along at one meeting (M-11): invited, let in and shown out by who runs it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import limits, queries, rules, states
from mdo_platform.meetings.models import Attendance, Meeting, MeetingState
from mdo_platform.meetings.services._base import locked, raise_revision
from mdo_platform.register.text import clean_text
from mdo_tenants.groups import guests
from mdo_tenants.groups.guests import Slot
from mdo_tenants.groups.models import GuestPass

AHEAD = (MeetingState.PLANNED, MeetingState.OPEN)


def slot_of(meeting: Meeting) -> Slot:
    ends = meeting.starts_at + timedelta(minutes=meeting.minutes)
    return Slot(meeting_id=meeting.pk, starts_at=meeting.starts_at, ends_at=ends, valid_until=ends + rules.GUESTS_STAY)


def invite_guest(
    meeting_id: UUID, *, by: Actor, name: str, email: str, discipline: str, organisation: str = ""
) -> GuestPass:
    """Mail an outsider a link for this meeting only, and expect them. The same address twice is one guest, one mail.

    Who may is decided before it is counted, and it is counted outside the transaction. Raises TooMany.
    """
    rules.check_can_run_meeting(by, queries.meeting(by, meeting_id))
    limits.check_invitation(by)
    return _invite(meeting_id, by=by, name=name, email=email, discipline=discipline, organisation=organisation)


@transaction.atomic
def _invite(meeting_id: UUID, *, by: Actor, name: str, email: str, discipline: str, organisation: str) -> GuestPass:
    meeting = locked(meeting_id, by=by)
    states.check_state(meeting, *AHEAD)
    _check(name=name, discipline=discipline)
    person = {
        "name": clean_text(name, field="name", limit=120),
        "discipline": clean_text(discipline, field="discipline", limit=100),
        "organisation": clean_text(organisation, field="organisation", limit=200),
    }
    found, created = guests.give_pass(current_group(), slot_of(meeting), by=by, email=email, **person)
    if created:
        Attendance.objects.create(meeting=meeting, is_guest=True, guest_pass_id=found.pk, **person)
        raise_revision(meeting)
        _record(by, meeting, found, action="C", what="guest.invited")
    return found


def mail_guest_again(meeting_id: UUID, *, by: Actor, pass_id: UUID) -> None:
    """A new link; the one before stops working. Counted as an invitation is, and besides for this guest."""
    rules.check_can_run_meeting(by, queries.meeting(by, meeting_id))
    limits.check_mail_again(by, pass_id)
    _mail_again(meeting_id, by=by, pass_id=pass_id)


@transaction.atomic
def _mail_again(meeting_id: UUID, *, by: Actor, pass_id: UUID) -> None:
    meeting = locked(meeting_id, by=by)
    states.check_state(meeting, *AHEAD)
    found = guests.mail_again(current_group(), slot_of(meeting), pass_id, by=by)
    if found.accepted_at is None:
        _record(by, meeting, found, action="U", what="guest.mailed_again")


@transaction.atomic
def revoke_guest(meeting_id: UUID, *, by: Actor, pass_id: UUID) -> None:
    """Holds from the guest's next request. Whoever came in stays in the list of who was there."""
    meeting = locked(meeting_id, by=by)
    found = guests.revoke_pass(current_group(), meeting.pk, pass_id)
    expected = meeting.attendances.filter(guest_pass_id=pass_id, came_in_at=None, present=False)
    if meeting.state in AHEAD and expected.delete()[0]:
        raise_revision(meeting)
    _record(by, meeting, found, action="D", what="guest.revoked")


@transaction.atomic
def come_in(meeting_id: UUID, *, by: Actor) -> None:
    """The first look of a guest at an open meeting: from now on the list of who is there says so."""
    rules.check_is_guest(by, meeting_id)
    meeting = Meeting.objects.filter(pk=meeting_id, state=MeetingState.OPEN).first()
    if meeting is None:
        return
    rules.check_is_now(meeting, timezone.now())
    own = [one.pk for one in guests.passes_of(current_group(), meeting_id) if one.user_id == by.user_id]
    waiting = meeting.attendances.filter(guest_pass_id__in=own, came_in_at=None)
    if waiting.update(present=True, came_in_at=timezone.now(), updated_at=timezone.now()):
        raise_revision(meeting)
        record_access(by, action="U", what="guest.came_in", detail={"meeting": str(meeting_id)})


def move_guests(meeting: Meeting) -> None:
    """The meeting is at another time: passes and links that nobody used yet move along."""
    guests.follow_meeting(current_group(), slot_of(meeting))


def end_guest_links(meeting: Meeting) -> None:
    guests.end_links(current_group(), meeting.pk)


def _check(**texts: str) -> None:
    wrong = {field: [_("Vul dit in.")] for field, text in texts.items() if not text.strip()}
    if wrong:
        raise Invalid(_("De uitnodiging is nog niet verstuurd. Kijk de velden na."), fields=wrong)


def _record(by: Actor, meeting: Meeting, found: GuestPass, *, action: Any, what: str) -> None:
    record_access(by, action=action, what=what, detail={"meeting": str(meeting.pk), "pass": str(found.pk)})
