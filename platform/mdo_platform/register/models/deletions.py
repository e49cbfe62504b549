from __future__ import annotations

from uuid import uuid4

from django.db import models


class Deletion(models.Model):
    """That a record was deleted after the retention term (R-16): dates, and the id by which the access log knows it."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient_id = models.UUIDField(unique=True)
    target_group = models.CharField(max_length=64)
    closed_on = models.DateField()
    announced_on = models.DateField()
    deleted_at = models.DateTimeField()

    class Meta:
        ordering = ("-deleted_at",)

    def __str__(self) -> str:
        return str(self.patient_id)
