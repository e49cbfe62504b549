"""Strange requests at the door of a group: never a fault, never another group, never without the headers."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import get_script_prefix

PATHS = [
    "/groep/wilgendal", "/groep/", "/groep//", "//groep/wilgendal/", "/groep/wilgendal//", "/groep//wilgendal/",
    "/groep/wilgendal/../zandplaat/", "/groep/wilgendal/%2e%2e/zandplaat/", "/groep/wilgendal%2fregister/",
    "/groep/wilgendal/register", "/groep/WILGENDAL/", "/groep/wilgendal%00/", "/groep/%00/",
    "/groep/%ed%a0%80/", "/groep/%ff%fe/", "/groep/" + "a" * 5000 + "/", "/groep/wilgendal/%00/",
    "/groep/wilgendal/.//x", "/groep/wilgendal//evil.invalid/x", "/groep/wilgendal/register//evil.invalid",
    "/groep/wilgendal/\\evil.invalid",
    "/groep/wilgendal/register?doelgroep=%00&page=99999999999999999999&sorteer=%ff", "/groep/wilgendal;x=1/",
    "/groep/wilgendal/register/?doelgroep=%00", "/groep/wilgendal/register/?page=0&sorteer=-%00&doelgroep=%ed%a0%80",
    "/groep/wilgendal/vergaderingen/?page=%00", "/groep/wilgendal/vergaderingen/?page=" + "9" * 5000,
    "/groep/wilgendal/vergaderingen/plannen/?na=%00", "/groep/wilgendal/afspraken/?toon=%00",
    "/groep/wilgendal/api/v1/patients/?page=" + "9" * 30, "/groep/wilgendal/api/v1/patients/?target_group=%ed%a0%80",
    "/groep/wilgendal/api/v1/meetings/?limit=" + "9" * 30 + "&offset=" + "9" * 30,
    "/groep/wilgendal/api/v1/meetings/?limit=" + "9" * 5000, "/groep/wilgendal/api/v1/agreements/?offset=" + "9" * 25,
    "/groep/wilgendal/api/v1/members/?limit=1000000000&offset=" + "9" * 25,
    "/groep/wilgendal/api/v1/news/?limit=1000000000&offset=" + "9" * 25,
    "/groep/wilgendal/api/v1/tokens/?limit=1000000000&offset=" + "9" * 25,
    "/groep/wilgendal/api/v1/", "/groep/wilgendal/api/v1/zz\x00", "/inloggen/?next=//evil.invalid", "/%00",
    "/static/%00", "/static/../../etc/passwd", "/static/..%2f..%2fetc/passwd", "/healthz/", "/demo/",
    "/groep/wilgendal/demo/",
]  # fmt: skip
METHODS = ["get", "head", "options", "trace", "post", "put", "patch", "delete"]


@pytest.fixture
def people(wilgendal, make_member, client_of):
    return [Client(raise_request_exception=False), client_of(make_member(wilgendal, "chair", "gp", "group_admin"))]


def _check(answer, what):
    assert answer.status_code < 500, what
    assert get_script_prefix() == "/", what
    assert connection.schema_name == "public", what
    location = answer.headers.get("Location", "")
    assert not location.startswith(("//", "http", "\\", "/\\")), (what, location)
    assert "evil.invalid" not in location.split("?")[0] or location.startswith("/groep/"), (what, location)
    for name, value in {
        "Content-Security-Policy": "default-src 'none'",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cache-Control": "no-store",
    }.items():
        assert value in answer.headers.get(name, ""), (what, name, answer.headers)


@pytest.mark.parametrize("path", PATHS)
def test_no_path_is_a_fault(people, path):
    for client in people:
        client.raise_request_exception = False
        for method in METHODS:
            _check(client.generic(method.upper(), path), (path, method))


@pytest.mark.parametrize(
    "cookie", ['"\\000aaaaaaaaaaaaaaa"', "a" * 5000, '"\\377\\376aaaaaaaaaa"', "é" * 20, "../../etc", ""]
)
def test_no_cookie_is_a_fault(wilgendal, cookie):
    client = Client(raise_request_exception=False)
    for path in (wilgendal.url(), wilgendal.url("api/v1/me/"), "/", "/inloggen/", "/account/"):
        for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
            for method in ("get", "post"):
                answer = getattr(client, method)(path, headers={"cookie": f"{name}={cookie}"})
                _check(answer, (path, name, method))


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "bearer x", "Basic x", "Bearer \x00", "Bearer " + "é" * 9000, "Bearer mdo_x_y z", ""],
)
def test_no_token_is_a_fault_or_opens_anything(wilgendal, header):
    client = Client(raise_request_exception=False)
    for path in ("", "register/", "api/v1/me/", "api/v1/patients/", "api/", "api/../register/"):
        answer = client.get(wilgendal.url(path), headers={"authorization": header})
        _check(answer, (path, header))
        assert answer.status_code in (302, 401), (path, header)
