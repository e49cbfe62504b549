"""Who must hear what about a meeting, and the mails that say it.

`bring_up_to_date` compares what every member has in the calendar with what is so now, and queues the difference. It may
run as often as it likes and after anything: a second run finds nothing to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email.utils import formataddr
from typing import Any
from uuid import UUID

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.utils import timezone

from mdo_foundation.common import dutch, mail, outbox
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.meetings import people
from mdo_platform.meetings.invitations import calendar
from mdo_platform.meetings.models import Answer, Invitee, Meeting, MeetingState
from mdo_tenants.groups.links import group_url

MAIL = "meetings.invitation"
REQUEST, CANCEL = "REQUEST", "CANCEL"


def bring_up_to_date(meeting: Meeting) -> None:
    """Queue an invitation, a change or a cancellation for whom it concerns, in the caller's transaction.

    The meeting is locked by the caller. What is over is left alone.
    """
    ends_at = meeting.starts_at + timedelta(minutes=meeting.minutes)
    if meeting.state not in (MeetingState.PLANNED, MeetingState.CANCELLED) or ends_at < timezone.now():
        return
    is_on = meeting.state == MeetingState.PLANNED
    wanted = {person.user_id: person for person in people.participants()} if is_on else {}
    known = {invitee.user_id: invitee for invitee in meeting.invitees.select_for_update()}
    works = [*_invitations(meeting, wanted, known), *_withdrawals(meeting, wanted, known)]
    outbox.enqueue_all(works, group=current_group())


def _invitations(
    meeting: Meeting, wanted: dict[UUID, people.Participant], known: dict[UUID, Invitee]
) -> Iterator[outbox.Work]:
    for user_id, person in wanted.items():
        invitee = known.get(user_id) or Invitee(meeting=meeting, user_id=user_id, sequence=0, follows=0, email="")
        is_new = invitee.email == ""
        moved_away = not is_new and invitee.email != person.email
        starts_anew = is_new or moved_away or invitee.is_withdrawn
        if not starts_anew and invitee.follows == meeting.sequence:
            continue
        if starts_anew and not is_new:  # who is new may have answered in the portal, before the invitation
            invitee.answer, invitee.answered_at = Answer.UNKNOWN, None
        invitee.sequence = meeting.sequence if is_new else max(meeting.sequence, invitee.sequence + 1)
        invitee.follows, invitee.is_withdrawn, invitee.email = meeting.sequence, False, person.email
        invitee.save()
        yield _work(invitee, method=REQUEST, is_change=not starts_anew)


def _withdrawals(
    meeting: Meeting, wanted: dict[UUID, people.Participant], known: dict[UUID, Invitee]
) -> Iterator[outbox.Work]:
    for user_id, invitee in known.items():
        if user_id in wanted or invitee.is_withdrawn or not invitee.email:
            continue
        invitee.sequence = max(meeting.sequence, invitee.sequence + 1)
        invitee.follows, invitee.is_withdrawn = meeting.sequence, True
        invitee.save()
        yield _work(invitee, method=CANCEL, is_change=True)


def _work(invitee: Invitee, *, method: str, is_change: bool) -> outbox.Work:
    payload = {
        "meeting": str(invitee.meeting_id),
        "user": str(invitee.user_id),
        "sequence": invitee.sequence,
        "method": method,
        "change": is_change,
        "to": invitee.email,
    }
    key = f"{current_group().schema_name}:{invitee.meeting_id}:{invitee.user_id}:{invitee.sequence}"
    return outbox.Work(kind=MAIL, key=key, payload=payload)


@mail.mail_handler(MAIL)
def send_invitation(entry: OutboxEntry) -> None:
    """Made at the moment of sending, from what is so then. When a newer one is on its way, this one is not sent."""
    asked = entry.payload
    invited = Invitee.objects.filter(meeting_id=asked["meeting"], user_id=asked["user"])
    invitee = invited.select_related("meeting").first()
    if invitee is None or not _is_current(invitee, asked):
        outbox.advance(entry, OutboxEntry.State.DONE, done_at=timezone.now(), error="superseded")
        return
    mail.deliver(entry, message(invitee, method=asked["method"], is_change=asked["change"]))


def _is_current(invitee: Invitee, asked: dict[str, Any]) -> bool:
    is_off = invitee.meeting.state == MeetingState.CANCELLED
    return invitee.sequence == asked["sequence"] and (asked["method"] == CANCEL or not is_off)


def message(invitee: Invitee, *, method: str, is_change: bool) -> EmailMessage:
    """Text for people, the entry as an alternative for calendar programs, and once more as a file: some look there."""
    group, meeting = current_group(), invitee.meeting
    person = people.member(invitee.user_id)
    name = person.name if person else ""
    template = "meetings/invitation_cancelled" if method == CANCEL else "meetings/invitation"
    subject, body = mail.texts(template, {**_said(meeting), "name": name, "is_change": is_change})
    attendee = calendar.Attendee(name=name, email=invitee.email, answer=invitee.answer)
    entry = calendar.entry(meeting, group=group, sequence=invitee.sequence, attendee=attendee)
    if method == CANCEL:
        entry["status"] = "CANCELLED"
    content = calendar.calendar([entry], method=method)
    made = EmailMultiAlternatives(
        subject=subject,
        body=body,
        from_email=formataddr((f"MDO {calendar.one_line(group.name)}", calendar.organiser())),
        to=[invitee.email],
    )
    made.attach_alternative(content.decode(), f"text/calendar; method={method}")
    made.attach("mdo.ics", content, "application/ics")
    return made


def _said(meeting: Meeting) -> dict[str, Any]:
    group, starts = current_group(), timezone.localtime(meeting.starts_at)
    return {
        "group": calendar.one_line(group.name),
        "day": f"{dutch.day_long(starts.date())} {starts.year}",
        "short_day": dutch.day_short(starts.date()),
        "time": dutch.clock_range(starts, starts + timedelta(minutes=meeting.minutes)),
        "place": calendar.one_line(meeting.place),
        "video_url": meeting.video_url,
        "url": group_url(group, "meetings:detail", meeting.pk),
    }
