"""Examples in the document of the API: care around a patient. Everything is invented."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

_ID = "6f1c2a8e-0b1d-4c55-9a53-2f6a1de0c001"
_KEY = "b2b7c1d4-51c0-4f0e-8a77-6a3f2f9f4c10"
_DIAGNOSIS = {"icpc": "R84", "title": "Maligniteit bronchus/long"}
_PERSON = {
    "name": "Mia Mus-Demo",
    "discipline": "Wijkverpleegkundige",
    "organisation": "De Kievit",
    "phone": "030 000 00 00",
    "email": "m.mus@demo.invalid",
}
_CARE = {"organisation_id": "00000000-0000-4000-8000-00000000ca01", "started_on": "2026-11-02"}


def _asked(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def _answered(name: str, value: Any, *, status: str = "200") -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[status])


_STORED_DIAGNOSIS = {
    "id": _ID,
    "version": 1,
    **_DIAGNOSIS,
    "recorded_on": "2026-11-02",
    "recorded_by_name": "Sanne Specht-Demo",
    "ended_on": None,
}
_STORED_PERSON = {
    "id": _ID,
    "version": 1,
    "user_id": None,
    **_PERSON,
    "is_lead": True,
    "may_edit": False,
    "ended_on": None,
}
_STORED_CARE = {"id": _ID, "version": 1, **_CARE, "organisation_name": "De Kievit", "ended_on": None}

DIAGNOSES = [_answered("Diagnosen", _STORED_DIAGNOSIS)]
ADD_DIAGNOSIS = [
    _asked("Code met omschrijving", _DIAGNOSIS | {"idempotency_key": _KEY}),
    _asked("Alleen een omschrijving", {"title": "Wacht op een heupoperatie"}),
    _answered("Toegevoegd", _STORED_DIAGNOSIS, status="201"),
]
CHANGE_DIAGNOSIS = [
    _asked("Andere omschrijving", {"title": "Longkanker, uitgezaaid"}),
    _answered("Gewijzigd", _STORED_DIAGNOSIS | {"version": 2, "title": "Longkanker, uitgezaaid"}),
]
RESTORE_DIAGNOSIS = [_answered("Teruggezet", _STORED_DIAGNOSIS | {"version": 3})]
INVOLVED = [_answered("Betrokkenen", _STORED_PERSON)]
ADD_INVOLVED = [
    _asked("Iemand van buiten de groep", _PERSON | {"is_lead": True, "idempotency_key": _KEY}),
    _asked("Een lid van de groep", {"user_id": "3b4f8c6e-6c1e-4a06-8c6c-52e7f6f7a002", "phone": "030 000 00 00"}),
    _answered("Toegevoegd", _STORED_PERSON, status="201"),
]
CHANGE_INVOLVED = [
    _asked("Ander telefoonnummer", {"phone": "030 000 00 01"}),
    _answered("Gewijzigd", _STORED_PERSON | {"version": 2, "phone": "030 000 00 01"}),
]
LEAD = [_answered("Regievoerder", _STORED_PERSON | {"version": 2})]
MAY_EDIT = [
    _asked("Laat deze consulent wijzigen", {"allowed": True}),
    _answered(
        "Mag wijzigen",
        _STORED_PERSON | {"version": 2, "discipline": "Consulent palliatieve zorg", "is_lead": False, "may_edit": True},
    ),
]
RESTORE_INVOLVED = [_answered("Teruggezet", _STORED_PERSON | {"version": 3})]
HOME_CARE = [_answered("Thuiszorg", _STORED_CARE)]
ADD_HOME_CARE = [_asked("Vanaf een dag", _CARE), _answered("Betrokken", _STORED_CARE, status="201")]
CHANGE_HOME_CARE = [
    _asked("Een einde vooruit", {"ended_on": "2026-12-31"}),
    _answered("Gewijzigd", _STORED_CARE | {"version": 2, "ended_on": "2026-12-31"}),
]
RESTORE_HOME_CARE = [_answered("Toch niet beëindigd", _STORED_CARE | {"version": 3})]
CODES = [
    _asked("Op woord", {"query": "kwets"}),
    _answered("Gevonden", {"code": "A49.01", "title": "Mogelijk kwetsbaar"}),
]
DISCIPLINES = [_answered("Disciplines", ["Huisarts", "Wijkverpleegkundige"])]
