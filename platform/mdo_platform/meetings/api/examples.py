"""Invented examples in the OpenAPI document."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiExample

_APPELVINK, _BOTERBLOEM = "6f1c2a34-0000-4000-8000-000000000001", "6f1c2a34-0000-4000-8000-000000000002"

CHOSEN = OpenApiExample("Two patients at once", value={"patient_ids": [_APPELVINK, _BOTERBLOEM]}, request_only=True)
GUEST = OpenApiExample(
    "A geriatrician",
    value={
        "name": "Gerda Gans-Demo",
        "email": "g.gans@demo.invalid",
        "discipline": "Klinisch geriater",
        "organisation": "Ziekenhuis Waterland-Demo",
    },
    request_only=True,
)
CHOSEN_OUT = OpenApiExample(
    "One is on it, one is not",
    value=[
        {
            "patient_id": _APPELVINK,
            "name": "Mw. A. Appelvink-Demo",
            "outcome": "added",
            "item_id": "6f1c2a34-0000-4000-8000-0000000000a1",
            "position": 4,
            "reasons": [],
        },
        {
            "patient_id": _BOTERBLOEM,
            "name": "Dhr. B. Boterbloem-Demo",
            "outcome": "refused",
            "item_id": None,
            "position": None,
            "reasons": ["Er is nog geen toestemming voor bespreken vastgelegd."],
        },
    ],
    response_only=True,
)
PROPOSAL = OpenApiExample(
    "A question, and another colour than last time",
    value={
        "patient_id": _APPELVINK,
        "name": "Mw. A. Appelvink-Demo",
        "target_group": "palliatief",
        "reasons": ["question", "changed"],
        "urgency": "u3",
        "urgency_before": "u2",
        "question": "Hoe regelen we nachtzorg?",
        "ticked": True,
        "refusals": [],
        "warnings": [],
    },
    response_only=True,
)
ATTACHMENT = OpenApiExample(
    "The list of medication is there", value={"kind": "medication", "ready": True}, request_only=True
)
OFFER = OpenApiExample(
    "A text with what may be a name",
    value={
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

_MAIL = "6f1c2a34-0000-4000-8000-0000000000b1"

CHANGE = OpenApiExample(
    "An hour later, elsewhere",
    value={"version": 3, "starts_at": "2027-03-30T20:30:00+02:00", "place": "Gezondheidscentrum, zaal 2"},
    request_only=True,
)
CANCEL = OpenApiExample("Called off", value={"version": 3, "reason": "De voorzitter is ziek."}, request_only=True)
YEAR_RULE = OpenApiExample(
    "Every sixth Tuesday at 12.30",
    value={
        "every": "weeks",
        "interval": 6,
        "weekday": 1,
        "at": "12:30",
        "first_day": "2027-10-01",
        "count": 8,
        "region": "midden",
        "free": [{"first": "2027-11-15", "last": "2027-11-21"}],
    },
    request_only=True,
)
YEAR_PROPOSED = OpenApiExample(
    "One falls in a school holiday",
    value=[
        {"starts_at": "2027-10-05T12:30:00+02:00", "against": [], "is_taken": True},
        {"starts_at": "2027-12-28T12:30:00+01:00", "against": ["Kerstvakantie"], "is_taken": False},
    ],
    response_only=True,
)
YEAR_PLAN = OpenApiExample(
    "Two meetings",
    value={
        "idempotency_key": "6f1c2a34-0000-4000-8000-0000000000d1",
        "starts": ["2027-10-05T12:30:00+02:00", "2027-11-16T12:30:00+01:00"],
        "target_groups": ["palliatief"],
        "place": "Gezondheidscentrum",
    },
    request_only=True,
)
ANSWER = OpenApiExample("Comes", value={"answer": "accepted"})
FEED = OpenApiExample(
    "Shown once",
    value={"url": "https://portaal.example.invalid/agenda/0nBv…geheim.ics"},
    response_only=True,
)
MAILS = OpenApiExample(
    "Refused by the mail server",
    value=[
        {
            "id": _MAIL,
            "what": "invitation",
            "member": "Vera Voorbeeld-Demo",
            "state": "refused",
            "at": "2027-03-01T09:12:00+01:00",
            "reason": "refused by the mail server (550)",
            "attempts": 1,
            "starts_at": "2027-03-30T19:30:00+02:00",
        }
    ],
    response_only=True,
)
