"""A change names the version it saw; who comes second gets both versions, and nothing is lost."""

from __future__ import annotations

import pytest

from tests.contracts.callers import is_problem, operations
from tests.contracts.things import fill
from tests.register.numbers import FIRST

VERSIONED = [
    one for one in operations() if any(header["name"] == "If-Match" for header in one.spec.get("parameters", []))
]


# What must be there first: (method, path, body) for the operations that change something a new patient does not have.
_BEFORE: dict[str, tuple[str, str, dict[str, object]]] = {
    "remove_bsn": ("put", "bsn/", {"bsn": FIRST, "version": 0}),
    "release_hold": ("put", "hold/", {"reason": "Er loopt een klacht"}),
    "reopen_patient": ("post", "close/", {"reason": "moved"}),
}


@pytest.fixture
def things(api, wilgendal, organisation):
    wilgendal.row.uses_bsn = True
    wilgendal.row.save()
    return fill(api, organisation)


def _prepare(api, things, operation):
    """Bring the patient in the state that the operation changes."""
    if operation.spec["operationId"] not in _BEFORE:
        return
    method, path, body = _BEFORE[operation.spec["operationId"]]
    base = f"patients/{things['patient_id']}/"
    version = api("get", base).json()["patient"]["version"]
    answer = api(method, f"{base}{path}", {"version": version, **body})
    assert answer.status_code in {200, 201}, answer.content


def test_there_are_versioned_operations():
    assert len(VERSIONED) >= 9


@pytest.mark.parametrize("operation", VERSIONED, ids=str)
def test_no_version_and_one_that_never_was_are_refused(api, things, operation):
    _prepare(api, things, operation)
    address, body = operation.filled(**things), things.body(operation)
    without = api(operation.method, address, body)
    assert is_problem(without, 428)
    invented = api(operation.method, address, body, **{"If-Match": '"77"'})
    assert is_problem(invented, 400) or is_problem(invented, 409)
    for wrong in ("x", '"-1"', '"1.0"', "*", '"1", "2"', '"' + "9" * 30 + '"'):
        assert is_problem(api(operation.method, address, body, **{"If-Match": wrong}), 400), wrong


def test_the_tag_of_an_answer_is_the_version_of_the_next_change(api, things):
    path = f"patients/{things['patient_id']}/"
    for city in ("Wilgendal", "Zandplaat", "Oosterpolder"):
        seen = api("get", path)
        saved = api("patch", path, {"city": city}, **{"If-Match": seen["ETag"]})
        assert (saved.status_code, saved.json()["patient"]["city"]) == (200, city)
        assert saved["ETag"] == f'"{saved.json()["patient"]["version"]}"' != seen["ETag"]
    weak = api("patch", path, {"city": "Weststad"}, **{"If-Match": f"W/{saved['ETag']}"})
    assert weak.status_code == 200


def test_the_version_may_come_in_the_body(api, things):
    path = f"patients/{things['patient_id']}/close/"
    assert is_problem(api("post", path, {"reason": "moved", "version": 99}), 400)
    assert is_problem(api("post", path, {"reason": "moved", "version": "een"}), 400)
    version = api("get", f"patients/{things['patient_id']}/").json()["patient"]["version"]
    assert api("post", path, {"reason": "moved", "version": version}).status_code == 200


def test_who_is_second_gets_what_is_stored(api, things):
    path = f"patients/{things['patient_id']}/"
    tag = api("get", path)["ETag"]
    assert api("patch", path, {"city": "Eerste"}, **{"If-Match": tag}).status_code == 200
    clash = api("patch", path, {"city": "Tweede"}, **{"If-Match": tag})
    assert is_problem(clash, 409)
    assert clash.json()["current"]["values"] == {"city": "Eerste"}
    again = api("patch", path, {"city": "Tweede"}, **{"If-Match": f'"{clash.json()["current"]["version"]}"'})
    assert again.json()["patient"]["city"] == "Tweede"
