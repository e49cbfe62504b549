"""Table listing that looks at one schema.

Django's own asks pg_table_is_visible() for every relation of every group: 0.2 s a call with 1,000 groups.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.introspection import TableInfo  # type: ignore[attr-defined]
from django_tenants.postgresql_backend.introspection import DatabaseSchemaIntrospection

_TABLES = """
    SELECT c.relname, CASE WHEN c.relispartition THEN 'p' WHEN c.relkind IN ('m', 'v') THEN 'v' ELSE 't' END,
           obj_description(c.oid, 'pg_class')
    FROM pg_catalog.pg_class c
    WHERE c.relkind IN ('f', 'm', 'p', 'r', 'v') AND c.relnamespace = %s::regnamespace
"""


class DatabaseIntrospection(DatabaseSchemaIntrospection):  # type: ignore[misc]
    def get_table_list(self, cursor: Any) -> list[TableInfo]:
        cursor.execute(_TABLES, [self.connection.schema_name])
        return [TableInfo(*row) for row in cursor.fetchall() if row[0] not in self.ignored_tables]
