"""django-tenants' backend with a role per group and without its way of answering from the previous schema.

The stock backend swallows an error of `SET search_path` and lets the query run in whatever schema the connection was
in. Here schema and role are entered in one statement, and any error closes the connection and is raised.
"""

from __future__ import annotations

import re
from typing import Any

import psycopg
from django.db.backends.postgresql.base import ServerBindingCursor  # type: ignore[attr-defined]
from django.db.utils import OperationalError
from django_tenants.postgresql_backend import base as tenants_base
from psycopg.pq import ExecStatus, TransactionStatus

from mdo_foundation.common.database.introspection import DatabaseIntrospection

PUBLIC = "public"
OWNER_APPLICATION_NAME = "mdo-owner"
GROUP_SCHEMA = re.compile(r"g_[a-z0-9]{3,30}")


def is_group_schema(name: str) -> bool:
    """Whether `name` may be the schema, and so the role, of a group. Quoting is never relied on."""
    return GROUP_SCHEMA.fullmatch(name) is not None


def entry_sql(schema: str, *, takes_role: bool) -> str:
    """SQL that enters `schema`. Names match a pattern without quotes or spaces, so they are safe to write out."""
    if schema == PUBLIC:
        return f"SET search_path = {PUBLIC}; RESET ROLE"
    role = f"SET ROLE {schema}" if takes_role else "RESET ROLE"
    return f"SET search_path = {schema}, {PUBLIC}; {role}"


class SingleStatementCursor(ServerBindingCursor):  # type: ignore[misc]
    """Sends one statement at a time: without parameters psycopg would let `SELECT 1; RESET ROLE` through."""

    def _execute_send(self, query: Any, *, force_extended: bool = False, binary: bool | None = None) -> None:
        super()._execute_send(query, force_extended=True, binary=binary)


class DatabaseWrapper(tenants_base.DatabaseWrapper):  # type: ignore[misc]
    """Enters schema and role before the first statement after every switch, rollback or new connection."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.search_path_set_schemas: list[str] | None = None
        super().__init__(*args, **kwargs)
        self.introspection = DatabaseIntrospection(self)
        self.takes_role = self.settings_dict["OPTIONS"].get("application_name") != OWNER_APPLICATION_NAME

    def get_connection_params(self) -> dict[str, Any]:
        params: dict[str, Any] = super().get_connection_params()
        if self.takes_role:
            params["cursor_factory"] = SingleStatementCursor
        return params

    def set_tenant(self, tenant: Any, include_public: bool = True) -> None:
        if tenant.schema_name != PUBLIC and not is_group_schema(tenant.schema_name):
            raise ValueError("not the schema of a group")
        # Content types are shared by all groups: the parent's clearing of their cache at each switch is left out.
        self.tenant = tenant
        self.schema_name = tenant.schema_name
        self.include_public_schema = include_public
        self.set_settings_schema(self.schema_name)
        self.search_path_set_schemas = None

    def is_usable(self) -> bool:
        """Asked of a kept connection before its first statement: entering the schema tells it as well as `SELECT 1`."""
        try:
            self._enter()
        except psycopg.Error:
            return False
        self.search_path_set_schemas = [self.schema_name]
        return True

    def _handle_search_path(self, cursor: Any = None) -> None:
        if self._setting_search_path or self.search_path_set_schemas:
            return
        if self.connection.info.transaction_status == TransactionStatus.INERROR:
            return  # only a rollback can follow, and the next cursor enters again
        try:
            self._enter()
        except psycopg.Error as error:
            self.close()
            raise OperationalError("The schema could not be entered; the connection was dropped.") from error
        except BaseException:
            self.close()
            raise
        self.search_path_set_schemas = [self.schema_name]

    def _enter(self) -> None:
        """One round trip outside psycopg's statement layer: both settings are made, or none is."""
        sql = entry_sql(self.schema_name, takes_role=self.takes_role)
        result = self.connection.pgconn.exec_(sql.encode())
        if result.status != ExecStatus.COMMAND_OK:
            raise psycopg.OperationalError(result.error_message.decode(errors="replace"))
