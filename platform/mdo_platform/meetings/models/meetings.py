"""The meeting and who is there. Users are referred to by id: these tables live in the group's schema."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from mdo_foundation.common.versioned import VersionedModel

from .choices import MeetingState, code_list


class Meeting(VersionedModel):
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)
    target_groups = code_list()
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=60)
    place = models.CharField(max_length=200, blank=True)
    video_url = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    chair_id = models.UUIDField()
    vice_chair_id = models.UUIDField(null=True, blank=True)
    secretary_id = models.UUIDField(null=True, blank=True)
    # Who leads the open meeting, and closes it. Another may take over; any device of who runs it writes along.
    led_by_id = models.UUIDField(null=True, blank=True)
    led_by_name = models.CharField(max_length=200, blank=True, default="", db_default="")
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Since when the clock of the current item runs, empty when paused; what ran before is in AgendaItem.seconds_spent.
    clock_since = models.DateTimeField(null=True, blank=True)
    # Goes up with everything that changes in meeting mode, so that another device can ask cheaply whether it is behind.
    revision = models.PositiveIntegerField(default=0)
    # Of the entry in people's calendars (iTIP): goes up with every change that they must hear of.
    sequence = models.PositiveIntegerField(default=0, db_default=0)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=500, blank=True, default="", db_default="")
    reminded_at = models.DateTimeField(null=True, blank=True)
    next_meeting = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ("starts_at",)
        indexes = (models.Index(fields=("state", "starts_at"), name="meeting_state_starts"),)

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d} ({self.state})"


class Attendance(VersionedModel):
    idempotency_key = models.UUIDField(null=True, blank=True, unique=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendances")
    user_id = models.UUIDField(null=True, blank=True)
    name = models.CharField(max_length=200)
    discipline = models.CharField(max_length=100, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    present = models.BooleanField(default=False)
    is_guest = models.BooleanField(default=False)
    # Of a guest who was invited and reads along (M-11): the pass, and when he or she first looked.
    guest_pass_id = models.UUIDField(null=True, blank=True, unique=True)
    came_in_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("is_guest", "name")
        constraints = (
            models.UniqueConstraint(fields=("meeting", "user_id"), name="attendance_once_per_member"),
            models.CheckConstraint(
                condition=Q(is_guest=True, user_id__isnull=True) | Q(is_guest=False, user_id__isnull=False),
                name="attendance_member_or_guest",
            ),
        )

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.pk}"
