"""Django's authentication backend, reduced to 'whose session is this'."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.backends import BaseBackend

from mdo_tenants.accounts.models import User
from mdo_tenants.accounts.rules import can_log_in


class AccountBackend(BaseBackend):
    """`authenticate()` never succeeds: the only way in is the log-in with both factors (services/sessions.py)."""

    def get_user(self, user_id: UUID | str) -> User | None:
        """Read at every request, so that a disabled account ends at its next one."""
        user = next(iter(User.objects.raw("SELECT * FROM accounts_user WHERE id = %s", [user_id])), None)
        return user if user and can_log_in(user) else None

    def authenticate(self, request: Any, **credentials: Any) -> None:
        return None
