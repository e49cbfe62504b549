"""Cache keys carry the schema, so that no group ever reads another's value."""

from __future__ import annotations

from mdo_foundation.common.database.connections import group_connection


def make_key(key: str, key_prefix: str, version: int) -> str:
    return f"{group_connection().schema_name}:{key_prefix}:{version}:{key}"
