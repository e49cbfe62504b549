"""What the group made of its access log: the monthly review, signed off once and for good (L12)."""

from __future__ import annotations

import uuid

from django.db import models


class Review(models.Model):
    """A month that somebody looked through and signed. The database refuses to change or delete a row.

    `findings` and `sample` hold what was shown and the remark about each, by codes, ids and numbers of lines; names are
    looked up when it is shown.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    month = models.DateField(unique=True)  # its first day
    signed_at = models.DateTimeField()
    signed_by_id = models.UUIDField()
    signed_by_name = models.CharField(max_length=200)
    remarks = models.TextField(blank=True)
    lines = models.PositiveIntegerField()
    findings = models.JSONField()
    sample = models.JSONField()

    class Meta:
        ordering = ("-month",)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"
