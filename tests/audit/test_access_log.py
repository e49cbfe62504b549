"""The access log cannot be changed unseen (S-04, NEN 7513)."""

from __future__ import annotations

from uuid import uuid4

import psycopg
import pytest
from django.db import connection, connections, transaction

from mdo_foundation.audit.anchors import Anchors
from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.audit.queries import verify_chain, verify_on
from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor, system_actor
from mdo_foundation.common.groups import in_group

TAMPERING = [
    "UPDATE audit_accesslogentry SET actor_name = 'Iemand Anders-Demo' WHERE seq = 3",
    "UPDATE audit_accesslogentry SET patient_ids = '{}' WHERE seq = 2",
    "UPDATE audit_accesslogentry SET at = at + interval '1 second' WHERE seq = 5",
    "UPDATE audit_accesslogentry SET detail = '{\"x\": 1}' WHERE seq = 1",
    "DELETE FROM audit_accesslogentry WHERE seq = 3",
    "DELETE FROM audit_accesslogentry WHERE seq = 5",
    "DELETE FROM audit_accesslogentry",
    "UPDATE audit_accesslogentry SET seq = seq + 100 WHERE seq IN (2, 3)",
    "UPDATE audit_accesslogentry SET hash = (SELECT hash FROM audit_accesslogentry WHERE seq = 1) WHERE seq = 2",
]


def test_a_line_says_who_what_whose_and_from_where(wilgendal):
    patient = uuid4()
    actor = Actor(user_id=uuid4(), name="Anna Akkerwinde-Demo", roles=frozenset({"gp"}), address="127.0.0.1")
    with in_group(wilgendal.row):
        record_access(actor, action="R", what="patient.read", patient_ids=[patient])
        line = AccessLogEntry.objects.get()
    assert (line.seq, line.actor_id, line.actor_name, line.roles) == (1, actor.user_id, actor.name, ["gp"])
    assert (line.action, line.what, line.patient_ids, line.address, line.via) == (
        "R",
        "patient.read",
        [patient],
        "127.0.0.1",
        "session",
    )


def test_each_group_has_its_own_chain(wilgendal, zandplaat):
    for place in (wilgendal, zandplaat):
        with in_group(place.row):
            record_access(system_actor(), action="R", what="patient.read")
            assert AccessLogEntry.objects.count() == 1
            assert verify_chain().is_whole


def test_the_line_and_the_change_are_one(wilgendal):
    with in_group(wilgendal.row), transaction.atomic():
        record_access(system_actor(), action="U", what="patient.change")
        transaction.set_rollback(True)
    with in_group(wilgendal.row):
        assert AccessLogEntry.objects.count() == 0
        assert verify_chain().is_whole


@pytest.mark.parametrize("statement", TAMPERING)
def test_tampering_by_the_owner_of_the_tables_is_found(wilgendal, django_db_blocker, statement):
    """In one transaction of the owner that is rolled back, so that the shared test group stays whole."""
    entry = connections.settings["owner"]
    with psycopg.connect(dbname=entry["NAME"], user=entry["USER"], host=entry["HOST"], port=entry["PORT"]) as owner:
        owner.execute("SET search_path = g_wilgendal")
        for number in range(5):
            owner.execute(
                "SELECT audit_append(gen_random_uuid(), 'Naam-Demo', '{gp}', 'session', '', 'R', %s,"
                " ARRAY[gen_random_uuid()], 'TTTF', '{}')",
                [f"probe.{number}"],
            )
        assert _is_whole(owner)
        owner.execute(statement.encode())
        assert not _is_whole(owner)
        owner.rollback()


def _is_whole(owner):
    """verify_chain() on a foreign connection, without anchors."""
    with owner.cursor() as cursor:
        return verify_on(cursor, Anchors()).is_whole


def test_the_web_may_add_and_read_only(wilgendal):
    with in_group(wilgendal.row), connection.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('audit_accesslogentry', 'INSERT')")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT has_table_privilege('audit_accesslogentry', 'SELECT')")
        assert cursor.fetchone() == (True,)
