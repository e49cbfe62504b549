"""A new group's schema, by replay.

The release's schema is built once by Django's own migrations, in a transaction that is rolled back, while every
statement is written down. A new group replays that text in one transaction and one round trip: the same statements in
the same order, so that a replayed schema equals a migrated one to the name of the last constraint.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable
from typing import Any

import psycopg
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

from mdo_foundation.common.database.base import is_group_schema
from mdo_foundation.common.database.connections import group_connection
from mdo_foundation.common.database.releases import schema_version, tenant_migrations
from mdo_tenants.provisioning.models import SchemaTemplate

SCRATCH = "g_template0"
IN_GROUP_ROLE = "mdo_in_group"
# What the group's own role may not do: the access log is written by its function only.
_LOG_TABLES = ("audit_accesslogentry", "audit_chainhead")


class TemplateMissingError(RuntimeError):
    """The public schema has no template of this release: `mdo migrate` has not run."""


def fingerprint() -> str:
    """SHA-256 over the names and texts of the tenant migrations of this release."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    digest = hashlib.sha256()
    for key in tenant_migrations():
        module = inspect.getmodule(type(loader.disk_migrations[key]))
        digest.update(repr(key).encode() + (inspect.getsource(module) if module else "").encode())
    return digest.hexdigest()


class _Scribe:
    """An execute wrapper that keeps what changes something."""

    def __init__(self) -> None:
        self.statements: list[str] = []

    def __call__(self, execute: Callable[..., Any], statement: Any, params: Any, many: bool, context: Any) -> Any:
        connection = context["connection"]
        text = statement if isinstance(statement, str) else statement.as_string(connection.connection)
        if params:
            text = connection.ops.compose_sql(text, params)
        if (
            not text.lstrip()
            .upper()
            .startswith(("SELECT", "SHOW", "SAVEPOINT", "RELEASE", "SET SEARCH_PATH", "SET CONSTRAINTS"))
        ):
            self.statements.append(text.rstrip().rstrip(";"))
        return execute(statement, params, many, context)


def build_template() -> str:
    """The SQL that makes a group's schema, taken from a real run of the migrations that leaves nothing behind."""
    connection = group_connection("owner")
    scribe = _Scribe()
    before = connection.tenant
    try:
        with transaction.atomic(using="owner"):
            with connection.cursor() as cursor:
                cursor.execute(f"CREATE SCHEMA {SCRATCH}")
            connection.set_schema(SCRATCH)
            with connection.execute_wrapper(scribe):
                executor = MigrationExecutor(connection)
                executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key in set(tenant_migrations())])
            transaction.set_rollback(True, using="owner")
    finally:
        connection.set_tenant(before)
    return ";\n".join(scribe.statements) + ";\n"


def store_template() -> bool:
    """Make this release's template when it is not there yet; returns whether it was made."""
    current = fingerprint()
    if SchemaTemplate.objects.filter(fingerprint=current).exists():
        return False
    SchemaTemplate.objects.create(fingerprint=current, version=schema_version(), sql=build_template())
    return True


def _owner_connection() -> psycopg.Connection[Any]:
    entry = connections.databases["owner"]
    options = {key: value for key, value in entry["OPTIONS"].items() if key not in {"server_side_binding"}}
    return psycopg.connect(
        dbname=entry["NAME"],
        user=entry["USER"] or None,
        password=entry["PASSWORD"] or None,
        host=entry["HOST"] or None,
        port=entry["PORT"] or None,
        autocommit=True,
        **options,
    )


def create_schema(schema_name: str) -> int:
    """Make schema, role and grants of a group in one transaction; returns the schema's version.

    There already: nothing is changed, so that an interrupted provisioning can go on. Raises TemplateMissingError.
    """
    if not is_group_schema(schema_name):
        raise ValueError("not the schema of a group")
    template = SchemaTemplate.objects.filter(fingerprint=fingerprint()).first()
    if template is None:
        raise TemplateMissingError("Run `mdo migrate` first.")
    with _owner_connection() as owner:
        exists = owner.execute("SELECT 1 FROM pg_namespace WHERE nspname = %s", [schema_name]).fetchone()
        if not exists:
            _replay(owner, schema_name, template.sql)
    return template.version


def _replay(owner: psycopg.Connection[Any], schema_name: str, template: str) -> None:
    script = "\n".join(
        [
            "BEGIN;",
            _role_sql(owner, schema_name),
            f"CREATE SCHEMA {schema_name};",
            f"SET LOCAL search_path = {schema_name};",
            template,
            grants_sql(schema_name),
            "COMMIT;",
        ]
    )
    result = owner.pgconn.exec_(script.encode())
    if result.status != psycopg.pq.ExecStatus.COMMAND_OK:
        owner.execute("ROLLBACK")
        raise psycopg.DatabaseError(result.error_message.decode(errors="replace"))


def _role_sql(owner: psycopg.Connection[Any], schema_name: str) -> str:
    """The group's role. The web may become it, and inherits nothing of it."""
    web = connections.databases["default"]["USER"]
    member = sql.Identifier(web).as_string(owner)
    options = " WITH INHERIT FALSE, SET TRUE" if owner.info.server_version >= 160000 else ""
    found = owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [schema_name]).fetchone()
    create = "" if found else f"CREATE ROLE {schema_name} NOLOGIN;\n"
    return f"{create}GRANT {schema_name} TO {member}{options};\nGRANT {IN_GROUP_ROLE} TO {schema_name};"


def grants_sql(schema_name: str) -> str:
    """What the group's role may do in its own schema; repeated after every migration of the schema."""
    log_tables = ", ".join(f"{schema_name}.{table}" for table in _LOG_TABLES)
    return f"""
GRANT USAGE ON SCHEMA {schema_name} TO {schema_name};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema_name} TO {schema_name};
GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema_name} TO {schema_name};
REVOKE INSERT, UPDATE, DELETE ON {log_tables}, {schema_name}.django_migrations FROM {schema_name};
"""


def drop_schema(schema_name: str) -> None:
    """Erase a group's schema and role for good."""
    if not is_group_schema(schema_name):
        raise ValueError("not the schema of a group")
    with _owner_connection() as owner:
        owner.execute(f"DROP SCHEMA IF EXISTS {schema_name} CASCADE".encode())
        if owner.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [schema_name]).fetchone():
            owner.execute(f"DROP ROLE {schema_name}".encode())
