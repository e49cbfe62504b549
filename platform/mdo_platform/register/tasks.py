"""What the worker does for the register."""

from __future__ import annotations

from mdo_foundation.common import outbox
from mdo_foundation.common.models import OutboxEntry
from mdo_platform.register import services
from mdo_tenants.groups.choices import RETENTION


@outbox.handler(RETENTION)
def follow_retention(_entry: OutboxEntry) -> None:
    """Announce and delete in one group what is due. One transaction with 'done': a kill leaves none of it, or all."""
    services.follow_retention()
