"""Whatever is sent to a form or the API: an answer in words, never a fault; and looking changes nothing."""

from __future__ import annotations

import inspect
import json
import pkgutil
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django import forms
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from rest_framework.serializers import Serializer

from mdo_foundation.common.groups import in_group
from mdo_tenants.groups.queries import actor_from, membership
from tests.conftest import make_user
from tests.isolation.canaries import fill
from tests.rights.routes import routes

ROUTES = routes("mdo_platform.project.urls_group")
PUBLIC_ROUTES = [route for route in routes("mdo_platform.project.urls_public") if "uitloggen" not in str(route)]
FIXED = {"dimension": "somatisch", "field": "som_problemen", "name": "last_name", "part": "question"}
SHARED = ("mdo_foundation",)
SHAPES = re.compile(r"\.\w*(forms|serializers)$")
# What views and other code take from a request by name.
TAKEN = re.compile(r"""(?:POST|GET|FILES|data|query_params)(?:\.get|\.getlist|\.pop)?[(\[]"(\w+)\"""")
FORM = "application/x-www-form-urlencoded"
FILES = {
    "empty": b"",
    "no spreadsheet": b"PK\x03\x04 broken",
    "text": "naam;geboren\n\u202eمريم;1-1-1".encode(),
    "raw": b"\x00\xff",
}
STRANGE = {
    "nul": "a\x00b", "control": "a\x07\x1b[31m", "right-to-left": "\u202e\ufeff\ufffe", "long": "é" * 3_000,
    "huge number": "9" * 5000, "big number": "99999999999999999999", "int overflow": "2147483648", "negative": "-1",
    "zero": "0", "float": "1e309", "nan": "NaN", "full-width": "１２", "year 0": "0000-00-00", "year 1": "0001-01-01",
    "year 9999": "9999-12-31", "far moment": "9999-12-31T23:59:59+14:00", "early moment": "0001-01-01T00:00:00-14:00",
    "template": "{{ 7*7 }}{% load x %}", "script": "<script>alert(1)</script>", "path": "../../../etc/passwd",
    "link": "javascript:alert(1)", "zero id": "00000000-0000-0000-0000-000000000000",
    "half a letter": "Jan\ud800sen", "emoji": "👩‍👩‍👧‍👦" * 50, "invisible": "\u200b\u2066",
    "formula": "=HYPERLINK(1)", "crlf": "a\r\nBcc: x@evil.invalid", "format": "%s%n%(x)s",
    "sql": "'; DROP TABLE register_patient; --",
}  # fmt: skip
JSONS = [
    "null", "[]", "{}", "1", '"x"', "[[[[]]]]", "[" * 100_000, '{"a":' * 50_000, '{"\\u0000": 1}',
    '{"text": "\\ud800"}', '{"version": 1e400}', '{"version": NaN}', '{"version": {}}', '{"version": [1]}',
    '{"version": true}', "\xff", "",
]  # fmt: skip
VALUES = [None, [], {}, {"a": {"b": []}}, True, 10**40, -(10**40), 1.5e300, float("inf"), [None], [[]], "", 2**31]


@cache
def names(package):
    """Every name that a form, serializer or line of code, in a package or in what all share, takes of a request."""
    found = {"idempotency_key"}
    for one in map(import_module, {package, *SHARED}):
        for path in Path(one.__path__[0]).rglob("*.py"):
            found |= set(TAKEN.findall(path.read_text()))
        for module in pkgutil.walk_packages(one.__path__, f"{one.__name__}."):
            if SHAPES.search(module.name):
                found |= set(_fields(import_module(module.name)))
    return sorted(found)


def _fields(module):
    for _name, kind in inspect.getmembers(module, inspect.isclass):
        if issubclass(kind, forms.BaseForm):
            yield from kind.base_fields
        elif issubclass(kind, Serializer):
            yield from (name for name, field in kind._declared_fields.items() if not field.read_only)


@cache
def typed(package, **valid):
    """One body per kind for all pages of a package: taking a form apart that came in parts takes ten times as long."""
    values = {kind: value.encode(errors="surrogatepass") for kind, value in STRANGE.items()}
    bodies = {kind: urlencode(dict.fromkeys(names(package), value) | valid) for kind, value in values.items()}
    assert all(len(body) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE for body in bodies.values())
    return bodies


MADE_UP = {"uuid": uuid4(), "int": 7, "str": "onbekend", "slug": "onbekend", "path": "onbekend"}


@pytest.fixture
def place(wilgendal, make_member):
    user = make_member(wilgendal, "chair", "gp", "group_admin", name="Vera Voorzitter-Demo")
    ids = fill(wilgendal, actor_from(membership(group_id=wilgendal.row.pk, user_id=user.pk)), "Kanariegeel")
    return wilgendal, user, ids


def _addresses(place):
    wilgendal, _user, ids = place
    for route in ROUTES:
        values = {**FIXED, **ids}
        yield route, wilgendal.url(route.filled(**{name: values.get(name, uuid4()) for name, _kind in route.kinds}))


def _sound(answer, what):
    assert answer.status_code < 500, what
    body = answer.content if not answer.streaming else b""
    assert b"<script>alert" not in body or "json" in answer["Content-Type"], what
    assert b'href="javascript:' not in body, what
    assert b"49{" not in body, what


def test_no_form_fails(place, client_of):
    client = client_of(place[1])
    client.raise_request_exception = False
    valid = {"idempotency_key": str(uuid4()), "item": str(place[2]["item_id"]), "version": "1"}
    for route, address in _addresses(place):
        if "api/v1" in str(route) or client.post(address).status_code == 405:
            continue
        whole, bare = typed(route.package, **valid), typed(route.package)
        for kind, body in whole.items():
            _sound(client.post(address, body, FORM), (str(route), kind))
        for kind in ("nul", "long", "script"):
            _sound(client.post(address, bare[kind], FORM), (str(route), kind))
            _sound(client.post(address, whole[kind], FORM, headers={"x-autosave": "1"}), (str(route), kind))


def test_no_upload_fails(place, client_of):
    client = client_of(place[1])
    client.raise_request_exception = False
    for route, address in _addresses(place):
        if "api/v1" in str(route) or client.post(address).status_code == 405:
            continue
        for kind, content in FILES.items():
            upload = SimpleUploadedFile("lijst.xlsx", content)
            _sound(client.post(address, {"file": upload, "idempotency_key": str(uuid4())}), (str(route), kind))


def test_no_public_form_fails(place, client_of):
    staff = client_of(make_user("Staf Demo", is_staff_member=True))
    for client in (staff, client_of(place[1]), Client()):
        client.raise_request_exception = False
        for route in PUBLIC_ROUTES:
            address = "/" + route.filled(**{name: MADE_UP[kind] for name, kind in route.kinds})
            if client.post(address).status_code in (302, 404, 405):
                continue
            for kind, body in typed(route.package).items():
                answer = client.post(address, body, FORM)
                assert answer.status_code < 500, (str(route), kind)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_no_api_body_fails(place, client_of, method):
    client = client_of(place[1])
    client.raise_request_exception = False
    values = [*(value[:3000] for value in STRANGE.values()), *VALUES]
    failed = []
    for route, address in _addresses(place):
        if "api/v1" not in str(route):
            continue
        if client.generic(method.upper(), address, "{}", "application/json").status_code == 405:
            continue
        for body in [*JSONS, *(json.dumps(dict.fromkeys(names(route.package), value)) for value in values)]:
            answer = client.generic(method.upper(), address, body, "application/json", HTTP_IF_MATCH='"1"')
            if answer.status_code >= 500:
                failed.append((str(route), body[:60]))
    assert failed == []


def test_looking_changes_nothing(place, client_of):
    """GET and HEAD of every route as chair: only the session, the log and what lives by the clock may change."""
    wilgendal, user, _ids = place
    client = client_of(user)
    client.raise_request_exception = False

    def state():
        free = {"sessions", "accountsession", "ratecounter", "heartbeat", "accesslogentry", "chainhead"}
        labels = {app.label for app in apps.get_app_configs() if app.name in settings.INSTALLED_APPS}
        inside = {app.label for app in apps.get_app_configs() if app.name in settings.TENANT_APPS}
        rows = {}
        for label in labels - inside:
            for model in apps.get_app_config(label).get_models():
                if model._meta.model_name not in free and model._meta.managed and model._meta.app_label != "sessions":
                    rows[model] = sorted(map(str, model.objects.values_list()))
        with in_group(wilgendal.row):
            for label in inside:
                for model in apps.get_app_config(label).get_models():
                    if model._meta.model_name not in free:
                        rows[model] = sorted(map(str, model.objects.values_list()))
        return rows

    before = state()
    for _route, address in _addresses(place):
        client.get(address)
        client.head(address)
    for route in PUBLIC_ROUTES:
        client.get("/" + route.filled(**{name: MADE_UP[kind] for name, kind in route.kinds}))
    after = state()
    assert {model for model in before if before[model] != after[model]} == set()
