"""How often something may be tried: atomic counters in PostgreSQL, so that the loss of Redis opens no door.

Windows are fixed: they start at multiples of their length since 1970. Around such a moment up to twice the maximum can
be tried within one length; in exchange one statement decides, over all processes, and nothing needs locking.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import IPv6Address, ip_address

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mdo_foundation.common.models import RateCounter

KEEP = timedelta(days=2)  # longer than the longest window

_COUNT = """
    INSERT INTO common_ratecounter AS counter (key, window_start, count) VALUES (%s, %s, 1)
    ON CONFLICT (key, window_start) DO UPDATE SET count = counter.count + 1
    RETURNING count
"""


@dataclass(frozen=True, kw_only=True)
class Limit:
    """At most `maximum` attempts per subject in each window of `per`."""

    name: str
    maximum: int
    per: timedelta

    def window(self) -> tuple[datetime, datetime]:
        """Start and end of the window that is now."""
        length = int(self.per.total_seconds())
        start = int(timezone.now().timestamp()) // length * length
        return datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(start + length, UTC)


def take(limit: Limit, *, subject: str) -> bool:
    """Count one attempt by `subject`; whether it may be made.

    Call it before the work that it guards, and outside any transaction: a rollback would give the attempt back.
    """
    start, _end = limit.window()
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(_COUNT, [_key(limit, subject), start])
        count: int = cursor.fetchone()[0]
    return count <= limit.maximum


def give_back(limit: Limit, *, subject: str) -> None:
    """Undo one `take` of this window, for what turned out to be no guess (a log-in that succeeded)."""
    start, _end = limit.window()
    counters = RateCounter.objects.filter(key=_key(limit, subject), window_start=start, count__gt=0)
    counters.update(count=F("count") - 1)


def seconds_left(limit: Limit) -> int:
    """Seconds until the next window: the value of `Retry-After`."""
    _start, end = limit.window()
    return max(1, int((end - timezone.now()).total_seconds()))


def network_of(address: str) -> str:
    """`address` as a subject: an IPv6 address counts as its /64, since one subscriber has all of it."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return parsed.ipv4_mapped.compressed if parsed.ipv4_mapped else f"{int(parsed) >> 64:x}/64"
    return parsed.compressed


def delete_old_counters() -> int:
    """Remove the counters of windows that are long past; returns how many."""
    deleted, _ = RateCounter.objects.filter(window_start__lt=timezone.now() - KEEP).delete()
    return deleted


def _key(limit: Limit, subject: str) -> str:
    """Keyed hash: no e-mail or network address can be read, or guessed, from the table."""
    return salted_hmac("mdo.limits", f"{limit.name}:{subject}", algorithm="sha256").hexdigest()
