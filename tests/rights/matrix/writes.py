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
    """`written()` names the tables that were written since it was asked last, or since `begin()`."""

    names: dict[int, str] = field(default_factory=dict)
    _counted: dict[int, int] = field(default_factory=dict)

    def read(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(_TABLES)
            self.names = dict(cursor.fetchall())

    def begin(self) -> None:
        """After the test itself wrote; else one request begins where one ended, as what is undone stays counted."""
        self._counted = self._counts()

    def written(self) -> set[str]:
        before = self._counted
        self.begin()
        return {self.names[oid] for oid, count in self._counted.items() if count != before.get(oid, 0)}

    def _counts(self) -> dict[int, int]:
        with connection.cursor() as cursor:
            cursor.execute(_COUNTS, [list(self.names)])
            return dict(cursor.fetchall())


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in the block is rolled back; a limit that wants a transaction of its own gets along with it."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)
