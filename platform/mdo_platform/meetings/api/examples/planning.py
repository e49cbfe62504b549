"""Planning, moving, calling off; answers, the feed, the mails."""

from __future__ import annotations

from typing import Any

from mdo_platform.meetings.api.examples import APPELVINK, ITEM_ID, KEY, MEETING_ID, VERA_ID, answered, sent

_MEETING: dict[str, Any] = {
    "id": MEETING_ID,
    "version": 3,
    "revision": 12,
    "sequence": 1,
    "target_groups": ["palliatief"],
    "starts_at": "2027-03-30T19:30:00+02:00",
    "minutes": 60,
    "place": "Gezondheidscentrum, zaal 2",
    "video_url": "",
    "state": "planned",
    "chair_id": VERA_ID,
    "vice_chair_id": None,
    "secretary_id": None,
    "led_by_id": None,
    "opened_at": None,
    "closed_at": None,
    "clock_since": None,
    "next_meeting_id": None,
    "cancelled_at": None,
    "cancel_reason": "",
}
_OPEN = {**_MEETING, "state": "open", "led_by_id": VERA_ID, "opened_at": "2027-03-30T19:31:12+02:00"}

MEETING = answered("Planned", _MEETING)
OPENED = answered("In the room", _OPEN)
CLOCK = answered("The clock runs", {**_OPEN, "clock_since": "2027-03-30T19:33:40+02:00"})
CLOSED = answered("Closed", {**_OPEN, "state": "closed", "closed_at": "2027-03-30T20:28:03+02:00"})
CANCELLED = answered(
    "Called off",
    {
        **_MEETING,
        "state": "cancelled",
        "cancelled_at": "2027-03-12T08:05:00+01:00",
        "cancel_reason": "De voorzitter is ziek.",
    },
)
PLAN = sent(
    "The next appointment after a meeting",
    {
        "starts_at": "2027-05-11T19:30:00+02:00",
        "minutes": 60,
        "target_groups": ["palliatief"],
        "place": "Gezondheidscentrum, zaal 2",
        "follows": MEETING_ID,
        "idempotency_key": KEY,
    },
)
CHANGE = sent(
    "An hour later, elsewhere",
    {"version": 3, "starts_at": "2027-03-30T20:30:00+02:00", "place": "Gezondheidscentrum, zaal 2"},
)
CANCEL = sent("Called off", {"version": 3, "reason": "De voorzitter is ziek."})
CARRY_OVER = sent("To the next one", {"to": "6f1c2a34-0000-4000-8000-0000000000c2"})
CARRIED = answered(
    "It goes along",
    {
        "patient_id": APPELVINK,
        "name": "Mw. A. Appelvink-Demo",
        "outcome": "added",
        "item_id": ITEM_ID,
        "position": 1,
        "reasons": [],
    },
)
YEAR_RULE = sent(
    "Every sixth Tuesday at 12.30",
    {
        "every": "weeks",
        "interval": 6,
        "weekday": 1,
        "at": "12:30",
        "first_day": "2027-10-01",
        "count": 8,
        "region": "midden",
        "free": [{"first": "2027-11-15", "last": "2027-11-21"}],
    },
)
YEAR_PROPOSED = answered(
    "One that falls in a school holiday",
    {"starts_at": "2027-12-28T12:30:00+01:00", "against": ["Kerstvakantie"], "is_taken": False},
)
YEAR_PLAN = sent(
    "Two meetings",
    {
        "idempotency_key": KEY,
        "starts": ["2027-10-05T12:30:00+02:00", "2027-11-16T12:30:00+01:00"],
        "target_groups": ["palliatief"],
        "place": "Gezondheidscentrum",
    },
)
ANSWER = sent("Comes", {"answer": "accepted", "sequence": 1})
ANSWER_KEPT = answered("Comes", {"answer": "accepted"})
ANSWERED = answered(
    "Comes, but mail does not arrive",
    {
        "user_id": VERA_ID,
        "name": "Vera Voorbeeld-Demo",
        "discipline": "Huisarts",
        "answer": "accepted",
        "mail_refused": True,
    },
)
FEED = answered(
    "Read this morning", {"created_at": "2027-01-04T10:00:00+01:00", "last_read_at": "2027-03-01T08:00:00+01:00"}
)
FEED_MADE = answered("Shown once", {"url": "https://portaal.example.invalid/agenda/0nBv-geheim.ics"})
MAILS = answered(
    "Refused by the mail server",
    {
        "id": "6f1c2a34-0000-4000-8000-0000000000b1",
        "what": "invitation",
        "member": "Vera Voorbeeld-Demo",
        "state": "refused",
        "at": "2027-03-01T09:12:00+01:00",
        "reason": "refused by the mail server (550)",
        "attempts": 1,
        "starts_at": "2027-03-30T19:30:00+02:00",
    },
)
