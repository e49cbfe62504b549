"""Examples in the document of the API: import and export. Everything is invented."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

_ID = "6f1c2a8e-0b1d-4c55-9a53-2f6a1de0e001"
_PATIENT = "6f1c2a8e-0b1d-4c55-9a53-2f6a1de0e002"
# "Achternaam;Geboortedatum\r\nAkkerwinde-Demo;14-03-1941\r\n"
_CONTENT = "QWNodGVybmFhbTtHZWJvb3J0ZWRhdHVtDQpBa2tlcndpbmRlLURlbW87MTQtMDMtMTk0MQ0K"


def _asked(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def _answered(name: str, value: Any, *, status: str = "200") -> OpenApiExample:
    return OpenApiExample(name, value=value, response_only=True, status_codes=[status])


_STAGED = {
    "id": _ID,
    "state": "staged",
    "revision": 1,
    "file_name": "lijst.csv",
    "headings": ["Achternaam", "Geboortedatum"],
    "columns": ["last_name", "birth_date"],
    "defaults": {},
    "refusal": "",
    "row_count": 1,
    "faulty": 0,
    "duplicates": 0,
    "entering": 1,
    "done": 0,
    "entered_count": 0,
    "skipped_count": 0,
    "patient_ids": [],
}
_CHECKED = _STAGED | {"state": "checked", "revision": 2, "defaults": {"target_group": "palliatief"}}
_DONE = _CHECKED | {
    "state": "done",
    "revision": 4,
    "file_name": "",
    "headings": [],
    "columns": [],
    "defaults": {},
    "entering": 0,
    "done": 1,
    "entered_count": 1,
    "patient_ids": [_PATIENT],
}
_ROW = {
    "number": 2,
    "name": "Akkerwinde-Demo",
    "birth_date": "1941-03-14",
    "target_group": "Palliatief",
    "problems": [],
    "twin_row": None,
    "twin_ids": [_PATIENT],
    "choice": "skip",
    "is_entered": False,
}

START_IMPORT = [
    _asked("Een csv met één patiënt", {"content": _CONTENT, "file_name": "lijst.csv"}),
    _answered("Gelezen", _STAGED, status="201"),
]
IMPORT = [_answered("Ingevoerd", _DONE), _answered("Gecontroleerd", _CHECKED)]
CHOOSE_COLUMNS = [
    _asked(
        "Zoals herkend",
        {"columns": ["last_name", "birth_date"], "defaults": {"target_group": "palliatief"}, "revision": 1},
    ),
    _answered("Gecontroleerd", _CHECKED),
]
ROWS = [_answered("Een mogelijk dubbele patiënt", {"count": 1, "page": 1, "pages": 1, "results": [_ROW]})]
DUPLICATES = [
    _asked("Een rij toch invoeren", {"rows": {"2": "enter"}}),
    _asked("Alle dubbele overslaan", {"everything": "skip"}),
    _answered("Gekozen", _CHECKED),
]
CONFIRM = [
    _asked("Voer in", {"revision": 2}),
    _asked("Zonder de rijen met een fout", {"revision": 2, "skips_faulty": True}),
    _answered("Bezig", _CHECKED | {"state": "running", "revision": 3}, status="202"),
]
EXPORT = [_asked("Palliatieve patiënten in Excel", {"kind": "xlsx", "target_group": "palliatief"})]
