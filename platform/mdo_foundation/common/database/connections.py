"""This thread's connection as the portal's own wrapper."""

from __future__ import annotations

from typing import cast

from django.db import connections

from mdo_foundation.common.database.base import DatabaseWrapper


def group_connection(alias: str = "default") -> DatabaseWrapper:
    """The connection that knows `tenant`, `schema_name`, `set_tenant` and `set_schema_to_public`."""
    return cast("DatabaseWrapper", connections[alias])
