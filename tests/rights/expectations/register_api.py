"""The register over REST: the same rights as its pages; a token needs the scope of the part besides."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from tests.rights.matrix.rows import Asked, Row, group, patient, row

PATIENT = "api/v1/patients/<uuid:patient_id>/"
READ, WRITE = "register:read", "register:write"


def reads(**more: Any) -> Asked:
    return patient("reads", shows="object", scope=READ, **more)


def changes(ok: Any = 200, **more: Any) -> Asked:
    return patient("changes", ok, scope=WRITE, **more)


def version(**more: Any) -> Any:
    return lambda _world, ids: {"version": ids.version, **more}


def enrolment_version(**more: Any) -> Any:
    return lambda _world, ids: {"version": ids.enrolment_version, **more}


def new_patient(_world: Any, _ids: Any) -> dict[str, Any]:
    return {
        "last_name": "Nieuw-Demo", "birth_date": "1938-05-01", "target_group": "palliatief", "consent": "agreed",
        "idempotency_key": uuid4(),
    }  # fmt: skip


ROWS: list[Row] = [
    row("api/v1/target-groups/", GET=group("member", scope=READ)),
    row(
        "api/v1/patients/",
        GET=group("register", shows="visible", scope=READ),
        POST=group("creates", 201, body=new_patient, scope=WRITE),
    ),
    row(
        "api/v1/patients/search/",
        POST=group("register", body={"query": "kanari"}, shows="visible", scope=READ, writes=False),
    ),
    row(PATIENT, GET=reads(), PATCH=changes(body=version(city="Elders"), shows="object")),
    row(f"{PATIENT}changes/", GET=reads()),
    row(f"{PATIENT}answers/", GET=reads()),
    row(
        f"{PATIENT}answers/<slug:field>/",
        PUT=changes(params={"field": "som_pijn_nrs"}, body={"version": 0, "value": 4}),
    ),
    row("api/v1/enrolments/<uuid:enrolment_id>/", PATCH=changes(body=enrolment_version(question="Hoe nu verder?"))),
    row(f"{PATIENT}suggestions/", GET=patient("reads", scope=READ)),
    row("api/v1/dashboard/", GET=group("register", scope=READ)),
]
