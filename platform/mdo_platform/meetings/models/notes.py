"""What is recorded in a meeting: advice, agreements, signals; and the frozen report."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from mdo_foundation.common.versioned import VersionedModel

from .agenda import AgendaItem
from .choices import SignalKind, code_list
from .meetings import Meeting


class Advice(VersionedModel):
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="advice")
    text = models.TextField(blank=True)
    interventions = code_list()
    tools = code_list()
    written_by_id = models.UUIDField(null=True, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "advice"

    def __str__(self) -> str:
        return f"{self.item_id}"


class Agreement(VersionedModel):
    """Who does what by when (M-05). Without an item it is about the group itself, not about a patient."""

    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreements")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.CASCADE, related_name="agreements")
    what = models.CharField(max_length=500)
    who_id = models.UUIDField(null=True, blank=True)
    who_name = models.CharField(max_length=200, blank=True)
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    done_by_id = models.UUIDField(null=True, blank=True)
    done_by_name = models.CharField(max_length=200, blank=True)
    # The patient does not agree (R9): whoever spoke with the patient reports it back to who promised, who decides.
    declined_on = models.DateField(null=True, blank=True)
    declined_by_name = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        ordering = ("due_on", "created_at")
        indexes = (models.Index(fields=("due_on",), condition=Q(done_on__isnull=True), name="agreement_open_due"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"


class Signal(VersionedModel):
    """Rises above one patient (M-06), so it outlives the patient it came up with."""

    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="signals")
    item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="signals")
    kind = models.CharField(max_length=20, choices=SignalKind)
    category = models.CharField(max_length=10, blank=True)
    text = models.TextField()
    shared = models.BooleanField(default=False)
    written_by_id = models.UUIDField(null=True, blank=True)
    written_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-created_at",)

    def __str__(self) -> str:
        return f"{self.kind} {self.category}"


class MeetingReport(models.Model):
    """Frozen. 'Zonder namen' is pseudonymous: same rights and logging as the register (A4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="report")
    content = models.JSONField()
    pdf = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.meeting_id}"
