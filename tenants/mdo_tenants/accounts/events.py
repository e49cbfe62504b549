"""What happens around logging in, for the operator's log: ids only, never an address, a name or a code (ASVS 16.3)."""

from __future__ import annotations

import logging
from uuid import UUID

log = logging.getLogger("mdo.accounts")


def record_event(name: str, *, user_id: UUID | None = None) -> None:
    log.info(name, extra={"user_id": str(user_id) if user_id else None})
