"""A new group's schema: replay of the template against Django's migrations."""

from __future__ import annotations

import statistics
import time

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from mdo_tenants.provisioning.template import create_schema, tenant_migrations


def run() -> list[tuple[str, str]]:
    replayed, migrated = [], []
    for number in range(5):
        replayed += [_timed(create_schema, f"g_replay{number}x{turn}") for turn in range(4)]
        migrated.append(_timed(_migrate, f"g_migrate{number}"))
    fast, slow = statistics.median(replayed), statistics.median(migrated)
    return [
        ("New group by replay (schema, role, grants)", f"{fast * 1000:.0f} ms"),
        ("New group by Django's migrations", f"{slow * 1000:.0f} ms"),
        ("Migrations / replay", f"{slow / fast:.0f} ×"),
    ]


def _timed(call, name: str) -> float:
    start = time.perf_counter()
    call(name)
    return time.perf_counter() - start


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
