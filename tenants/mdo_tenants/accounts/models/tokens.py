"""Tokens with which a program uses the API of one group on behalf of one member (I-04)."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from mdo_tenants.accounts.models.users import User


class ApiToken(models.Model):
    """Holds in one group, for its scopes only, until it expires or is revoked. The token itself is shown once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    group_id = models.UUIDField(db_index=True)
    name = models.CharField(max_length=80)
    scopes = models.JSONField(default=list)
    prefix = models.CharField(max_length=20)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.prefix}…"
