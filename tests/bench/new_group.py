"""A new group's schema: replay of the template against Django's migrations."""

from __future__ import annotations

import statistics
import time

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings
from psycopg.pq import ExecStatus

from mdo_foundation.common.database.releases import tenant_migrations
from mdo_tenants.provisioning.models import SchemaTemplate
from mdo_tenants.provisioning.template import create_schema


def run() -> list[tuple[str, str]]:
    replayed, migrated, stock, bare = [], [], [], []
    for number in range(5):
        bare.append(_timed(_bare, f"g_bare{number}"))
        replayed += [_timed(create_schema, f"g_replay{number}x{turn}") for turn in range(4)]
        migrated.append(_timed(_migrate, f"g_migrate{number}"))
        stock.append(_timed(_migrate_as_stock, f"g_stock{number}"))
    fast, slow, slowest, bound = (statistics.median(values) for values in (replayed, migrated, stock, bare))
    return [
        ("New group by replay (schema, role, grants)", f"{fast * 1000:.0f} ms"),
        ("New group by Django's migration executor alone", f"{slow * 1000:.0f} ms"),
        ("New group by django-tenants' `migrate_schemas`", f"{slowest * 1000:.0f} ms"),
        ("Replay / the server's own time for these statements", f"{fast / bound:.2f} ×"),
        ("Executor / replay", f"{slow / fast:.1f} ×"),
        ("`migrate_schemas` / replay", f"{slowest / fast:.1f} ×"),
        ("Migrations that there are to run", str(len(tenant_migrations()))),
    ]


def _timed(call, name: str) -> float:
    start = time.perf_counter()
    call(name)
    return time.perf_counter() - start


def _bare(name: str) -> None:
    """The statements of the template alone, in one transaction: nothing can be quicker on this server."""
    with connections["owner"].cursor() as cursor:
        raw = cursor.connection.pgconn
    text = SchemaTemplate.objects.get().sql
    result = raw.exec_(f"BEGIN; CREATE SCHEMA {name}; SET LOCAL search_path = {name}; {text} COMMIT;".encode())
    assert result.status == ExecStatus.COMMAND_OK, result.error_message


def _migrate_as_stock(name: str) -> None:
    connection = connections["owner"]
    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
    with override_settings(TENANT_DB_ALIAS="owner"):
        call_command("migrate_schemas", schema_name=name, interactive=False, verbosity=0)
    connection.set_schema_to_public()


def _migrate(name: str) -> None:
    connection = connections["owner"]
    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
    connection.set_schema(name)
    try:
        executor = MigrationExecutor(connection)
        wanted = set(tenant_migrations())
        executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key in wanted])
    finally:
        connection.set_schema_to_public()
