"""What the tests of invitations, reminders and feeds share: the post that went out, the clock, replies."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import time_machine
from django.core import mail as django_mail
from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.models import OutboxEntry

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
REPLY_TO = "mdo@portaal.demo.invalid"


class Stdin:
    """What a mail server pipes in."""

    def __init__(self, raw: bytes) -> None:
        self.buffer = io.BytesIO(raw)


def at(text: str) -> datetime:
    """A moment on the clock here: at("2027-03-30 19:30")."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@contextmanager
def clock(moment: datetime | timedelta) -> Iterator[Any]:
    """The clock at this moment, or so much later than it is."""
    to = timezone.now() + moment if isinstance(moment, timedelta) else moment
    with time_machine.travel(to, tick=False) as travelled:
        yield travelled


def deliver(later: timedelta = timedelta(minutes=2)) -> list[Any]:
    """Everything that a worker does two minutes from now; the mails that went out meanwhile."""
    before = len(django_mail.outbox)
    with clock(later), outside_groups():
        while outbox.run_due():
            pass
    return django_mail.outbox[before:]


def rows(kind: str) -> list[OutboxEntry]:
    with outside_groups():
        return list(OutboxEntry.objects.filter(kind=kind).order_by("due_at"))


def entry_of(message: Any) -> icalendar.Event:
    """The one VEVENT of an invitation."""
    (event,) = calendar_of(message).walk("VEVENT")
    return event


def calendar_of(message: Any) -> icalendar.Calendar:
    ((content, _type),) = message.alternatives
    return icalendar.Calendar.from_ical(content)


def reply_to(message: Any, *, partstat: str = "ACCEPTED", sender: str = "", **changes: Any) -> bytes:
    """What a calendar program sends back to an invitation; `changes` overrule lines of its entry."""
    invited = entry_of(message)
    address = str(invited["attendee"])
    lines = {
        "ATTENDEE": f";PARTSTAT={partstat}:{address}",
        "ORGANIZER": f":{invited['organizer']}",
        "UID": f":{invited['uid']}",
        "SEQUENCE": f":{invited['sequence']}",
        "DTSTAMP": f":{timezone.now() + timedelta(minutes=5):%Y%m%dT%H%M%SZ}",
        **changes,
    }
    method = lines.pop("METHOD", ":REPLY")
    event = "\r\n".join(f"{name}{value}" for name, value in lines.items() if value is not None)
    body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//X//EN\r\nMETHOD{method}\r\nBEGIN:VEVENT\r\n{event}\r\n"
    sender = sender or address.lower().removeprefix("mailto:")
    head = f"From: Iemand <{sender}>\r\nTo: {REPLY_TO}\r\nSubject: Geaccepteerd\r\nMIME-Version: 1.0\r\n"
    kind = "Content-Type: text/calendar; charset=utf-8; method=REPLY\r\n\r\n"
    return f"{head}{kind}{body}END:VEVENT\r\nEND:VCALENDAR\r\n".encode()
