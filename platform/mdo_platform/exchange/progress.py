"""How far an import is: a number in the cache, since the work itself is one transaction that nobody sees into.

Only the bar depends on it: without Redis it stands still and the import goes on.
"""

from __future__ import annotations

from contextlib import suppress
from uuid import UUID

from django.core.cache import cache
from redis import RedisError

_KEPT_SECONDS = 24 * 3600


def tell(import_id: UUID, done: int) -> None:
    with suppress(RedisError, OSError):
        cache.set(_key(import_id), done, _KEPT_SECONDS)


def told(import_id: UUID) -> int:
    """How many patients are entered so far; 0 when nothing is known."""
    with suppress(RedisError, OSError):
        return int(cache.get(_key(import_id)) or 0)
    return 0


def _key(import_id: UUID) -> str:
    return f"exchange.import:{import_id}"
