"""Programmes in steps, as pages and over REST: read by who sees the patient, recorded by who may change it."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.rights.matrix.rows import Row, group, patient, row

PATIENT = "register/<uuid:patient_id>/programma/"
STEP = f"{PATIENT}<slug:pathway>/<slug:step>/"
API = "api/v1/patients/<uuid:patient_id>/pathways/"
READ, WRITE = "register:read", "register:write"
DONE = {"pathway": "proef", "step": "gedaan"}
OPEN = {"pathway": "proef", "step": "open"}


def done(_world: Any, _ids: Any) -> dict[str, Any]:
    return {"done_on": timezone.localdate().isoformat(), "outcome": "jaarlijks", "version": 0}


ROWS: list[Row] = [
    row("register/jaarlijks-bespreken/", GET=group("register", shows="due")),
    row(PATIENT, GET=patient("reads", shows="object")),
    row(STEP, POST=patient("changes", 302, params=OPEN, body=done)),
    row(f"{STEP}openen/", POST=patient("changes", 302, params=DONE, body={"version": 1})),
    row("api/v1/pathways/yearly/", GET=group("register", shows="due", scope=READ)),
    row(API, GET=patient("reads", shows="object", scope=READ)),
    row(
        f"{API}<slug:pathway>/<slug:step>/",
        PUT=patient("changes", params=OPEN, body=done, scope=WRITE),
        DELETE=patient("changes", params=DONE, body={"version": 1}, scope=WRITE),
    ),
]
