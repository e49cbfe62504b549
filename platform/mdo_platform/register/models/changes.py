from __future__ import annotations

from uuid import uuid4

from django.db import models

from .patients import Patient


class Change(models.Model):
    """Who changed which field from what to what, and when (R-15). Written with the change itself, never altered.

    `version` is the record's version after the change: it tells whether *this field* was changed since a version that
    somebody saw, so that two people in two fields of one record don't hinder each other.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.CASCADE, related_name="changes")
    record = models.CharField(max_length=30)
    record_id = models.UUIDField()
    target_group = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField()
    field = models.CharField(max_length=64)
    old = models.JSONField(null=True, blank=True)
    new = models.JSONField(null=True, blank=True)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()
    # The change that this one took back: 'ongedaan maken' goes on with the one before it.
    undoes = models.UUIDField(null=True, blank=True)

    class Meta:
        ordering = ("-at",)
        indexes = (
            models.Index(fields=["patient", "-at"], name="register_change_newest"),
            models.Index(fields=["record_id", "version"], name="register_change_record"),
        )

    def __str__(self) -> str:
        return str(self.id)
