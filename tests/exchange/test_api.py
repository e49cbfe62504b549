"""Import and export over the wire: the same steps, rights and limits as the pages."""

from __future__ import annotations

import base64
import json
from uuid import uuid4

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.register.models import Patient
from tests.contracts.callers import Caller, token_of
from tests.exchange.helpers import AKKERWINDE, BERENKLAUW, HEADINGS, csv_of, work

FAULTY = ["C.", "", "", "1-1-1940", "v", "Palliatief", ""]


@pytest.fixture
def api(desk, gp, client_of):
    return Caller(desk.place, client_of(desk.user_of(gp)))


def start(api, *rows, **fields):
    body = {"content": base64.b64encode(csv_of(HEADINGS, *rows)).decode(), **fields}
    answer = api("post", "imports/", body)
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_list_by_the_api(desk, api):
    staged = start(api, AKKERWINDE, BERENKLAUW, AKKERWINDE, FAULTY, file_name="lijst.csv")
    assert (staged["state"], staged["row_count"], staged["columns"][2]) == ("staged", 4, "last_name")
    path = f"imports/{staged['id']}/"
    checked = api("patch", path, {"columns": staged["columns"], "revision": 1}).json()
    assert (checked["faulty"], checked["duplicates"], checked["entering"]) == (1, 1, 2)
    faulty = api("get", f"{path}rows/?part=faulty").json()["results"]
    assert [(row["number"], row["problems"][0]["field"]) for row in faulty] == [(5, "last_name")]
    twins = api("get", f"{path}rows/?part=twins").json()["results"]
    assert [(row["number"], row["twin_row"], row["choice"]) for row in twins] == [(4, 2, "skip")]
    assert api("post", f"{path}duplicates/", {"rows": {"4": "enter"}}).json()["entering"] == 3
    assert api("post", f"{path}confirm/", {"revision": 2}).status_code == 400
    confirmed = api("post", f"{path}confirm/", {"revision": 2, "skips_faulty": True})
    assert (confirmed.status_code, confirmed.json()["state"]) == (202, "running")
    work()
    done = api("get", path).json()
    assert (done["state"], done["entered_count"], done["skipped_count"]) == ("done", 3, 1)
    with desk.open():
        assert {str(pk) for pk in Patient.objects.values_list("pk", flat=True)} == set(done["patient_ids"])


def test_the_same_key_stages_once_and_a_list_can_be_thrown_away(api):
    key = str(uuid4())
    first = start(api, AKKERWINDE, idempotency_key=key)
    assert start(api, AKKERWINDE, idempotency_key=key)["id"] == first["id"]
    assert api("delete", f"imports/{first['id']}/").status_code == 204
    assert api("get", f"imports/{first['id']}/").status_code == 404


@pytest.mark.parametrize("content", ["geen base64!", "JVBERi0xLjc=", "", "YTtiCjE7Mgo="])
def test_what_is_no_list_is_refused_in_words(api, content):
    answer = api("post", "imports/", {"content": content})
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_wrong_steps_are_refused(api):
    staged = start(api, AKKERWINDE)
    path = f"imports/{staged['id']}/"
    for method, part, body, status in (
        ("patch", "", {"columns": ["bsn"]}, 400),
        ("patch", "", {"columns": []}, 400),
        ("patch", "", {"columns": staged["columns"], "revision": 7}, 409),
        ("post", "confirm/", {}, 409),
        ("post", "duplicates/", {"rows": {"x": "enter"}}, 400),
        ("post", "duplicates/", {"everything": "misschien"}, 400),
    ):
        answer = api(method, path + part, body)
        assert answer.status_code == status, (part, body, answer.content)


def test_a_token_imports_with_its_scope_and_never_exports(desk, gp, api):
    user = desk.user_of(gp)
    reader = Caller(desk.place, api.browser.__class__(), token_of(user, desk.place, "register:read"))
    writer = Caller(desk.place, api.browser.__class__(), token_of(user, desk.place, "register:write", "register:read"))
    assert reader("post", "imports/", {"content": "YQ=="}).status_code == 403
    assert start(writer, AKKERWINDE)["row_count"] == 1
    assert writer("post", "patients/export/", {"kind": "csv"}).status_code == 403


def test_an_export_needs_a_fresh_code_and_is_logged(desk, gp, api):
    with desk.open():
        patient = desk.new_patient(by=gp)
    answer = api("post", "patients/export/", {"kind": "csv", "columns": ["last_name"]})
    assert answer.content.decode("utf-8-sig") == "Achternaam\r\nAppelvink-Demo\r\n"
    assert answer["Content-Disposition"].startswith("attachment;")
    with desk.open():
        line = AccessLogEntry.objects.get(what="exchange.export")
        assert (line.action, line.patient_ids) == ("E", [patient.pk])
    session = api.browser.session
    from mdo_tenants.accounts.services.sessions import SECOND_FACTOR

    session[SECOND_FACTOR] -= 600
    session.save()
    refused = api("post", "patients/export/", {"kind": "csv"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:mdo:fresh_code_required")


def test_the_examples_of_the_document_are_true(api):
    from mdo_platform.exchange.api import examples, serializers

    for name, shape in (
        ("START_IMPORT", serializers.NewImportSerializer), ("CHOOSE_COLUMNS", serializers.ColumnsSerializer),
        ("DUPLICATES", serializers.DuplicatesSerializer), ("CONFIRM", serializers.ConfirmSerializer),
        ("EXPORT", serializers.ExportSerializer),
    ):  # fmt: skip
        for one in getattr(examples, name):
            if one.request_only:
                checked = shape(data=json.loads(json.dumps(one.value)))
                assert checked.is_valid(), (name, checked.errors)
    example = examples.START_IMPORT[0].value
    assert api("post", "imports/", example).json()["columns"] == ["last_name", "birth_date"]
