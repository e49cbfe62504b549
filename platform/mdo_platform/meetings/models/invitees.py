"""Who was invited to a meeting, with what is in that person's calendar and the answer that came back (M-02)."""

from __future__ import annotations

import uuid

from django.db import models

from .choices import Answer
from .meetings import Meeting


class Invitee(models.Model):
    """One member at one meeting.

    `email` is where the entry was sent: a reply counts from there only. `sequence` is the iTIP sequence of this
    person's entry, `follows` the meeting's sequence that it shows; `is_withdrawn` after it was cancelled.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitees")
    user_id = models.UUIDField()
    email = models.EmailField(max_length=254)
    sequence = models.PositiveIntegerField(default=0)
    follows = models.PositiveIntegerField(default=0)
    is_withdrawn = models.BooleanField(default=False)
    answer = models.CharField(max_length=10, choices=Answer, default=Answer.UNKNOWN, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("meeting", "user_id"), name="invitee_once_per_meeting"),)
        indexes = (models.Index(fields=("user_id",), name="invitee_user"),)

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.user_id}"
