"""The register page: the whole request against its SQL, its template, and the stock admin's list of the same rows."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock

import psycopg
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import clear_script_prefix, set_script_prefix, set_urlconf
from django.utils.module_loading import import_string

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.database.base import entry_sql
from mdo_foundation.common.groups import in_group
from mdo_platform.register import queries
from mdo_platform.register.views import overview
from mdo_tenants.accounts.services.sessions import complete_login, open_pending
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.queries import actor_from, membership
from tests.bench.register_rows import fill
from tests.conftest import make_group, make_user

PAGE, MANY, GROUPS_BESIDE, TIMES = 50, 5000, 1000, 40


@dataclass(frozen=True, kw_only=True)
class Case:
    """A group with its chair's browser."""

    group: Any
    client: Client
    address: str
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Medians of interleaved rounds, in milliseconds."""

    statements: int
    whole: float
    sql: float
    reading: float
    template: float
    admin: float


def run(dsn: str) -> list[tuple[str, str]]:
    """`dsn`: the owner's address of the database, for the stock admin on the same rows."""
    few = _case("metingregister", PAGE)
    many = _case("metinggroot", MANY)
    small, large = _measured(few, dsn), _measured(many, dsn)
    for number in range(GROUPS_BESIDE):
        make_group(f"ernaast{number}", f"Ernaast {number}")
    beside = _measured(few, dsn)
    return [
        *_rows(f"{PAGE} patients", small),
        *_rows(f"{MANY:,} patients, {PAGE} on the page", large),
        *_rows(f"{PAGE} patients, {GROUPS_BESIDE:,} groups beside it (each a schema by replay)", beside),
    ]


def _rows(what: str, found: Figures) -> list[tuple[str, str]]:
    rest = found.whole - found.reading - found.template
    return [
        (f"**{what}**: the whole request (session, door, log line)", f"{found.whole:.1f} ms"),
        ("Stock Django admin's list of the same rows", f"{found.admin:.1f} ms"),
        ("Whole / admin", f"{found.whole / found.admin:.2f} ×"),
        (f"Its {found.statements} statements by raw psycopg", f"{found.sql:.1f} ms"),
        ("Whole / SQL", f"{found.whole / found.sql:.1f} ×"),
        ("Its template alone", f"{found.template:.1f} ms, {found.template / found.whole:.0%}"),
        (
            "Reading through rules and ORM, log line included",
            f"{found.reading:.1f} ms, {found.reading / found.whole:.0%}",
        ),
        ("The rest: session, door, next meeting, agenda column, filters", f"{rest:.1f} ms, {rest / found.whole:.0%}"),
    ]


def _case(slug: str, patients: int) -> Case:
    group, user = make_group(slug, slug.title()), make_user(f"{slug.title()} Demo")
    Membership.objects.create(group=group, user=user, roles=["gp", "chair"])
    fill(group, user, patients=patients)
    actor = actor_from(membership(group_id=group.pk, user_id=user.pk))
    return Case(group=group, client=client_of(user), address=f"/groep/{group.slug}/register/", actor=actor)


def _measured(case: Case, dsn: str) -> Figures:
    client, address = case.client, case.address
    assert client.get(address).content.count(b'scope="row"') == PAGE
    statements = _statements(client, address)
    template, context, request = _rendering(client, address)
    whole, sql, page, read, admin = [], [], [], [], []
    with StockAdmin(dsn, case.group.schema_name) as stock:
        for _turn in range(TIMES):
            whole.append(_timed(lambda: client.get(address)))
            admin.append(stock.request())
            sql.append(_timed(lambda: _replay(statements)))
            with in_group(case.group):
                read.append(_timed(lambda: queries.overview(case.actor, queries.OverviewFilter())))
            with in_group(case.group), _mounted(address.removesuffix("register/")):
                page.append(_timed(lambda: render_to_string(template, context, request)))
    return Figures(
        statements=len(statements),
        whole=statistics.median(whole),
        sql=statistics.median(sql),
        reading=statistics.median(read),
        template=statistics.median(page),
        admin=statistics.median(admin),
    )


class StockAdmin:
    """The stock admin in a process of its own, asked one request at a time."""

    def __init__(self, dsn: str, schema: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.stock.changelist"],
            env={**os.environ, "STOCK_DATABASE_URL": dsn, "STOCK_SCHEMA": schema},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> StockAdmin:
        assert self._said() == "ready"
        return self

    def __exit__(self, *_error: object) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(30)

    def request(self) -> float:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return float(self._said())

    def _said(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()


def client_of(user: Any) -> Client:
    request = RequestFactory().post("/inloggen/code/")
    request.session = import_string(settings.SESSION_ENGINE + ".SessionStore")()
    request.user = AnonymousUser()
    open_pending(request, user, next_path=None)
    complete_login(request, user)
    request.session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


def _statements(client: Client, address: str) -> list[tuple[str, str, Any]]:
    """Every reading statement of the page as Django sends it: its schema, its text, its parameters."""
    kept: list[tuple[str, str, Any]] = []

    def keep(execute, statement, params, many, context):
        if statement.lstrip(" (").upper().startswith("SELECT"):
            kept.append((connection.schema_name, statement, params))
        return execute(statement, params, many, context)

    with connection.execute_wrapper(keep):
        client.get(address)
    return kept


def _replay(statements: list[tuple[str, str, Any]]) -> None:
    """On the same connection past Django, with psycopg's own cursor, entering schemas as the page does."""
    raw, inside = connection.connection, ""
    for schema, statement, params in statements:
        if schema != inside:
            raw.pgconn.exec_(entry_sql(schema, takes_role=True).encode())
            inside = schema
        with psycopg.Cursor(raw) as cursor:
            cursor.execute(statement, params)
            cursor.fetchall()
    connection.set_schema_to_public()


def _rendering(client: Client, address: str) -> tuple[str, dict[str, Any], Any]:
    """What the view hands to its template."""
    handed: list[tuple[Any, ...]] = []
    real = overview.render

    def keep(request, template, context=None, *args, **kwargs):
        handed.append((template, context, request))
        return real(request, template, context, *args, **kwargs)

    with mock.patch.object(overview, "render", keep):
        client.get(address)
    return handed[0]  # type: ignore[return-value]


@contextmanager
def _mounted(prefix: str) -> Iterator[None]:
    """As the group's door mounts its URLs."""
    set_urlconf(settings.GROUP_URLCONF)
    set_script_prefix(prefix)
    try:
        yield
    finally:
        set_urlconf(None)
        clear_script_prefix()


def _timed(call: Any) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000
