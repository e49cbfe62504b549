"""Reading and verifying the access log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from mdo_foundation.audit.anchors import Anchors, anchors_of
from mdo_foundation.audit.models import ChainHead
from mdo_foundation.common.groups import current_group

# The expression of audit_line_hash written out: the function is the owner's to replace, and three times slower. So is
# any function or operator of the group's schema that matches better than PostgreSQL's own: these are named with their
# schema, and compared is text with text, which nothing matches better.
_VERIFY = """
    SELECT pg_catalog.count(*),
           pg_catalog.min(seq) FILTER (WHERE hash IS DISTINCT FROM expected OR seq IS DISTINCT FROM place)
    FROM (
        SELECT e.seq, e.hash::text, pg_catalog.row_number() OVER lines + %(start_seq)s::bigint AS place,
               pg_catalog.encode(pg_catalog.sha256(pg_catalog.convert_to(
                   pg_catalog.lag(e.hash::text, 1, %(start_hash)s::text) OVER lines || pg_catalog.jsonb_build_array(
                       e.seq, extract(epoch FROM e.at), e.actor_id, e.actor_name, pg_catalog.to_jsonb(e.roles), e.via,
                       e.address, e.action, e.what, pg_catalog.to_jsonb(e.patient_ids), e.controls, e.detail
                   )::text, 'UTF8')), 'hex') AS expected
        FROM audit_accesslogentry e WINDOW lines AS (ORDER BY e.seq)
    ) AS checked
"""
_HEAD = """
    SELECT h.seq, h.hash, h.start_seq, h.start_hash, coalesce(e.seq, h.start_seq), coalesce(e.hash, h.start_hash)
    FROM audit_chainhead h LEFT JOIN LATERAL (
        SELECT seq, hash FROM audit_accesslogentry ORDER BY seq DESC LIMIT 1
    ) e ON true
"""
_ANCHORS = """
    SELECT pg_catalog.min(a.seq)
    FROM ROWS FROM (pg_catalog.unnest(%(seqs)s::bigint[]), pg_catalog.unnest(%(hashes)s::text[])) AS a(seq, hash)
    LEFT JOIN audit_accesslogentry e ON e.seq = a.seq
    WHERE a.seq > %(start_seq)s::bigint AND e.hash::text IS DISTINCT FROM a.hash
"""
_UNANCHORED = """
    SELECT pg_catalog.min(seq) FROM audit_accesslogentry
    WHERE seq > %(until)s::bigint AND at < %(before)s::timestamptz
"""
# A day's anchor is due just after that day; a worker that was away for a day is no alarm.
ANCHORED_WITHIN = timedelta(days=2)


@dataclass(frozen=True, kw_only=True)
class Verification:
    """What the chain and its anchors say. Each `…_fault` is the number of the first line that is not what it was.

    `head_agrees`: the last line is the one that the head remembers. `anchored_until`: up to this line an anchor outside
    the database vouches; later lines are vouched for by the chain alone, until the next anchor. When that is overdue
    in a log that was anchored before, somebody may have taken away what asks for it: `late_anchor`.
    """

    lines: int
    first_fault: int | None
    head_agrees: bool
    anchor_fault: int | None = None
    start_agrees: bool = True
    file_fault: int | None = None
    anchored_until: int = 0
    late_anchor: int | None = None

    @property
    def is_whole(self) -> bool:
        faults = (self.first_fault, self.anchor_fault, self.file_fault, self.late_anchor)
        return self.head_agrees and self.start_agrees and all(fault is None for fault in faults)


def chain_head() -> ChainHead:
    return ChainHead.objects.get()


def has_schema(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regnamespace(%s::text) IS NOT NULL", [name])
        found: bool = cursor.fetchone()[0]
    return found


def verify_chain() -> Verification:
    """Verify the log of the group that this thread is in, against the anchors that are kept of it."""
    with connection.cursor() as cursor:
        return verify_on(cursor, anchors_of(current_group().schema_name))


def verify_on(cursor: Any, anchors: Anchors) -> Verification:
    """Recompute every hash of the schema that `cursor` is in.

    An edited, removed, moved or inserted line breaks the chain; a tail that is cut off disagrees with the head; a tail
    that was rewritten together with the head, or a chain that was made anew, disagrees with an anchor. Where a purge
    made the chain begin later, an anchor of that start must exist.
    """
    cursor.execute(_HEAD)
    head_seq, head_hash, start_seq, start_hash, last_seq, last_hash = cursor.fetchone() or (0, None, 0, "", 0, "")
    cursor.execute(_VERIFY, {"start_seq": start_seq, "start_hash": start_hash})
    lines, fault = cursor.fetchone()
    cursor.execute(
        _ANCHORS,
        {
            "seqs": [seq for seq, _hash in anchors.days],
            "hashes": [hash_ for _seq, hash_ in anchors.days],
            "start_seq": start_seq,
        },
    )
    (anchor_fault,) = cursor.fetchone()
    anchored_until = max((seq for seq, _hash in anchors.days), default=0)
    return Verification(
        lines=lines,
        first_fault=fault,
        head_agrees=(head_seq, head_hash) == (last_seq, last_hash),
        anchor_fault=anchor_fault,
        start_agrees=start_seq == 0 or (start_seq, start_hash) in anchors.starts,
        file_fault=anchors.broken_line,
        anchored_until=anchored_until,
        late_anchor=_late_anchor(cursor, anchored_until) if anchored_until else None,
    )


def _late_anchor(cursor: Any, anchored_until: int) -> int | None:
    """The first line whose anchor is overdue."""
    cursor.execute(_UNANCHORED, {"until": anchored_until, "before": timezone.now() - ANCHORED_WITHIN})
    found: int | None = cursor.fetchone()[0]
    return found
