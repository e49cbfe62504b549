"""Taking out lines older than the norm asks to keep. Only the owner of the tables can, and only from a whole chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import connections, transaction
from django.utils import timezone

from mdo_foundation.audit.anchors import START, add_anchor, anchors_of
from mdo_foundation.audit.queries import verify_on
from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.database.base import is_group_schema
from mdo_foundation.common.days import start_of
from mdo_foundation.common.groups import GroupLike, in_group

KEPT_YEARS = 5

_LAST_OLD = """
    SELECT seq, hash FROM audit_accesslogentry
    WHERE seq < coalesce((SELECT min(seq) FROM audit_accesslogentry WHERE at >= %s), 9223372036854775807)
    ORDER BY seq DESC LIMIT 1
"""


class Refused(Exception):
    """Why nothing was taken out, in a sentence for the operator."""


@dataclass(frozen=True)
class Purged:
    lines: int
    until: int


def earliest_kept(today: date) -> date:
    """Lines of this day and later must be kept: five years, by the calendar."""
    return today.replace(year=today.year - KEPT_YEARS, day=28 if (today.month, today.day) == (2, 29) else today.day)


def purge(group: GroupLike, *, before: date) -> Purged:
    """Remove the lines before a day; the chain goes on from an anchor of the last one that was removed.

    The anchor is kept before anything is removed. Raises Refused for a day within five years, a chain that is not
    whole, and an installation that keeps no anchors.
    """
    if before > earliest_kept(timezone.localdate()):
        raise Refused(f"Lines are kept for {KEPT_YEARS} years: name a day up to {earliest_kept(timezone.localdate())}.")
    if not is_group_schema(group.schema_name):
        raise ValueError("not the schema of a group")
    anchors = anchors_of(group.schema_name)
    if not anchors.kept:
        raise Refused("Set MDO_AUDIT_ANCHOR_DIR first: the new start of the chain is kept there.")
    with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
        cursor.execute(f"SET LOCAL search_path = {group.schema_name}")
        cursor.execute("SELECT 1 FROM audit_chainhead FOR UPDATE")
        if not verify_on(cursor, anchors).is_whole:
            raise Refused("The chain is not whole: nothing may be removed until that is explained.")
        cursor.execute(_LAST_OLD, [start_of(before)])
        found = cursor.fetchone()
        if found is None:
            return Purged(0, 0)
        until, hash_ = found
        add_anchor(START, group=group.slug, schema=group.schema_name, seq=until, hash=hash_, before=before.isoformat())
        cursor.execute("DELETE FROM audit_accesslogentry WHERE seq <= %s", [until])
        lines = cursor.rowcount
        cursor.execute("UPDATE audit_chainhead SET start_seq = %s, start_hash = %s", [until, hash_])
    with in_group(group):
        detail = {"before": before.isoformat(), "until": until, "lines": lines}
        record_access(system_actor(group.id), action="D", what="log.purged", detail=detail)
    return Purged(lines, until)
