"""Examples of enrolment, transfer, closing and consent. All of it is invented."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

_PATIENT = "7d0c6a0e-2d6b-4c0c-9f57-0f2f3a1b4c55"


def _sent(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def _answered(name: str, value: Any, *, status: str = "200") -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[status])


_NEW = {
    "id": "b1c7f2de-5a9b-4e0e-8d0f-4f6f6a2e9a10",
    "version": 1,
    "target_group": "palliatief",
    "kind": "primary",
    "definition_version": "0.2.0",
    "prognosis": "pal_x",
    "prognosis_on": None,
    "prognosis_by_name": "",
    "urgency": "u_x",
    "urgency_on": None,
    "urgency_by_name": "",
    "question": "",
    "question_by_name": "",
    "question_at": None,
    "started_on": "2026-11-22",
    "ended_on": None,
    "end_reason": "",
    "end_note": "",
    "last_discussed_on": None,
}
_OLD = _NEW | {
    "id": "0f3a8b1e-77a6-4b58-9a55-6a4f9b1d2c33",
    "version": 4,
    "target_group": "kwetsbare_ouderen",
    "prognosis": "ko_l",
    "urgency": "u3",
    "started_on": "2026-02-03",
    "ended_on": "2026-11-22",
    "end_reason": "transferred",
    "end_note": "Verzwakt snel, met de dochter besproken.",
}
_THEME = _NEW | {"target_group": "cultuursensitief", "kind": "thematic", "prognosis": ""}
_ASKED = {"consent": "agreed", "consent_given_by": "patient", "consent_given_on": "2026-11-22", "consent_scope": ""}
_SAID = {
    "status": "agreed",
    "given_by": "representative",
    "scope": "niet over de financiën",
    "given_on": "2026-11-20",
    "recorded_by_name": "Sanne Vermeulen-Demo",
    "recorded_at": "2026-11-20T09:12:00+01:00",
}
_CLOSED_ROW = {
    "id": _PATIENT,
    "name": "Mw. I. IJsvogel-Demo",
    "birth_date": "1936-03-14",
    "gp_name": "Sanne Vermeulen-Demo",
    "target_group": "palliatief",
    "end_reason": "deceased",
    "closed_on": "2025-12-10",
    "delete_on": "2026-12-10",
    "hold_reason": "",
}
_CLOSED_PAGE = {"count": 1, "page": 1, "pages": 1, "results": [_CLOSED_ROW]}
_RETAINED_ROW = _CLOSED_ROW | {"step": "announced", "announce_on": "2025-11-10", "goes_on": "2026-12-10"}
_ACTIVE = {
    "patient": {
        "id": _PATIENT,
        "version": 6,
        "status": "active",
        "last_name": "IJsvogel-Demo",
        "birth_date": "1936-03-14",
        "closed_on": None,
        "delete_on": None,
        "hold_on": None,
        "hold_by_name": "",
        "hold_reason": "",
        "consent": "agreed",
        "updated_by_name": "Sanne Vermeulen-Demo",
        "record_updated_at": "2026-11-20T09:12:00+01:00",
    },
    "enrolments": [_NEW],
    "history": [_OLD],
    "answers": [],
    "diagnoses": [],
    "professionals": [],
    "home_care": [],
}
_CLOSED_RECORD = _ACTIVE | {
    "patient": _ACTIVE["patient"] | {"status": "closed", "closed_on": "2026-11-21"},  # type: ignore[operator]
    "enrolments": [],
    "history": [_OLD],
}

ENROLMENTS = [_answered("Transferred from", _OLD), _answered("Transferred to", _NEW)]
ENROL = [_sent("A thematic MDO", {"target_group": "cultuursensitief"}), _answered("Enrolled", _THEME, status="201")]
END_ENROLMENT = [
    _sent("Not needed any more", {"reason": "care_ended", "version": 1}),
    _answered("Ended", _THEME | {"version": 2, "ended_on": "2026-11-22", "end_reason": "care_ended"}),
]
TRANSFER = [
    _sent(
        "To palliative care",
        {"target_group": "palliatief", "reason": "Verzwakt snel, met de dochter besproken.", "version": 3, **_ASKED},
    ),
    _answered("The new enrolment", _NEW, status="201"),
]
CLOSE = [
    _sent(
        "Deceased",
        {
            "reason": "deceased",
            "on": "2026-11-21",
            "version": 5,
            "evaluation": [
                {"field": "eva_plaats", "value": "thuis", "version": 0},
                {"field": "eva_goed", "value": "De nachtzorg was op tijd geregeld.", "version": 0},
            ],
        },
    ),
    _answered("The closed record", _CLOSED_RECORD),
]
REOPEN = [
    _sent("A mistake", {"because": "mistake", "version": 6}),
    _sent("Comes back", {"because": "returned", "target_group": "palliatief", "version": 6, **_ASKED}),
    _answered("In the register again", _ACTIVE),
]
HOLD = [
    _sent("A complaint", {"reason": "Er loopt een klacht.", "version": 6}),
    _answered("Kept", _CLOSED_RECORD),
]
CLOSED = [_answered("Closed patients", _CLOSED_PAGE)]
CLOSED_SEARCH = [_sent("By the start of the name", {"query": "ijsv"}), _answered("Found", _CLOSED_PAGE)]
RETENTION = [_answered("One was announced", {"months": 12, "until": "2027-02-22", "results": [_RETAINED_ROW]})]
CONSENT = [_answered("Agreed", _SAID)]
CONSENTS = [
    _answered("Said", _SAID),
    _answered("Not known yet", _SAID | {"status": "unknown", "given_on": "2026-02-03"}),
]
SET_CONSENT = [
    _sent("Agreed", {"status": "agreed", "given_by": "patient", "given_on": "2026-11-22"}),
    _sent("An objection", {"status": "objects", "given_by": "representative"}),
]
