"""Django's session with its owner in a column, so that a person can see and end them."""

from __future__ import annotations

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone


class AccountSession(AbstractBaseSession):
    """`user_id` is empty until the second factor was given: a session with only a password belongs to nobody."""

    user_id = models.UUIDField(null=True, db_index=True)
    device = models.CharField(max_length=60, default="", blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    @classmethod
    def get_session_store_class(cls) -> type[DatabaseSessionStore]:
        from mdo_tenants.accounts.sessions import SessionStore  # noqa: PLC0415 - the engine imports this model

        return SessionStore
