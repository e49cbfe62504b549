"""The second factor of a person: an authenticator app, and recovery codes for when the telephone is gone."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone

from mdo_tenants.accounts.models.users import User


class TotpDevice(models.Model):
    """The authenticator app of a person; exists from the moment that a code of it was confirmed.

    `secret` is encrypted with a key outside the database, bound to this person. `last_timecode` is the number of the
    last half minute whose code was used: only a later one is accepted.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, primary_key=True, related_name="totp_device")
    secret = models.BinaryField()
    last_timecode = models.BigIntegerField(default=0)
    confirmed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryCode(models.Model):
    """One of ten single-use codes. `selector` finds the row; only the rest of the code, 50 bits, is hashed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    selector = models.CharField(max_length=2)
    digest = models.CharField(max_length=128)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["user", "selector"], name="recoverycode_user_selector"),)

    def __str__(self) -> str:
        return str(self.pk)
