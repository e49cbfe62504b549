"""Which tables a request wrote in, asked of PostgreSQL itself: it counts every row that a transaction touches.

The counts also hold what was rolled back, so they cannot miss a change; a table that was written and restored counts
as changed too, which no refused request has any reason to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction

_TABLES = """
    SELECT c.oid::bigint, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND (n.nspname = 'public' OR n.nspname LIKE 'g\\_%%')
"""
_COUNTS = """
    SELECT o::bigint, n FROM unnest(%s::oid[]) AS o, LATERAL (SELECT pg_stat_get_xact_tuples_inserted(o)
    + pg_stat_get_xact_tuples_updated(o) + pg_stat_get_xact_tuples_deleted(o)) AS counted(n) WHERE n > 0
"""


@dataclass
class Tables:
    """`written(before)` names the tables that were written since the counts `before`."""

    names: dict[int, str] = field(default_factory=dict)

    def read(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
            self.names = dict(cursor.fetchall())

    def counts(self) -> dict[int, int]:
        with connection.cursor() as cursor:
            cursor.execute(_COUNTS, [list(self.names)])
            return dict(cursor.fetchall())

    def written(self, before: dict[int, int]) -> set[str]:
        return {self.names[oid] for oid, count in self.counts().items() if count != before.get(oid, 0)}


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in the block is rolled back; a limit that wants a transaction of its own gets along with it."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)
