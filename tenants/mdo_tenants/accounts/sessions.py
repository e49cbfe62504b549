"""Session engine (SESSION_ENGINE): Django's database sessions that write down whose they are and when last used."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import connection
from django.utils import timezone

from mdo_tenants.accounts.models.sessions import AccountSession

CREATED = "authenticated_at"
SEEN = "seen_at"
DEVICE = "device"


_STORED = "SELECT session_data FROM accounts_accountsession WHERE session_key = %s AND expire_date > %s"


class SessionStore(DatabaseSessionStore):
    @classmethod
    def get_model_class(cls) -> type[AccountSession]:
        return AccountSession

    def load(self) -> dict[str, Any]:
        """Fixed SQL: it runs at every request, and Django would take longer to build it than the database to answer."""
        with connection.cursor() as cursor:
            cursor.execute(_STORED, [self.session_key, timezone.now()])
            found = cursor.fetchone()
        if found is None:
            self._session_key = None
            return {}
        return self.decode(found[0])

    def create_model_instance(self, data: dict[str, Any]) -> AccountSession:
        row: AccountSession = super().create_model_instance(data)  # type: ignore[assignment]
        if SESSION_KEY in data:
            row.user_id = UUID(data[SESSION_KEY])
            row.device = data.get(DEVICE, "")
        if CREATED in data and SEEN in data:
            row.created_at = datetime.fromtimestamp(data[CREATED], UTC)
            row.seen_at = datetime.fromtimestamp(data[SEEN], UTC)
        return row
