"""Meetinstrumenten, as pages and over REST: read by who sees the patient, filled in by who may change it."""

from __future__ import annotations

from typing import Any

from tests.rights.matrix.rows import Asked, Row, patient, row

PATIENT = "register/<uuid:patient_id>/meetinstrumenten/"
RESULT = "register/uitslag/<uuid:result_id>/"
API = "api/v1/patients/<uuid:patient_id>/"
READ, WRITE = "register:read", "register:write"
ECOG = {"tool": "ecog"}
STATUS = {**ECOG, "item": "status"}
THROWN_AWAY = {"tool": "surprise_question"}
REMOVED = {"result_id": "removed_result_id"}
ANSWER = {"a-status": "3", "seen-status": "2", "version": 1}
SCORE = {"score": "3", "taken_on": "2026-11-02", "remark": "kort"}


def changes(ok: Any = 302, **more: Any) -> Asked:
    return patient("changes", ok, **more)


def writes(ok: Any = 200, **more: Any) -> Asked:
    return patient("changes", ok, scope=WRITE, **more)


def begun(_world: Any, ids: Any) -> dict[str, Any]:
    return {"draft_id": ids.draft_id}


PAGES: list[Row] = [
    row(PATIENT, GET=patient("reads", shows="object")),
    row(f"{PATIENT}<slug:tool>/", GET=patient("reads", shows="object", params=ECOG)),
    row(
        f"{PATIENT}<slug:tool>/invullen/",
        GET=changes(200, shows="object", params=ECOG),
        POST=changes(params=ECOG, body={**ANSWER, "do": "save"}),
    ),
    row(f"{PATIENT}<slug:tool>/vraag/<slug:item>/", POST=changes(params=STATUS, body=ANSWER)),
    row(f"{PATIENT}<slug:tool>/weggooien/", POST=changes(params=ECOG)),
    row(f"{PATIENT}<slug:tool>/terughalen/", POST=changes(params=THROWN_AWAY)),
    row(
        f"{PATIENT}<slug:tool>/score/",
        GET=changes(200, shows="object", params=ECOG),
        POST=changes(params=ECOG, body=SCORE),
    ),
    row(RESULT, GET=patient("reads", shows="object")),
    row(f"{RESULT}weghalen/", POST=changes(body={"version": 1})),
    row(f"{RESULT}terugzetten/", POST=changes(using=REMOVED)),
]

REST: list[Row] = [
    row(f"{API}instruments/", GET=patient("reads", shows="object", scope=READ)),
    row(
        f"{API}results/",
        GET=patient("reads", shows="object", scope=READ),
        POST=writes(201, body={**SCORE, "tool": "ecog", "score": 3}),
    ),
    row("api/v1/results/<uuid:result_id>/", DELETE=writes(204, headers={"If-Match": '"1"'})),
    row("api/v1/results/<uuid:result_id>/put-back/", POST=writes(using=REMOVED)),
    row(
        f"{API}questionnaires/<slug:tool>/",
        GET=patient("changes", params=ECOG, scope=READ),
        PATCH=writes(params=ECOG, body={"answers": {"status": "3"}, "version": 1}),
        DELETE=writes(204, params=ECOG),
    ),
    row(f"{API}questionnaires/<slug:tool>/restore/", POST=writes(params=THROWN_AWAY)),
    row(f"{API}questionnaires/<slug:tool>/finish/", POST=writes(201, params=ECOG, body=begun)),
]

ROWS = [*PAGES, *REST]
