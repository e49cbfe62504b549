"""The register page with 50 patients: the whole request, its SQL alone by raw psycopg, and its template alone."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
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

from mdo_foundation.common.database.base import entry_sql
from mdo_foundation.common.groups import in_group
from mdo_platform.register import queries, services
from mdo_platform.register.details import PatientDetails
from mdo_platform.register.models import Enrolment
from mdo_platform.register.views import overview
from mdo_tenants.accounts.services.sessions import complete_login, open_pending
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.queries import actor_from, membership
from tests.conftest import make_group, make_user

PATIENTS, TIMES = 50, 60


def run() -> list[tuple[str, str]]:
    group, user = make_group("metingregister", "Meting Register"), make_user("Vijftig Demo")
    Membership.objects.create(group=group, user=user, roles=["gp", "chair"])
    _fill(group, actor_from(membership(group_id=group.pk, user_id=user.pk)))
    client, address = _client(user), f"/groep/{group.slug}/register/"
    assert client.get(address).content.count(b'scope="row"') == PATIENTS
    statements = _statements(client, address)
    template, context, request = _rendering(client, address)
    chair = actor_from(membership(group_id=group.pk, user_id=user.pk))
    whole, sql, page, read = [], [], [], []
    for _turn in range(TIMES):
        whole.append(_timed(lambda: client.get(address)))
        sql.append(_timed(lambda: _replay(statements)))
        with in_group(group):
            read.append(_timed(lambda: queries.overview(chair, queries.OverviewFilter())))
        with in_group(group), _mounted(address.removesuffix("register/")):
            page.append(_timed(lambda: render_to_string(template, context, request)))
    total, database, rendering, reading = (statistics.median(values) * 1000 for values in (whole, sql, page, read))
    rest = total - reading - rendering
    return [
        ("The whole request (test client, session, door, log line)", f"{total:.1f} ms"),
        (f"Its {len(statements)} statements by raw psycopg", f"{database:.1f} ms, {database / total:.0%}"),
        ("Its template alone", f"{rendering:.1f} ms, {rendering / total:.0%}"),
        (
            "Reading the register through rules and ORM, SQL and log line included",
            f"{reading:.1f} ms, {reading / total:.0%}",
        ),
        ("The rest: session, door, next meeting, agenda column, presenters", f"{rest:.1f} ms, {rest / total:.0%}"),
        ("Whole / SQL", f"{total / database:.1f} ×"),
        ("Whole / template", f"{total / rendering:.1f} ×"),
    ]


def _fill(group: Any, actor: Any) -> None:
    with in_group(group):
        for number in range(PATIENTS):
            details = PatientDetails(initials="A.", last_name=f"Meting{number}-Demo", birth_date=date(1940, 1, 1))
            patient = services.create_patient(details, by=actor, target_group="palliatief", consent="agreed")
            enrolment = Enrolment.objects.get(patient=patient)
            services.set_urgency(enrolment.pk, by=actor, level=f"u{number % 4 + 1}", version=None)
            services.set_question(enrolment.pk, by=actor, question="Hoe regelen we nachtzorg?", version=None)


def _client(user: Any) -> Client:
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
        if statement.lstrip().upper().startswith("SELECT"):
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
    return time.perf_counter() - start
