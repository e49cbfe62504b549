"""Examples in the document of the API. Everything is invented."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

_ID = "6f1c2a8e-0b1d-4c55-9a53-2f6a1de0c0a1"
_DRAFT = "b2b7c1d4-51c0-4f0e-8a77-6a3f2f9f4c1d"
_RESULT = {
    "id": _ID,
    "version": 1,
    "tool": "tug",
    "title": "Timed up and go (seconden)",
    "score": 18.0,
    "taken_on": "2026-11-03",
    "how": "entered",
    "band_label": "Aanwijzing voor een mobiliteitsprobleem",
    "band_source": "B34",
    "direction": "higher_is_worse",
    "target_group": "kwetsbare_ouderen",
    "definition_version": "0.1.0",
    "answered": None,
    "asked": None,
    "items": None,
    "remark": "met rollator",
    "recorded_by_name": "Sanne Specht-Demo",
    "recorded_at": "2026-11-03T12:30:00+01:00",
    "removed_at": None,
}
_FILLED_IN = _RESULT | {
    "tool": "valrisico",
    "title": "Valrisico (drie vragen)",
    "score": 2.0,
    "how": "filled_in",
    "band_label": "Verhoogd valrisico, verwijs voor vervolg",
    "band_source": "B11, EK",
    "answered": 3,
    "asked": 3,
    "remark": "",
}
_BANDS = [
    {"low": 0.0, "high": 0.0, "label": "Geen aanwijzing voor verhoogd valrisico", "source": "B11, EK"},
    {"low": 1.0, "high": 3.0, "label": "Verhoogd valrisico, verwijs voor vervolg", "source": "B11, EK"},
]
_INSTRUMENT = {
    "code": "valrisico",
    "title": "Valrisico (drie vragen)",
    "kind": "questionnaire",
    "url": "",
    "is_offered": True,
    "can_fill_in": True,
    "fits": True,
    "minimum": 0.0,
    "maximum": 3.0,
    "direction": "higher_is_worse",
    "bands": _BANDS,
    "licence": {"owner": "VeiligheidNL", "terms": "Vragen van de wereldrichtlijn, vrij te gebruiken.", "url": ""},
    "progress": {
        "answered": 1,
        "asked": 3,
        "began_by_name": "Sanne Specht-Demo",
        "began_at": "2026-11-03T12:20:00+01:00",
    },
    "newest": None,
}
_YES_NO = [{"code": "ja", "label": "Ja"}, {"code": "nee", "label": "Nee"}]
_ITEM = {"help": "", "options": _YES_NO, "minimum": None, "maximum": None, "asked": True}
_OPEN = {
    "draft_id": _DRAFT,
    "version": 2,
    "tool": "valrisico",
    "title": "Valrisico (drie vragen)",
    "answers": {"gevallen": "ja", "bezorgd": "ja"},
    "answered": 2,
    "asked": 3,
    "items": [
        _ITEM | {"code": "gevallen", "text": "Is de patiënt het afgelopen jaar gevallen?"},
        _ITEM | {"code": "bezorgd", "text": "Is de patiënt bezorgd om te vallen?"},
        _ITEM | {"code": "moeite", "text": "Heeft de patiënt moeite met bewegen, lopen of balans?"},
    ],
    "began_by_name": "Sanne Specht-Demo",
    "updated_at": "2026-11-03T12:30:00+01:00",
}


def _asked(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def _answered(name: str, value: Any, *, status: str = "200") -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[status])


INSTRUMENTS = [_answered("Meetinstrumenten", _INSTRUMENT)]
RESULTS = [_answered("Uitslagen", _RESULT)]
RECORD_SCORE = [
    _asked("Score", {"tool": "tug", "score": 18, "taken_on": "2026-11-03", "remark": "met rollator"}),
    _answered("Vastgelegd", _RESULT, status="201"),
]
PUT_BACK_RESULT = [_answered("Teruggezet", _RESULT | {"version": 3})]
QUESTIONNAIRE = [_answered("Vragenlijst", _OPEN)]
SAVE_ITEM_ANSWERS = [
    _asked("Een antwoord", {"answers": {"bezorgd": "ja"}, "version": 1}),
    _answered("Bewaard", _OPEN),
]
RESTORE_DRAFT = [_answered("Teruggehaald", _OPEN | {"version": 4})]
FINISH_DRAFT = [
    _asked("Afronden", {"draft_id": _DRAFT}),
    _answered("Uitslag", _FILLED_IN, status="201"),
]
