"""What the API refuses: always as problem details, never as a fault, and nothing is written."""

from __future__ import annotations

import pytest
from django.test import Client

from mdo_foundation.common.groups import in_group
from mdo_platform.register.models import Patient
from mdo_tenants.groups.tokens import SCOPES
from tests.contracts.callers import Caller, is_problem, operations

OPERATIONS = list(operations())
WITH_BODY = [one for one in OPERATIONS if one.has_body]
CHANGES = [one for one in OPERATIONS if one.method != "get"]
PATIENT = {"last_name": "Boterbloem-Demo", "birth_date": "1938-05-01", "target_group": "palliatief"}
BIG = b'{"version": 1, "text": "' + b"x" * 10_000_000 + b'"}'


def _wrong(answers, status):
    """The operations that did not refuse with this status as problem details."""
    return {str(one): (got.status_code, got["Content-Type"]) for one, got in answers if not is_problem(got, status)}


def test_nobody_gets_401(wilgendal):
    nobody = Caller(wilgendal, Client())
    answers = [(one, nobody(one.method, one.filled())) for one in OPERATIONS]
    assert _wrong(answers, 401) == {}
    assert {got["WWW-Authenticate"] for _one, got in answers} == {"Bearer"}


def test_a_session_without_csrf_token_changes_nothing(wilgendal, person, client_of):
    caller = Caller(wilgendal, client_of(person, enforce_csrf_checks=True))
    assert _wrong([(one, caller(one.method, one.filled(), {})) for one in CHANGES], 403) == {}
    caller.browser.cookies["csrftoken"] = "a" * 32
    refused = caller("post", "patients/", PATIENT, **{"X-CSRFToken": "b" * 32})
    assert is_problem(refused, 403)
    assert caller("post", "patients/", PATIENT, **{"X-CSRFToken": "a" * 32}).status_code == 201


NO_OBJECT = {
    "cut": b"{",
    "bytes": b"\xff\xfe",
    "nan": b'{"a": NaN}',
    "nul": b'{"name": "\\u0000"}',
    "nul in a name": b'{"name\\u0000": 1}',
    "half a pair": b'{"name": "\\ud800"}',
    "half a pair in a list": b'{"a": ["\\udfff"]}',
    "too many digits": b'{"a": 1' + b"0" * 5000 + b"}",
    "bottomless": b"[" * 100_000,
    "list": b"[]",
    "number": b"7",
    "text": b'"text"',
    "null": b"null",
}


@pytest.mark.parametrize("raw", NO_OBJECT.values(), ids=NO_OBJECT.keys())
def test_a_body_that_is_no_object_to_store(api, raw):
    answers = [(one, api(one.method, one.filled(), raw=raw, **{"If-Match": '"1"'})) for one in WITH_BODY]
    assert _wrong(answers, 400) == {}


def test_ten_megabytes(api, program):
    program = program(*SCOPES)
    for caller, tried in ((api, CHANGES), (program, [one for one in CHANGES if one.scope()])):
        answers = [(one, caller(one.method, one.filled(), raw=BIG, **{"If-Match": '"1"'})) for one in tried]
        assert _wrong(answers, 413) == {}


def test_another_content_type_is_refused(api):
    for content_type in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"):
        answers = [(one, api(one.method, one.filled(), raw=b"name=x", content_type=content_type)) for one in WITH_BODY]
        assert _wrong(answers, 415) == {}, content_type


def test_an_unknown_method_and_path(api):
    answer = api("delete", "patients/")
    assert is_problem(answer, 405)
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"
    for path in ("bestaat-niet/", "patients/geen-id/", "../v2/me/"):
        assert is_problem(api("get", path), 404)


@pytest.mark.parametrize("query", ["field=%00", "page=%00", "%00=1", "limit=%00", "quick=%00"])
def test_a_nul_in_the_address(api, query):
    for path in ("patients/", "meetings/", "signals/", "members/"):
        assert is_problem(api("get", f"{path}?{query}"), 400)


def test_a_refused_patient_is_not_stored(api):
    for changes in ({"last_name": "Nul\x00"}, {"city": "\ud800"}, {"phone": ["x"]}, {"last_name": "x" * 10_000}):
        assert is_problem(api("post", "patients/", PATIENT | changes), 400)
    with in_group(api.place.row):
        assert not Patient.objects.exists()


@pytest.mark.parametrize("value", [1e308 * 10, -1e308 * 10, 10**400, {"a": {"b": {}}}, [[[]]], "x" * 100_000, True])
def test_a_value_that_no_field_takes(api, value):
    made = api("post", "patients/", PATIENT).json()["patient"]["id"]
    raw = b'{"value": %s}' % (b"1e400" if value == float("inf") else _json(value))
    answer = api("put", f"patients/{made}/answers/som_pijn_nrs/", raw=raw, **{"If-Match": '"0"'})
    assert is_problem(answer, 400)


def _json(value) -> bytes:
    import json

    return b"-1e400" if value == float("-inf") else json.dumps(value).encode()


def test_refusals_are_in_the_language_that_is_asked_for(api):
    answers = {language: api("get", "patients/geen-id/", **{"Accept-Language": language}) for language in ("nl", "en")}
    assert {language: answer["Content-Language"] for language, answer in answers.items()} == {"nl": "nl", "en": "en"}
