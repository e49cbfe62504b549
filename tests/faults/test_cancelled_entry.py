"""A cancelled entry into a group drops the connection: never an answer from another group (security 3.3, F7)."""

from __future__ import annotations

import threading
from uuid import uuid4

import psycopg
from django.db import DatabaseError, connection, connections

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.database.base import DatabaseWrapper
from mdo_foundation.common.groups import in_group
from mdo_tenants.groups.models import Group

ROUNDS = 3_000


def owner_connection():
    entry = connections.settings["owner"]
    return psycopg.connect(
        dbname=entry["NAME"], user=entry["USER"], host=entry["HOST"], port=entry["PORT"], autocommit=True
    )


def test_a_storm_of_cancels_never_gives_another_groups_answer(committed, drill):
    groups = [Group.objects.get(slug="wilgendal"), drill.row]
    begun, stop = threading.Event(), threading.Event()

    def storm():
        # The web's own role may cancel its own statements; the storm has a login of the same role.
        entry = connections.settings["default"]
        with psycopg.connect(
            dbname=entry["NAME"], user=entry["USER"], host=entry["HOST"], port=entry["PORT"], autocommit=True
        ) as other:
            while not stop.is_set():
                other.execute(
                    "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
                    " WHERE usename = 'mdo_web' AND pid <> pg_backend_pid()"
                )
                begun.set()

    thread = threading.Thread(target=storm)
    thread.start()
    wrong = errors = answers = 0
    try:
        assert begun.wait(30)
        for number in range(20 * ROUNDS):
            if number >= ROUNDS and errors and answers:
                break
            group = groups[number % 2]
            try:
                with in_group(group), connection.cursor() as cursor:
                    cursor.execute("SELECT current_schema(), current_user")
                    schema, role = cursor.fetchone()
            except DatabaseError:
                errors += 1
            else:
                answers += 1
                wrong += (schema, role) != (group.schema_name, group.schema_name)
    finally:
        stop.set()
        thread.join()
    assert wrong == 0
    assert answers > 0
    assert errors > 0, "the storm hit nothing: this test proves nothing"


def test_an_entry_that_fails_closes_the_connection(drill, monkeypatch):
    with in_group(drill.row):
        record_access(Actor(user_id=uuid4(), name="X-Demo"), action="R", what="probe")
    before = connection.connection

    def cancelled(self):
        raise psycopg.errors.QueryCanceled("canceling statement due to user request")

    with monkeypatch.context() as patch:
        patch.setattr(DatabaseWrapper, "_enter", cancelled)
        try:
            with in_group(drill.row), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            pass
        else:
            raise AssertionError("it answered")
    assert before.closed
    with in_group(drill.row), connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (drill.row.schema_name,)
