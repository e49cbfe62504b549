"""Examples in the document of the API: the access log. Everybody here is invented."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample


def _sent(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def _answered(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=["200"])


_ACTOR = "0a8d4c8a-6f7e-4c8e-9a44-5c9d4c3b2a10"
_PATIENT = "1a2b3c4d-5e6f-4a70-8b91-a2b3c4d5e6f7"
_LINE = {
    "seq": 1204,
    "at": "2026-11-17T12:41:07.310000+01:00",
    "actor_id": _ACTOR,
    "actor_name": "Sanne Specht-Demo",
    "roles": ["gp"],
    "via": "session",
    "action": "R",
    "what": "patient.read",
    "said": "Vraag, prognose en urgentie bekeken",
    "patients": 1,
    "patient": "1A2B-3C4D",
    "patient_name": "Mw. A. Appelvink-Demo",
    "controls": "TTTF",
}
_MONTH = {
    "month": "2026-10",
    "state": "open",
    "sign_before": "2026-11-15",
    "signed_by": None,
    "signed_at": None,
    "remarks": None,
}
_KEY = f"no_relation:{_ACTOR}:1A2B-3C4D"
_FINDING = {
    "rule": "no_relation",
    "key": _KEY,
    "actor_id": _ACTOR,
    "actor_name": "Sanne Specht-Demo",
    "first_at": "2026-10-05T09:12:44.120000+02:00",
    "times": 2,
    "patients": 1,
    "patient": "1A2B-3C4D",
    "patient_name": None,
}
_REVIEW = {**_MONTH, "lines": 842, "findings": [_FINDING], "sample": [{**_LINE, "at": "2026-10-06T10:02:00+02:00"}]}
_SIGNED = {
    **_REVIEW,
    "state": "signed",
    "signed_by": "Vera Voorzitter-Demo",
    "signed_at": "2026-11-03T17:20:00+01:00",
    "remarks": "Eén keer nagevraagd; het was de waarneming.",
}
_EVENT = {
    "EventID": "3f0c2f0e-2f4e-4f5d-9a0b-6f3c8d1e7b55:1204",
    "EventActionCode": "R",
    "EventDateTime": "2026-11-17T11:41:07.310+00:00",
    "EventOutcomeIndicator": "0",
    "EventTypeCode": "patient.read",
    "userID": _ACTOR,
    "alternateUserID": None,
    "userName": "Sanne Specht-Demo",
    "userIsRequestor": True,
    "roleIDCode": ["gp"],
    "purposeOfUse": "TREATMENT",
    "networkAccessPointTypeCode": "2",
    "networkAccessPointID": "192.0.2.10",
    "participantObjects": [
        {
            "participantObjectTypeCode": "1",
            "participantObjectTypeCodeRole": "1",
            "participantObjectDataLifeCycle": "6",
            "participantObjectIDTypeCode": "2",
            "participantObjectPermissionPolicySet": "S-02",
            "participantObjectSensitivity": "N",
            "participantObjectID": _PATIENT,
            "participantObjectName": None,
            "participantObjectDetail": {"page": "question"},
            "participantObjectDescription": "Vraag, prognose en urgentie bekeken",
            "controles": "TTTF",
        }
    ],
    "AuditEnterpriseSiteID": "wilgenmeer",
    "AuditSourceID": "MDO-Portal",
    "AuditSourceTypeCode": "3",
    "autorisatieProtocol": "S-02",
    "behandelrelatieProtocol": "own-gp|involved|own-organisation|meeting",
    "toestemmingsProfiel": "R-17",
    "controles": "TTTF",
}

LINES = [_answered("A page of the log", _LINE)]
LOOKS = [
    _answered(
        "Who looked",
        {
            "at": "2026-11-17T12:41:07.310000+01:00",
            "name": "Sanne Specht-Demo",
            "role": "huisarts",
            "organisation": "Huisartsengroep Wilgenmeer-Demo",
            "what": "Vraag, prognose en urgentie bekeken",
            "how": "",
            "times": 3,
            "treats": True,
            "consented": True,
            "is_system": False,
        },
    )
]
EXPORT = [
    _sent("A month", {"first": "2026-11-01", "last": "2026-11-22"}),
    _answered(
        "The lines of a month",
        {
            "standard": "NEN 7513:2018",
            "group": "wilgenmeer",
            "from": "2026-11-01",
            "until": "2026-11-22",
            "exportedAt": "2026-11-22T09:30:00+00:00",
            "exportedBy": _ACTOR,
            "events": [_EVENT],
        },
    ),
]
MONTHS = [_answered("A month", _MONTH)]
REVIEW = [_answered("A month with a finding", _REVIEW)]
SIGN = [
    _sent(
        "Sign with a remark",
        {
            "remarks": "Eén keer nagevraagd; het was de waarneming.",
            "about": {_KEY: "Nam waar voor de eigen huisarts."},
            "seen": 1,
        },
    ),
    _answered("The signed month", _SIGNED),
]
