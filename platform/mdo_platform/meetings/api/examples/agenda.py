"""The agenda: who is on it, who could be, the checklist, guests."""

from __future__ import annotations

from typing import Any

from mdo_platform.meetings.api.examples import APPELVINK, BOTERBLOEM, ITEM_ID, answered, sent

_TICK = {"kind": "medication", "ready": True, "by": "Huib Huisarts-Demo", "at": "2027-03-16T09:30:00+01:00"}
_ITEM = {
    "id": ITEM_ID,
    "patient_id": APPELVINK,
    "position": 4,
    "minutes": 10,
    "state": "waiting",
    "reason": "question",
    "seconds_spent": 0,
}

ADD = sent("Ten minutes", {"patient_id": APPELVINK, "minutes": 10})
STORED = answered("In the fourth place", _ITEM)
CHANGE = sent("First, and longer", {"position": 1, "minutes": 15})
CHANGED = answered("First, and longer", {**_ITEM, "position": 1, "minutes": 15})
LINE = answered(
    "With a question",
    {
        "id": ITEM_ID,
        "patient_id": APPELVINK,
        "name": "Mw. A. Appelvink-Demo",
        "position": 4,
        "minutes": 10,
        "state": "waiting",
        "reason": "question",
        "target_group": "palliatief",
        "urgency": "u3",
        "prognosis": "pal_c",
        "question": "Hoe regelen we nachtzorg?",
        "refusals": [],
        "attachments": [_TICK],
    },
)
CHOSEN = sent("Two patients at once", {"patient_ids": [APPELVINK, BOTERBLOEM]})
CHOSEN_OUT = answered(
    "One that could not",
    {
        "patient_id": BOTERBLOEM,
        "name": "Dhr. B. Boterbloem-Demo",
        "outcome": "refused",
        "item_id": None,
        "position": None,
        "reasons": ["Er is nog geen toestemming voor bespreken vastgelegd."],
    },
)
PROPOSAL = answered(
    "A question, and another colour than last time",
    {
        "patient_id": APPELVINK,
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
)
ATTACHMENT = sent("The list of medication is there", {"kind": "medication", "ready": True})
ATTACHMENTS = answered("Ticked", _TICK)

_GUEST: dict[str, Any] = {
    "name": "Gerda Gans-Demo",
    "email": "g.gans@demo.invalid",
    "discipline": "Klinisch geriater",
    "organisation": "Ziekenhuis Waterland-Demo",
}
GUEST = sent("A geriatrician", _GUEST)
PASS = answered(
    "The link was not used yet",
    {
        "id": "6f1c2a34-0000-4000-8000-0000000000f1",
        **_GUEST,
        "created_at": "2027-03-20T10:00:00+01:00",
        "accepted_at": None,
        "revoked_at": None,
    },
)
GUEST_LINE = answered(
    "By initial and year of birth",
    {"id": ITEM_ID, "position": 4, "name": "Mw. A. (1942)", "target_group": "palliatief", "urgency": "u3"},
)
GUEST_PATIENT = answered(
    "As on the screen",
    {
        "name": "Mw. A. (1942)",
        "age": 84,
        "target_group": "palliatief",
        "urgency": "u3",
        "prognosis": "pal_c",
        "question": "Hoe regelen we nachtzorg?",
        "diagnoses": ["Hartfalen"],
        "dimensions": [
            {"dimension": "Somatisch", "problems": ["Benauwd bij inspanning"], "strengths": [], "details": []}
        ],
        "planning": [{"text": "Nachtzorg aanvragen", "is_open": True, "is_old": False}],
    },
)
