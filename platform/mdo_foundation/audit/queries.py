"""Reading and verifying the access log."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connection

_VERIFY = """
    SELECT count(*), min(seq) FILTER (WHERE hash <> expected OR seq <> place)
    FROM (
        SELECT seq, hash, row_number() OVER (ORDER BY seq) AS place,
               audit_line_hash(lag(hash, 1, '') OVER (ORDER BY seq), e) AS expected
        FROM audit_accesslogentry e
    ) AS lines
"""


@dataclass(frozen=True)
class Verification:
    """What the chain says: number of lines, and the first line that is not what it was (None when whole)."""

    lines: int
    first_fault: int | None
    head_agrees: bool

    @property
    def is_whole(self) -> bool:
        return self.first_fault is None and self.head_agrees


def verify_chain() -> Verification:
    """Recompute every hash of this group's log. A cut tail shows when the head disagrees."""
    with connection.cursor() as cursor:
        cursor.execute(_VERIFY)
        lines, fault = cursor.fetchone()
        cursor.execute(
            "SELECT coalesce((SELECT hash FROM audit_accesslogentry ORDER BY seq DESC LIMIT 1), ''), audit_head_hash()"
        )
        last, head = cursor.fetchone()
    return Verification(lines=lines, first_fault=fault, head_agrees=last == head)
