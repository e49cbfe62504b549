"""What the worker does with lists: enter a confirmed one, and remove every list after a day."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from mdo_foundation.common import outbox
from mdo_foundation.common.models import OutboxEntry

from .services.confirming import RUN
from .services.running import run_import
from .services.staging import EXPIRE, expire


@outbox.handler(RUN)
def enter_list(entry: OutboxEntry) -> None:
    """One transaction with 'done': a worker that dies half-way leaves nothing, and the next one starts again."""
    run_import(UUID(entry.payload["import"]))


@outbox.handler(EXPIRE)
def remove_list(entry: OutboxEntry) -> None:
    if not expire(UUID(entry.payload["import"])):
        raise outbox.Postpone(timezone.now() + timedelta(hours=1), "still running")
