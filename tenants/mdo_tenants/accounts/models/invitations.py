"""An invitation to make an account, and usually to join a group."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils import timezone


class Invitation(models.Model):
    """Bound to one e-mail address, for seven days (a guest: until the meeting is over), for one use.

    Only the SHA-256 of the token is kept; the token itself exists in the mail alone. `group_id`, `roles` and `details`
    are for the listener of `invitation_accepted`, which makes the membership: this app knows no groups. `guest_pass_id`
    is set for who is invited to one meeting only, and gets no membership.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, db_index=True)
    full_name = models.CharField(max_length=120, default="", blank=True)
    token_digest = models.CharField(max_length=64, unique=True, null=True)
    group_id = models.UUIDField(null=True, db_index=True)
    group_name = models.CharField(max_length=120, default="", blank=True)
    roles = models.JSONField(default=list)
    details = models.JSONField(default=dict)
    guest_pass_id = models.UUIDField(null=True, db_index=True)
    invited_by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.pk)
