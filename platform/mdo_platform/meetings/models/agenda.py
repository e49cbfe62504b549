"""Patients on the agenda of a meeting, and what is ready for them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from mdo_foundation.common.versioned import VersionedModel

from .choices import AttachmentKind, ItemReason, ItemState
from .meetings import Meeting


class AgendaItem(VersionedModel):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    patient = models.ForeignKey("register.Patient", on_delete=models.CASCADE, related_name="agenda_items")
    enrolment = models.ForeignKey("register.Enrolment", on_delete=models.RESTRICT, related_name="agenda_items")
    position = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField(default=10)
    reason = models.CharField(max_length=10, choices=ItemReason, default=ItemReason.CHOSEN)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.WAITING)
    seconds_spent = models.PositiveIntegerField(default=0)
    discussed_at = models.DateTimeField(null=True, blank=True)
    # As they were when the patient was discussed: the report shows these, whatever changes in the register afterwards.
    question = models.TextField(blank=True)
    target_group = models.CharField(max_length=60)
    prognosis = models.CharField(max_length=60, blank=True)
    urgency = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ("meeting", "position")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "patient"), name="item_once_per_meeting"),
            models.UniqueConstraint(
                fields=("meeting", "position"), name="item_position_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(fields=("meeting",), condition=Q(state=ItemState.CURRENT), name="item_one_current"),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.position}"


class AgendaAttachment(models.Model):
    """A tick: this is at hand for the meeting (K-09). No row, no tick."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="attachments")
    kind = models.CharField(max_length=12, choices=AttachmentKind)
    by_id = models.UUIDField()
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at",)
        constraints = (models.UniqueConstraint(fields=("item", "kind"), name="attachment_once_per_item"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.kind}"
