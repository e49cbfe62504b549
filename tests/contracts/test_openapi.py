"""The API's document is true, complete and current."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import path as route
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView
from mdo_platform.project.openapi import IncompleteDocument, openapi_document
from mdo_tenants.groups.tokens import SCOPES
from tests.conftest import make_user
from tests.contracts.callers import DOCUMENT, document, operations
from tests.rights.routes import routes

OPERATIONS = list(operations())


class Undescribed(GroupAPIView):
    scope = "group"

    def get(self, request) -> Response:
        return Response({})


urlpatterns = [route("api/v1/undescribed/", Undescribed.as_view())]


def test_the_committed_document_is_current():
    assert DOCUMENT.read_text() == openapi_document(), "run `make fix`"


def test_the_document_is_openapi():
    validate(document())


def test_a_view_that_does_not_describe_itself_is_an_error(settings):
    settings.GROUP_URLCONF = "tests.contracts.test_openapi"
    with pytest.raises(IncompleteDocument):
        openapi_document.__wrapped__()


def test_every_path_of_the_api_is_described():
    there = {str(one).removeprefix("api/v1") for one in routes("mdo_platform.project.urls_group")}
    api = {one for one in there if one.startswith("/")} - {"/openapi.json"}
    assert api == set(document()["paths"])


def test_operations_have_their_own_readable_names():
    names = [one.spec["operationId"] for one in OPERATIONS]
    assert len(names) == len(set(names))
    assert [name for name in names if not re.fullmatch(r"[a-z]+(_[a-z]+)*", name)] == []
    assert [name for name in names if re.search(r"_(retrieve|partial_update|update|destroy|list|create)$", name)] == []


@pytest.mark.parametrize("operation", OPERATIONS, ids=str)
def test_an_operation_says_what_it_does_and_how_it_refuses(operation):
    spec = operation.spec
    assert spec["summary"]
    assert not spec["summary"].endswith(".")
    assert spec["tags"][0] in {tag["name"] for tag in document()["tags"]}
    refusals = {status for status in spec["responses"] if status[0] == "4"}
    expected = {"401", "403"}
    expected |= {"404"} if "{" in operation.path else set()
    expected |= {"400", "413", "415"} if operation.has_body else set()
    assert expected <= refusals
    if any(one["name"] == "If-Match" for one in spec.get("parameters", [])):
        assert {"409", "428"} <= refusals
    for status in refusals:
        assert spec["responses"][status] == {"$ref": f"#/components/responses/Problem{status}"}


def test_the_scopes_are_those_that_a_member_can_choose():
    named = {one.scope() for one in OPERATIONS} - {None, ""}
    assert named == set(SCOPES)


def test_the_document_is_for_who_may_come_in(wilgendal, api, program, client_of):
    address = wilgendal.url("api/v1/openapi.json")
    assert Client().get(address).status_code == 401
    assert client_of(make_user("Zonder Groep-Demo")).get(address).status_code == 404
    for caller in (api, program("group:read")):
        served = caller("get", "openapi.json", **{"Accept-Language": "en"})
        assert served["Content-Type"] == "application/json"
        assert served.content.decode() == DOCUMENT.read_text()


def test_what_is_changed_by_version_gives_its_version():
    described = document()["paths"]
    for path in ("/agreements/{agreement_id}/", "/enrolments/{enrolment_id}/"):
        answer = described[path]["patch"]["responses"]["200"]
        assert "ETag" in answer["headers"], path


ABOUT_MEETINGS = ("/meetings/", "/agreements/", "/signals/", "/mails/", "/calendar-feed/", "/guest/")
OF_MEETINGS = [one for one in OPERATIONS if one.path.startswith(ABOUT_MEETINGS)]


def bodies(spec: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What is sent and what comes back when it goes well, as JSON: with its name."""
    if "requestBody" in spec:
        yield "request", spec["requestBody"]["content"]["application/json"]
    for status, answer in spec["responses"].items():
        if status[0] == "2" and "application/json" in answer.get("content", {}):
            yield status, answer["content"]["application/json"]


@pytest.mark.parametrize("operation", OF_MEETINGS, ids=str)
def test_everything_of_meetings_has_an_example(operation):
    assert [name for name, body in bodies(operation.spec) if not body.get("examples")] == []


def _writable(schema: dict[str, Any]) -> list[str]:
    return [name for name in schema.get("required", []) if not schema["properties"][name].get("readOnly")]


def test_every_example_is_as_its_schema_says():
    """An answer has every field that is always there; of a request what can only be read is left out."""
    whole = document()["components"]["schemas"]
    writable = {name: {**schema, "required": _writable(schema)} for name, schema in whole.items()}
    wrong = {}
    for operation in OPERATIONS:
        for name, body in bodies(operation.spec):
            for title, example in body.get("examples", {}).items():
                schemas = writable if name == "request" else whole
                checks = OAS31Validator({**body["schema"], "components": {"schemas": schemas}})
                problems = [error.message for error in checks.iter_errors(example["value"])]
                if problems:
                    wrong[f"{operation} {name} {title}"] = problems
    assert wrong == {}
