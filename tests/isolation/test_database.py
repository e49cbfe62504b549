"""A group's role and schema, as the database sees them (S-03, security 3.3)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, OperationalError, connection, transaction

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.groups import NoGroup, current_group, in_group

ESCAPES = [
    "SELECT count(*) FROM g_zandplaat.register_patient",
    "SELECT count(*) FROM g_zandplaat.audit_accesslogentry",
    "INSERT INTO g_zandplaat.audit_chainhead VALUES (2, 0, '')",
    "SELECT password FROM accounts_user",
    "SELECT secret FROM accounts_totpdevice",
    "SELECT session_data FROM accounts_accountsession",
    "SELECT 1; RESET ROLE",
    "RESET ROLE; SET ROLE g_zandplaat; SELECT count(*) FROM g_zandplaat.register_patient",
    "UPDATE groups_membership SET group_id = (SELECT id FROM groups_group WHERE slug = 'zandplaat')",
    "INSERT INTO groups_targetgroupuse (group_id, code, year) SELECT id, 'x', 2026 FROM groups_group",
    "INSERT INTO common_outboxentry (id, kind, key) VALUES (gen_random_uuid(), 'mail', 'x')",
    "SELECT token_digest FROM accounts_invitation",
    "SELECT digest FROM accounts_apitoken",
    "SELECT count(*) FROM common_ratecounter",
    "SELECT count(*) FROM billing_invoice",
    "UPDATE audit_accesslogentry SET what = 'niets'",
    "DELETE FROM audit_accesslogentry",
    "UPDATE audit_chainhead SET hash = ''",
    "INSERT INTO audit_accesslogentry SELECT * FROM audit_accesslogentry",
    "CREATE TEMPORARY TABLE audit_chainhead (id int)",
    "CREATE TABLE sneaky (id int)",
    "DROP TABLE register_patient",
    "ALTER TABLE register_patient OWNER TO mdo_web",
    "CREATE SCHEMA elsewhere",
    "CREATE ROLE helper",
    "COPY register_patient TO PROGRAM 'cat'",
]


@pytest.mark.parametrize("statement", ESCAPES)
def test_raw_sql_inside_a_group_is_refused(wilgendal, zandplaat, statement):
    with in_group(wilgendal.row), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_same_tables_are_readable_in_the_own_group(wilgendal):
    with in_group(wilgendal.row), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM g_wilgendal.register_patient")
        assert cursor.fetchone() == (0,)


def test_without_a_group_no_group_is_readable(wilgendal):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM g_wilgendal.register_patient")


def test_the_way_back_is_the_way_in(wilgendal, zandplaat):
    with in_group(wilgendal.row):
        with in_group(zandplaat.row):
            assert current_group().slug == "zandplaat"
        assert current_group().slug == "wilgendal"
        assert _role() == "g_wilgendal"
    assert _role() == "mdo_web"
    with pytest.raises(NoGroup):
        current_group()


def test_an_error_inside_a_group_leads_back_to_public(wilgendal):
    with pytest.raises(DatabaseError), transaction.atomic(), in_group(wilgendal.row), connection.cursor() as cursor:
        cursor.execute("SELECT no_such_column FROM register_patient")
    assert _role() == "mdo_web"


def test_a_rolled_back_switch_is_made_again(wilgendal):
    with in_group(wilgendal.row):
        with transaction.atomic():
            assert _role() == "g_wilgendal"
            transaction.set_rollback(True)
        assert _role() == "g_wilgendal"


@pytest.mark.parametrize("name", ["public", "pg_catalog", 'g_a"; RESET ROLE; --', "g_Ä", "g_ab", "information_schema"])
def test_only_a_groups_schema_can_be_entered(wilgendal, name):
    wilgendal.row.schema_name = name
    if name == "public":
        with in_group(wilgendal.row), pytest.raises(NoGroup):
            current_group()
    else:
        with pytest.raises(ValueError, match="not the schema of a group"), in_group(wilgendal.row):
            pytest.fail("it was entered")


def test_a_schema_that_does_not_exist_is_an_error_never_public(wilgendal):
    wilgendal.row.schema_name = "g_bestaatniet"
    with pytest.raises(OperationalError), in_group(wilgendal.row), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM common_outboxentry")


def test_the_log_refuses_to_be_written_outside_a_group(db):
    with pytest.raises(NoGroup):
        record_access(system_actor(), action="R", what="patient.read")


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])
