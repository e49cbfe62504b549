"""Whatever is sent to the pages and operations of import and export: an answer in words, never a fault."""

from __future__ import annotations

import base64
import json
from uuid import uuid4

import pytest

from mdo_platform.exchange import services
from mdo_platform.register.models import Patient
from tests.exchange.helpers import AKKERWINDE, HEADINGS, csv_of, xlsx_of
from tests.isolation.test_strange_input import STRANGE

NAMES = [
    "file", "column_0", "column_2", "target_group", "gp", "actie", "revisie", "toon", "page", "keuze-2", "overslaan",
    "kind", "which", "columns", "idempotency_key",
]  # fmt: skip
API = [
    "content",
    "file_name",
    "idempotency_key",
    "columns",
    "defaults",
    "revision",
    "everything",
    "rows",
    "skips_faulty",
    "kind",
]
VALUES = [
    None,
    [],
    {},
    {"a": {"b": []}},
    True,
    10**40,
    -1,
    1.5,
    [None],
    [[]],
    "",
    2**31,
    {"2": "enter"},
    {"9" * 30: "skip"},
]


@pytest.fixture
def place(desk, gp, client_of):
    with desk.open():
        found = services.start_import(csv_of(HEADINGS, AKKERWINDE, AKKERWINDE), by=gp)
        services.choose_columns(found.pk, by=gp, columns=found.columns, defaults={})
    client = client_of(desk.user_of(gp))
    client.raise_request_exception = False
    return desk, client, found


def test_no_form_fails(place):
    desk, client, found = place
    base = desk.place.url("register/")
    paths = ["export/", "import/"]
    paths += [f"import/{found.pk}/{part}" for part in ("kolommen/", "keuzes/")]
    for kind, strange in STRANGE.items():
        value = strange.encode(errors="ignore").decode()
        for path in paths:
            typed = dict.fromkeys(NAMES, value) | {f"keuze-{value[:200]}": "enter", "keuze-99999999999999": "enter"}
            for sent in (typed, typed | {"actie": "voer-in", "kind": "csv", "which": "active", "columns": "last_name"}):
                answer = client.post(base + path, sent)
                assert answer.status_code < 500, (path, kind)
            assert client.get(base + path, {"toon": value, "page": value, "doelgroep": value}).status_code < 500, (
                path,
                kind,
            )


@pytest.mark.parametrize("method", ["post", "patch", "delete"])
def test_no_operation_fails(place, method):
    desk, client, found = place
    paths = ["imports/", f"imports/{found.pk}/", "patients/export/"]
    paths += [f"imports/{found.pk}/{part}/" for part in ("rows", "duplicates", "confirm")]
    for path in paths:
        for value in [*(value[:3000] for value in STRANGE.values()), *VALUES]:
            body = json.dumps(dict.fromkeys(API, value))
            address = desk.place.url(f"api/v1/{path}")
            answer = client.generic(method.upper(), address, body, "application/json")
            assert answer.status_code < 500, (path, str(value)[:60])


def test_what_a_cell_cannot_hold_is_told_and_not_stored(place, gp):
    """A workbook can name a NUL, half a pair or a command sign in its own way of writing."""
    desk, _client, _found = place
    row = ["_x0000_", "_xD800_", "a_x0007_b", "1-1-1940", "v", "Palliatief", ""]
    data = xlsx_of([*HEADINGS[:-1], "_x0000_kop_xDC00_"], row)
    with desk.open():
        found = services.start_import(data, by=gp)
        services.choose_columns(found.pk, by=gp, columns=[*found.columns[:-1], ""], defaults={})
        [stored] = found.rows.all()
        assert {one["field"] for one in stored.problems} == {"initials", "last_name"}
        assert Patient.objects.count() == 0


def test_a_file_of_anything_is_answered_in_words(place):
    desk, client, _found = place
    for size in (1, 50, 3_000):
        for start in (
            b"",
            b"PK\x03\x04",
            b"\xff\xfe",
            b"\xef\xbb\xbf",
            b"sep=;\r\n",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ):
            noise = start + bytes((size * 7 + number * 31) % 256 for number in range(size))
            body = json.dumps({"content": base64.b64encode(noise).decode(), "idempotency_key": str(uuid4())})
            answer = client.post(desk.place.url("api/v1/imports/"), body, "application/json")
            assert answer.status_code in {201, 400, 429}, (size, start, answer.content)
