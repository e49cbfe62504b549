"""Examples in the document of the API: a programme in steps. Everything is invented."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

_ID = "6f1c2a8e-0b1d-4c55-9a53-2f6a1de0c001"
_FRAIL = {
    "code": "ko_kwetsbaar",
    "label": "Kwetsbaar",
    "icpc": "A05",
    "yearly": False,
    "sets": {"field": "kwetsbaarheidsniveau", "option": "kwetsbaar"},
}
_RECORDED = {
    "code": "ko_signaleren",
    "label": "Signaleren kwetsbaarheid",
    "help": "Wees alert op signalen.",
    "state": "done",
    "done_on": "2026-11-02",
    "outcome": "ko_kwetsbaar",
    "consent": "agreed",
    "remark": "",
    "his_advice": "Registreer in het HIS: A05 Kwetsbaar. Het portaal stuurt niets.",
    "version": 1,
    "recorded_by_name": "Sanne Specht-Demo",
    "definition_version": "0.2.0",
    "outcomes": [_FRAIL],
    "tools": [],
}
_OPEN = _RECORDED | {
    "code": "ko_inschatten",
    "label": "Inschatting zorgbehoefte",
    "help": "",
    "state": "next",
    "done_on": None,
    **dict.fromkeys(("outcome", "consent", "his_advice", "recorded_by_name", "definition_version"), ""),
    "version": 0,
    "outcomes": [],
}
_PATHWAY = {
    "code": "ko_programma",
    "label": "Programma kwetsbare ouderen",
    "target_group": "kwetsbare_ouderen",
    "is_current": True,
    "is_due": False,
    "consent": {"field": "deelname_toestemming", "agreed": "toestemming", "declined": "weigert"},
    "steps": [_RECORDED, _OPEN],
}
_DUE = {
    "patient_id": _ID,
    "name": "Mw. K. Klaproos-Demo",
    "birth_year": 1935,
    "enrolment_id": _ID,
    "target_group": "kwetsbare_ouderen",
    "outcome": "Complex kwetsbaar",
    "last_discussed_on": "2025-10-02",
    "lead": "Sanne Specht-Demo",
    "is_mine": True,
}


def _answered(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=["200"])


def _sent(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


PATHWAYS = _answered("One step done, the second is next", _PATHWAY)
RECORD = _sent(
    "With an outcome that fills in a field",
    {"done_on": "2026-11-02", "outcome": "ko_kwetsbaar", "consent": "agreed", "version": 0},
)
DECLINES = _sent("The patient declines", {"done_on": "2026-11-02", "consent": "declined", "version": 0})
RECORDED = _answered("Recorded", _RECORDED)
YEARLY = _answered("One patient", {"count": 1, "page": 1, "pages": 1, "results": [_DUE]})
