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
    response_only=True,
)
