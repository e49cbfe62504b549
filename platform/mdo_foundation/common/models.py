"""Public tables of the cellar: what must happen later, and counters that survive Redis."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class OutboxEntry(models.Model):
    """Work that must happen, now or at `due_at`: the rows are the truth, Celery only wakes up.

    `(kind, key)` is unique, so that asking twice does it once. `payload` holds ids, never patient data.
    `state`: pending → claimed → (sending →) done; failed after the last attempt; uncertain when a worker died between
    'the mail server accepted' and 'written down as sent'.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("wacht")
        CLAIMED = "claimed", _("bezig")
        SENDING = "sending", _("wordt verstuurd")
        DONE = "done", _("gedaan")
        FAILED = "failed", _("mislukt")
        UNCERTAIN = "uncertain", _("onzeker")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=50)
    key = models.CharField(max_length=200)
    group_id = models.UUIDField(null=True, db_index=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State, default=State.PENDING)
    due_at = models.DateTimeField(db_default=Now())
    attempts = models.PositiveSmallIntegerField(default=0)
    claim_token = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    error = models.CharField(max_length=200, default="", blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="outbox_kind_key")]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="outbox_open_due",
                condition=models.Q(state__in=["pending", "claimed", "sending"]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class RateCounter(models.Model):
    """Attempts per hashed key and window; lives in PostgreSQL so that the loss of Redis opens no door."""

    key = models.CharField(max_length=64)
    window_start = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window_start"], name="ratecounter_key_window")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.count}"


class Heartbeat(models.Model):
    """When the worker and the scheduler last said that they are alive: what /readyz reads."""

    name = models.CharField(primary_key=True, max_length=20)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
