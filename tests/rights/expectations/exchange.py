"""Import and export, as pages and over REST. An import exists for the person who started it, and for nobody else."""

from __future__ import annotations

from base64 import b64encode
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.rights.matrix.rows import Asked, Row, group, row

IMPORT = "register/import/<uuid:import_id>/"
API = "api/v1/imports/<uuid:import_id>/"
READ, WRITE, PERSON = "register:read", "register:write", "person"
OWNER = "gp_own"
LIST = b"Achternaam;Geboortedatum;Doelgroep\nNieuw-Demo;1-2-1940;Palliatief\n"
CODES = ["last_name", "birth_date", "target_group"]
COLUMNS = [
    "first_name",
    "last_name",
    "birth_name",
    "street",
    "city",
    "phone",
    "gp",
    "question",
    "diagnoses",
    "home_care",
]


def spreadsheet() -> dict[str, Any]:
    return {"file": SimpleUploadedFile("lijst.csv", LIST, "text/csv"), "idempotency_key": str(uuid4())}


def own(ok: Any = 200, **more: Any) -> Asked:
    return group("creates", ok, owner=OWNER, **more)


def columns(_world: Any, _ids: Any) -> dict[str, Any]:
    return {f"column_{number}": code for number, code in enumerate(CODES)}


PAGES: list[Row] = [
    row("register/import/", GET=group("creates"), POST=group("creates", 302, files=spreadsheet)),
    row("register/import/voorbeeld/<slug:kind>/", GET=group("creates", params={"kind": "xlsx"})),
    row(IMPORT, GET=own(shows="import")),
    row(f"{IMPORT}kolommen/", GET=own(shows="import", typed="a"), POST=own(302, body=columns)),
    row(f"{IMPORT}keuzes/", POST=own(302, body={"actie": "alles-invoeren"})),
    row(f"{IMPORT}stoppen/", POST=own(302)),
    row(
        "register/export/",
        GET=group("register", fresh="first"),
        POST=group(
            "register",
            body={"kind": "xlsx", "which": "all", "columns": COLUMNS},
            fresh="first",
            shows="all",
            writes=False,
        ),
    ),
]

REST: list[Row] = [
    row(
        "api/v1/imports/",
        POST=group("creates", 201, body={"content": b64encode(LIST).decode(), "file_name": "lijst.csv"}, scope=WRITE),
    ),
    row(
        API,
        GET=own(scope=READ),
        PATCH=own(body={"columns": CODES}, scope=WRITE),
        DELETE=own(204, scope=WRITE),
    ),
    row(f"{API}rows/", GET=own(shows="import", scope=READ)),
    row(f"{API}duplicates/", POST=own(body={"everything": "enter"}, scope=WRITE)),
    row(f"{API}confirm/", POST=own(202, body={"skips_faulty": True}, scope=WRITE)),
    row(
        "api/v1/patients/export/",
        POST=group(
            "register",
            body={"kind": "csv", "closed": True, "columns": COLUMNS},
            fresh="last",
            shows="all",
            scope=PERSON,
            writes=False,
        ),
    ),
]

ROWS = [*PAGES, *REST]
