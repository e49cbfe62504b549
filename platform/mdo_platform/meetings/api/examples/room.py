"""What happens in the meeting and what stays of it: turns, attendance, notes, the report."""

from __future__ import annotations

from typing import Any

from mdo_platform.meetings.api.examples import APPELVINK, ITEM_ID, KEY, MEETING_ID, VERA_ID, answered, sent

TURN = sent("The next one", {"action": "next", "leaving": ITEM_ID})
TURNED = answered(
    "Somebody else is on the screen",
    {
        "current": {
            "id": ITEM_ID,
            "patient_id": APPELVINK,
            "position": 4,
            "minutes": 10,
            "state": "current",
            "reason": "question",
            "seconds_spent": 0,
        }
    },
)
CLOCK = sent("Pause", {"running": False})

_SEAT: dict[str, Any] = {
    "id": "6f1c2a34-0000-4000-8000-000000000101",
    "user_id": VERA_ID,
    "name": "Vera Voorbeeld-Demo",
    "discipline": "Huisarts",
    "organisation": "Praktijk De Linde-Demo",
    "present": True,
    "is_guest": False,
}
TICK = sent("A member is there", {"user_id": VERA_ID, "present": True})
SEAT = answered("A member who is there", _SEAT)
GUEST = sent("An interpreter", {"name": "Gerrit Gast-Demo", "discipline": "Tolk", "idempotency_key": KEY})
SEATED = answered(
    "An interpreter",
    {**_SEAT, "user_id": None, "name": "Gerrit Gast-Demo", "discipline": "Tolk", "organisation": "", "is_guest": True},
)

WRITE = sent("A second version", {"text": "Nachtzorg aanvragen via De Kievit.", "version": 2})
ADVICE = answered(
    "With an instrument",
    {
        "version": 3,
        "text": "Nachtzorg aanvragen via De Kievit.",
        "interventions": [],
        "tools": ["ediz"],
        "written_by_name": "Vera Voorbeeld-Demo",
        "updated_at": "2027-03-30T19:40:02+02:00",
    },
)
ATTACH = sent("An instrument", {"kind": "tools", "code": "ediz", "attached": True})

_AGREEMENT: dict[str, Any] = {
    "id": "6f1c2a34-0000-4000-8000-000000000102",
    "version": 1,
    "meeting_id": MEETING_ID,
    "item_id": ITEM_ID,
    "idempotency_key": KEY,
    "what": "Nachtzorg aanvragen",
    "who_id": VERA_ID,
    "who_name": "Vera Voorbeeld-Demo",
    "due_on": "2027-04-06",
    "done_on": None,
    "done_by_name": "",
    "declined_on": None,
    "declined_by_name": "",
}
AGREE = sent(
    "Who does what, and when",
    {
        "idempotency_key": KEY,
        "item_id": ITEM_ID,
        "what": "Nachtzorg aanvragen",
        "who": VERA_ID,
        "due_on": "2027-04-06",
        "version": 0,
    },
)
AGREEMENT = answered("Open", _AGREEMENT)
DONE = sent("Done", {"done": True})
AGREEMENT_DONE = answered(
    "Done", {**_AGREEMENT, "version": 2, "done_on": "2027-04-02", "done_by_name": "Vera Voorbeeld-Demo"}
)

_SIGNAL: dict[str, Any] = {
    "id": "6f1c2a34-0000-4000-8000-000000000103",
    "version": 1,
    "meeting_id": MEETING_ID,
    "item_id": ITEM_ID,
    "idempotency_key": KEY,
    "kind": "bottleneck",
    "category": "K01",
    "text": "Binnen 48 uur is geen nachtzorg te vinden.",
    "shared": False,
}
NOTE = sent(
    "A bottleneck", {name: _SIGNAL[name] for name in ("idempotency_key", "item_id", "kind", "category", "text")}
)
SIGNAL = answered("A bottleneck", _SIGNAL)
OFFER = answered(
    "A text with what may be a name",
    {
        "version": 2,
        "is_shared": False,
        "category": "K01",
        "target_group": "palliatief",
        "text": "Voor mevrouw Appelvink is binnen 48 uur geen nachtzorg te vinden.",
        "group": "Wilgenmeer",
        "networks": ["Netwerk palliatieve zorg Wilgenstreek"],
        "leaks": [{"kind": "name", "found": "Appelvink", "is_certain": False}],
        "refusal": "",
    },
)
SHARE = sent("Somebody looked at it", {"version": 1, "confirmed": True})
SHARED = answered("Shared", {**_SIGNAL, "shared": True})

_CONTENT = {
    "group": "Wilgenmeer",
    "day": "dinsdag 30 maart",
    "year": 2027,
    "time": "19.31 – 20.28 uur",
    "place": "Gezondheidscentrum, zaal 2",
    "target_groups": ["Palliatieve zorg"],
    "participants": [
        {
            "name": "Vera Voorbeeld-Demo",
            "discipline": "Huisarts",
            "organisation": "Praktijk De Linde-Demo",
            "guest": False,
        }
    ],
    "patients": [
        {
            "label": "Mw. A. (1942)",
            "target_group": "Palliatieve zorg",
            "urgency": None,
            "prognosis": None,
            "question": "Hoe regelen we nachtzorg?",
            "advice": "Nachtzorg aanvragen via De Kievit.",
            "interventions": [],
            "tools": ["EDIZ"],
            "agreements": [{"what": "Nachtzorg aanvragen", "who": "Vera Voorbeeld-Demo", "due": "di 6 apr"}],
        }
    ],
    "agreements": [],
    "signals": [{"kind": "Knelpunt", "category": "", "text": "Binnen 48 uur is geen nachtzorg te vinden."}],
    "removed": 0,
    "not_discussed": 1,
}
PREVIEW = answered("One patient was discussed", {"content": _CONTENT, "led_by": "", "unfinished": 0})
REPORT = answered(
    "One patient was discussed",
    {"meeting_id": MEETING_ID, "created_at": "2027-03-30T20:28:10+02:00", "content": _CONTENT},
)
