"""Session engine (SESSION_ENGINE): Django's database sessions that write down whose they are and when last used."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

from mdo_tenants.accounts.models.sessions import AccountSession

CREATED = "authenticated_at"
SEEN = "seen_at"
DEVICE = "device"


class SessionStore(DatabaseSessionStore):
    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        return AccountSession

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        row: AccountSession = super().create_model_instance(data)  # type: ignore[assignment]
        if SESSION_KEY in data:
            row.user_id = UUID(data[SESSION_KEY])
            row.device = data.get(DEVICE, "")
        if CREATED in data and SEEN in data:
            row.created_at = datetime.fromtimestamp(data[CREATED], UTC)
            row.seen_at = datetime.fromtimestamp(data[SEEN], UTC)
        return row
