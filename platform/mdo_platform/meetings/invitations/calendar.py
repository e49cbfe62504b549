"""Meetings as calendar entries (RFC 5545), for invitations (iTIP, RFC 5546) and feeds.

icalendar checks nothing, so what an entry must have is put together here, in one place. Nothing about a patient is in
it: 'MDO', the group's name, the target groups, and what the chair filled in for place and video link.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import cache
from uuid import UUID

import icalendar
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.groups import GroupLike
from mdo_platform.meetings import levels
from mdo_platform.meetings.models import Answer, Meeting, MeetingState
from mdo_tenants.groups.links import group_url

ZONE = "Europe/Amsterdam"
PRODID = "-//MDO-Portal//NL"
_UID_END = "@mdo-portal"
_PARTSTAT = {
    Answer.UNKNOWN: "NEEDS-ACTION",
    Answer.ACCEPTED: "ACCEPTED",
    Answer.TENTATIVE: "TENTATIVE",
    Answer.DECLINED: "DECLINED",
}


@dataclass(frozen=True, kw_only=True)
class Attendee:
    """The one member whom an entry is for: nobody learns another's address from it."""

    name: str
    email: str
    answer: str = Answer.UNKNOWN


def uid_of(meeting_id: UUID, group_id: UUID) -> str:
    """The same for ever, whatever changes: by it a calendar finds the entry again, and a reply its meeting."""
    return f"{meeting_id}.{group_id}{_UID_END}"


def ids_in(uid: str) -> tuple[UUID, UUID] | None:
    """The meeting and the group of a UID of ours; None for any other text."""
    meeting_id, dot, group_id = uid.removesuffix(_UID_END).partition(".")
    if not uid.endswith(_UID_END) or not dot:
        return None
    try:
        found = UUID(meeting_id), UUID(group_id)
    except ValueError:
        return None
    return found if uid_of(*found) == uid else None


def organiser() -> str:
    """The address that invites and to which calendars reply; without a reply address the portal's own sender."""
    return settings.MDO_REPLY_ADDRESS or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def calendar(
    entries: Sequence[icalendar.Event], *, method: str = "", name: str = "", refresh: timedelta | None = None
) -> bytes:
    """A whole VCALENDAR. `method` for iTIP; a feed has none, but a name, and how often to look again (RFC 7986)."""
    made = icalendar.Calendar()
    made.add("prodid", PRODID)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    if method:
        made.add("method", method)
    if name:
        made.add("x-wr-calname", name)
        made.add("name", name)
    if refresh:
        interval = icalendar.vDuration(refresh)
        interval.params["value"] = "DURATION"
        made["refresh-interval"] = interval
        made.add("x-published-ttl", interval)
    made.add_component(_amsterdam())
    for entry in entries:
        made.add_component(entry)
    return bytes(made.to_ical())


def entry(
    meeting: Meeting,
    *,
    group: GroupLike,
    sequence: int,
    attendee: Attendee | None = None,
    stamp: datetime | None = None,
) -> icalendar.Event:
    """One meeting. With an attendee it is an invitation, stamped now; without, a line of a feed with its own stamp."""
    made = icalendar.Event()
    made.add("uid", uid_of(meeting.pk, group.id))
    made.add("sequence", sequence)
    made.add("dtstamp", stamp or timezone.now())
    made.add("last-modified", meeting.updated_at)
    made.add("dtstart", _wall(meeting.starts_at))
    made.add("dtend", _wall(meeting.starts_at + timedelta(minutes=meeting.minutes)))
    made.add("summary", f"MDO {one_line(group.name)}")
    made.add("description", _description(meeting, group))
    if where := meeting.place or meeting.video_url:
        made.add("location", one_line(where))
    made.add("url", group_url(group, "meetings:detail", meeting.pk))
    made.add("class", "PRIVATE")
    made.add("transp", "OPAQUE")
    made.add("status", "CANCELLED" if meeting.state == MeetingState.CANCELLED else "CONFIRMED")
    if attendee:
        made["organizer"] = _address(organiser(), cn=f"MDO {one_line(group.name)}")
        made["attendee"] = _invited(attendee)
    return made


def one_line(text: str) -> str:
    return " ".join(text.split())


def _description(meeting: Meeting, group: GroupLike) -> str:
    lines = [", ".join(levels.target_group_label(code) for code in meeting.target_groups)]
    if meeting.video_url:
        lines.append(_("Videolink: %(url)s") % {"url": meeting.video_url})
    lines.append(group_url(group, "meetings:detail", meeting.pk))
    return "\n".join(lines)


def _wall(moment: datetime) -> datetime:
    """On the clock here; icalendar writes the zone's name with it."""
    return timezone.localtime(moment)


def _address(email: str, *, cn: str) -> icalendar.vCalAddress:
    address = icalendar.vCalAddress(f"mailto:{email}")
    address.params["cn"] = icalendar.vText(cn)
    return address


def _invited(attendee: Attendee) -> icalendar.vCalAddress:
    address = _address(attendee.email, cn=one_line(attendee.name) or attendee.email)
    address.params["cutype"] = icalendar.vText("INDIVIDUAL")
    address.params["role"] = icalendar.vText("REQ-PARTICIPANT")
    address.params["partstat"] = icalendar.vText(_PARTSTAT[Answer(attendee.answer)])
    address.params["rsvp"] = icalendar.vText("TRUE")
    return address


@cache
def _amsterdam() -> icalendar.Timezone:
    """The rule of the European Union since 1996, as two recurrences: what every calendar program reads."""
    zone = icalendar.Timezone()
    zone.add("tzid", ZONE)
    for part, name, start, month, offsets in (
        (icalendar.TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, (1, 2)),  # noqa: DTZ001 - on the wall
        (icalendar.TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, (2, 1)),  # noqa: DTZ001 - on the wall
    ):
        part.add("dtstart", start)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", name)
        part.add("tzoffsetfrom", timedelta(hours=offsets[0]))
        part.add("tzoffsetto", timedelta(hours=offsets[1]))
        zone.add_component(part)
    return zone
