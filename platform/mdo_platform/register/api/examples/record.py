"""Examples of the patient's record, its history and its BSN. All of it is invented; the number is of the test range."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample


def _sent(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def _answered(name: str, value: Any, *, status: str = "200") -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[status])


_ANSWER = {
    "field": "soc_problemen",
    "value": "Zoon Erik slaapt sinds drie weken bij haar en werkt overdag.",
    "state": "filled",
    "version": 3,
    "target_group": "palliatief",
    "recorded_on": "2026-11-18",
    "recorded_by_name": "Mies Groot-Demo",
}
_CHANGE = {
    "id": "6f1f7c1e-4b0a-4c39-9a53-0d3c6a0b7e11",
    "record": "answer",
    "record_id": "0c9a4a57-93a5-4c0b-8a43-1f2f4b9f6a22",
    "target_group": "",
    "field": "pzp_reanimatie",
    "old": {"state": "not_discussed"},
    "new": "niet",
    "sentence": "Sanne Vermeulen-Demo wijzigde ‘Reanimatie’ van ‘niet besproken’ in ‘Niet uitvoeren’.",
    "can_put_back": True,
    "undoes": None,
    "by_id": "5a0f9f5e-0f6b-4d0a-8a4e-7c1b1f0d2a33",
    "by_name": "Sanne Vermeulen-Demo",
    "at": "2026-11-18T12:04:00+01:00",
}
ANSWERS = _answered("One answered field", _ANSWER)
ANSWER = _answered("The stored answer", _ANSWER)
NEW_ANSWER = _sent("A text", {"value": _ANSWER["value"], "version": 2})
NO_ANSWER = _sent("Discussed, no choice yet", {"state": "no_choice", "version": 0})
CHANGES = _answered("The newest change", {"page": 1, "has_more": False, "results": [_CHANGE]})
PUT_BACK = _sent("Knowing what the field holds now", {"seen": _CHANGE["id"]})
SUGGESTIONS = _answered(
    "For the social dimension",
    {
        "dimension": "social",
        "warnings": [],
        "suggestions": [
            {
                "text": "De mantelzorger is zwaar belast. Overweeg respijtzorg.",
                "severity": "suggestion",
                "source": "S1",
                "interventions": ["ko_i11"],
                "tools": ["ediz"],
            }
        ],
        "interventions": [
            {
                "code": "ko_i11",
                "title": "Mantelzorg ondersteunen",
                "summary": "Mantelzorgmakelaar, respijtzorg, EDIZ.",
                "url": "",
                "fits": True,
            }
        ],
        "tools": [{"code": "ediz", "title": "EDIZ", "summary": "", "url": "", "fits": True}],
    },
)
BSN_STATE = _answered(
    "A number that ends on 019",
    {
        "is_known": True,
        "masked": "••••••019",
        "is_verified": False,
        "version": 1,
        "recorded_by_name": "Sanne Vermeulen-Demo",
        "recorded_at": "2026-11-18T12:04:00+01:00",
    },
)
NEW_BSN = _sent("A test number", {"bsn": "9999.90.019", "version": 0})
REVEALED_BSN = _answered("A test number", {"bsn": "999990019"})
