"""A REPLY from somebody's calendar program (RFC 5546, by mail: RFC 6047), read strictly and never answered.

Whatever comes in is untrusted: the size is limited, only the one entry with our UID counts, and only when the sender is
the attendee whom it was sent to. Anything else is left with a word in the log. Nothing is mailed back, so no loop.
"""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.errors import InvalidHeaderDefect
from email.message import Message
from email.policy import SMTP
from typing import Any, cast
from uuid import UUID

import icalendar

from mdo_platform.meetings.invitations.calendar import ids_in
from mdo_platform.meetings.models import Answer

MOST_BYTES = 256 * 1024
MOST_PARTS = 20
MOST_IN_HEADER = 1000
FIRST_YEAR = 2000
_FOLD = re.compile(r"\r?\n[ \t]")
_READ = (["VCALENDAR"], ["VCALENDAR", "VEVENT"])
_LINES = frozenset(
    {"BEGIN", "END", "VERSION", "PRODID", "METHOD", "UID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "RECURRENCE-ID"}
)
_ANSWERS = {"ACCEPTED": Answer.ACCEPTED, "TENTATIVE": Answer.TENTATIVE, "DECLINED": Answer.DECLINED}
# What the parsers raise on input that is no mail or no calendar.
_UNREADABLE = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, LookupError),
    *(RecursionError, AssertionError, OverflowError),
)


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
    if sum(raw.lower().count(kind) for kind in (b"multipart/", b"message/")) > MOST_PARTS:
        raise Ignored("too many parts")
    try:
        message = email.message_from_bytes(raw)  # by the old policy: it takes no header apart before it is asked for
        sender = _sender(message)
        found = icalendar.Calendar.from_ical(_what_counts(_calendar_part(message)))
        return _reply(found, sender=sender)
    except _UNREADABLE:
        raise Ignored("not readable") from None


def _sender(message: Message) -> str:
    """By the parser that knows names from addresses; it is slow, so a header that is too long is not read."""
    given = [value for name, value in message.raw_items() if name.lower() == "from"]
    if len(given) != 1 or len(given[0]) > MOST_IN_HEADER:
        raise Ignored("no single sender")
    header = SMTP.header_fetch_parse("From", given[0])
    addresses = header.addresses
    # Of what is no address list a mail server may read another address than this parser, and check that one.
    is_strange = any(isinstance(defect, InvalidHeaderDefect) for defect in header.defects)
    if is_strange or len(addresses) != 1 or not addresses[0].domain:
        raise Ignored("no single sender")
    return str(addresses[0].addr_spec).strip().lower()


def _calendar_part(message: Message) -> str:
    for number, part in enumerate(message.walk()):
        if number >= MOST_PARTS:
            break
        if part.get_content_type() == "text/calendar" and len(str(part["Content-Type"])) <= MOST_IN_HEADER:
            content = cast("bytes", part.get_payload(decode=True) or b"")
            return content.decode(part.get_content_charset("utf-8"), errors="replace")
    raise Ignored("no calendar in it")


def _what_counts(content: str) -> str:
    """Of an entry the few lines that make a reply: zones, rules, alarms, pictures are for no parser of ours."""
    inside: list[str] = []
    kept: list[str] = []
    for line in _FOLD.sub("", content).split("\n"):
        name, _mark, rest = line.strip().partition(":")
        name = name.partition(";")[0].upper()
        if name == "BEGIN":
            inside.append(rest.upper())
        if inside in _READ and name in _LINES:
            kept.append(line.strip())
        if name == "END" and inside.pop() != rest.upper():
            raise ValueError
    return "\r\n".join(kept)


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
    moment = stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)
    if moment.year < FIRST_YEAR:
        raise Ignored("stamped when there were no calendars")
    return moment
