"""A REPLY from somebody's calendar program (RFC 5546, by mail: RFC 6047), read strictly and never answered.

Whatever comes in is untrusted: the size is limited, only the one entry with our UID counts, and only when the sender is
the attendee whom it was sent to. Anything else is left with a word in the log. Nothing is mailed back, so no loop.
"""

from __future__ import annotations

import email
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses
from typing import Any, cast
from uuid import UUID

import icalendar

from mdo_platform.meetings.invitations.calendar import ids_in
from mdo_platform.meetings.models import Answer

MOST_BYTES = 256 * 1024
MOST_PARTS = 20
_ANSWERS = {"ACCEPTED": Answer.ACCEPTED, "TENTATIVE": Answer.TENTATIVE, "DECLINED": Answer.DECLINED}
# What the parsers raise on input that is no mail or no calendar.
_UNREADABLE = (ValueError, TypeError, KeyError, IndexError, AttributeError, LookupError, RecursionError, AssertionError)


class Ignored(Exception):
    """Why a message is left alone, in words for the log that hold nothing of the message."""


@dataclass(frozen=True, kw_only=True)
class Reply:
    meeting_id: UUID
    group_id: UUID
    email: str
    answer: Answer
    sequence: int
    stamped_at: datetime


def read(raw: bytes) -> Reply:
    """The reply in one RFC 5322 message. Raises Ignored."""
    if len(raw) > MOST_BYTES:
        raise Ignored("too large")
    try:
        message = email.message_from_bytes(raw, policy=SMTP)
        sender = _sender(message)
        found = icalendar.Calendar.from_ical(_calendar_part(message))
        return _reply(found, sender=sender)
    except _UNREADABLE:
        raise Ignored("not readable") from None


def _sender(message: EmailMessage) -> str:
    addresses = getaddresses([str(one) for one in message.get_all("From", [])])
    if len(addresses) != 1 or "@" not in addresses[0][1]:
        raise Ignored("no single sender")
    return addresses[0][1].strip().lower()


def _calendar_part(message: EmailMessage) -> bytes:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        if part.get_content_type() == "text/calendar":
            return cast("bytes", part.get_payload(decode=True) or b"")
    raise Ignored("no calendar in it")


def _reply(found: Any, *, sender: str) -> Reply:
    method = str(found.get("method", "")).upper()
    if method != "REPLY":
        raise Ignored("a counter-proposal" if method == "COUNTER" else "no reply")
    events = found.walk("VEVENT")
    if len(events) != 1 or "recurrence-id" in events[0]:
        raise Ignored("not about one meeting")
    event = events[0]
    ids, attendee = ids_in(str(event.get("uid", ""))), event.get("attendee")
    if ids is None:
        raise Ignored("not one of ours")
    if attendee is None or isinstance(attendee, list):
        raise Ignored("not of one attendee")
    if str(attendee).lower().removeprefix("mailto:") != sender:
        raise Ignored("of another than the sender")
    answer = _ANSWERS.get(str(attendee.params.get("partstat", "")).upper())
    if answer is None:
        raise Ignored("no answer in it")
    return Reply(
        meeting_id=ids[0],
        group_id=ids[1],
        email=sender,
        answer=answer,
        sequence=int(event.get("sequence", 0)),
        stamped_at=_moment(event["dtstamp"].dt),
    )


def _moment(stamp: datetime) -> datetime:
    """DTSTAMP is in UTC (RFC 5545, 3.8.7.2), also where a program forgets to say so."""
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)
