"""The access log: of the group for chair and administrator, of one patient for who could change that patient.

The administrator sees no names: what is not in view has a pseudonym, in the export the id.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from tests.rights.matrix.rows import Row, group, patient, row

READ, PERSON = "group:read", "person"
MONTH = "inzage/controle/<int:year>/<int:month>/"
API_MONTH = "api/v1/access-log/reviews/<str:year_month>/"


def today(_world: Any, _ids: Any) -> dict[str, Any]:
    day = timezone.localdate().isoformat()
    return {"first": day, "last": day}


def seen(_world: Any, _ids: Any) -> dict[str, Any]:
    return {"seen": "", "agreed": "on", "remarks": "Gezien"}


PAGES: list[Row] = [
    row("inzage/", GET=group("log")),
    row(
        "inzage/uitvoer/",
        GET=group("log", fresh="first"),
        POST=group("log", body=today, fresh="first", with_ids=True, writes=False),
    ),
    row(
        "inzage/afdruk/",
        POST=group("member", 204, body=lambda _world, ids: {"lines": ids.line}, owner="gp_own", writes=False),
    ),
    row("inzage/controle/", GET=group("log")),
    # The month of now can be looked at; it is signed when it is over.
    row(MONTH, GET=group("log"), POST=group("log", 400, body=seen, writes=False)),
    row("inzage/patient/<uuid:patient_id>/", GET=patient("evaluates", shows="object")),
    row("inzage/patient/<uuid:patient_id>/pdf/", GET=patient("evaluates", shows="object")),
]

REST: list[Row] = [
    row("api/v1/access-log/", GET=group("log", scope=READ)),
    row(
        "api/v1/access-log/export/",
        POST=group("log", body=today, fresh="first", with_ids=True, scope=PERSON, writes=False),
    ),
    row("api/v1/access-log/reviews/", GET=group("log", scope=READ)),
    row(
        API_MONTH,
        GET=group("log", scope=READ),
        POST=group("log", (400, 409), body={"seen": 0, "remarks": "Gezien"}, scope=PERSON, writes=False),
    ),
    row("api/v1/patients/<uuid:patient_id>/access/", GET=patient("evaluates", scope="register:read")),
    row(
        "api/v1/patients/<uuid:patient_id>/access/pdf/",
        GET=patient("evaluates", shows="object", scope="register:read"),
    ),
]

ROWS = [*PAGES, *REST]
