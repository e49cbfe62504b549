"""Bringing the database to this release: public first, then rights, the template, and every group that is behind."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from django.core.management import call_command
from django.core.management.commands.migrate import Command as MigrateCommand
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from psycopg import sql

from mdo_foundation.common.database.connections import group_connection
from mdo_foundation.common.database.releases import schema_version, tenant_migrations
from mdo_foundation.targetgroups.registry import get_registry
from mdo_foundation.targetgroups.services import store_definitions
from mdo_tenants.groups.models import Group
from mdo_tenants.provisioning.template import IN_GROUP_ROLE, grants_sql, store_template

log = logging.getLogger(__name__)


def migrate_all(in_group_grants: Mapping[str, str]) -> list[str]:
    """Migrate everything; returns the slugs of groups that could not be migrated. Safe to repeat at any point."""
    call_command(MigrateCommand(), database="owner", interactive=False, verbosity=0, skip_checks=True)
    grant_public(in_group_grants)
    store_template()
    for warning in store_definitions(get_registry().target_groups):
        log.warning(warning)
    return [slug for slug in map(_migrate_group, _groups_behind()) if slug]


def grant_public(in_group_grants: Mapping[str, str]) -> None:
    """Give the web's role the rows, never the tables, of public; to the roles of groups what is named, no more."""
    web = connections.databases["default"]["USER"]
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [IN_GROUP_ROLE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE ROLE {IN_GROUP_ROLE} NOLOGIN")
        member = sql.Identifier(web).as_string(cursor.connection)
        database = sql.Identifier(connections.databases["owner"]["NAME"]).as_string(cursor.connection)
        # A temporary table could stand in front of a real one inside the log's functions.
        cursor.execute(f"REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC")
        cursor.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
        cursor.execute(f"GRANT USAGE ON SCHEMA public TO {member}, {IN_GROUP_ROLE}")
        cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {member}")
        cursor.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {member}, {IN_GROUP_ROLE}")
        cursor.execute(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {IN_GROUP_ROLE}")
        for table, privileges in in_group_grants.items():
            cursor.execute(f"GRANT {privileges} ON {table} TO {IN_GROUP_ROLE}")


def _groups_behind() -> list[Group]:
    """One question who is behind; nobody is the usual answer."""
    behind = Group.objects.filter(schema_version__lt=schema_version(), schema_version__gt=0)
    return list(behind.exclude(status=Group.Status.ENDED))


def _migrate_group(group: Group) -> str | None:
    """One group in one transaction with a lock time-out; a failure is reported and stops nobody else."""
    connection = group_connection("owner")
    try:
        with transaction.atomic(using="owner"):
            connection.set_tenant(group)
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '2s'")
            executor = MigrationExecutor(connection)
            wanted = set(tenant_migrations())
            executor.migrate([key for key in executor.loader.graph.leaf_nodes() if key in wanted])
            with connection.cursor() as cursor:
                for statement in filter(str.strip, grants_sql(group.schema_name).split(";")):
                    cursor.execute(statement)
    except Exception as error:  # noqa: BLE001 - one group's trouble must not keep the others from the release
        log.error("Group %s was not migrated: %s", group.slug, type(error).__name__)
        return str(group.slug)
    finally:
        connection.set_schema_to_public()
    Group.objects.filter(pk=group.pk).update(schema_version=schema_version())
    return None
