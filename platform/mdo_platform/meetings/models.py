"""A group's meetings. Users are referred to by id: these tables live in the group's schema."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.versioned import VersionedModel


class MeetingState(models.TextChoices):
    PLANNED = "planned", _("Gepland")
    OPEN = "open", _("Bezig")
    CLOSED = "closed", _("Gesloten")
    REPORTED = "reported", _("Verslag klaar")


class ItemState(models.TextChoices):
    WAITING = "waiting", _("Nog te bespreken")
    CURRENT = "current", _("Nu aan de beurt")
    DISCUSSED = "discussed", _("Besproken")
    PARKED = "parked", _("Geparkeerd")


class ItemReason(models.TextChoices):
    NEW = "new", _("Nieuw")
    QUESTION = "question", _("Vraag")
    CHOSEN = "chosen", _("Gekozen")


class SignalKind(models.TextChoices):
    BOTTLENECK = "bottleneck", _("Knelpunt")
    LEARNING_POINT = "learning_point", _("Leerpunt")
    TRAINING_NEED = "training_need", _("Scholing")


def code_list() -> ArrayField[list[str], list[str]]:
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)


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
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Since when the clock of the current item runs, empty when paused; what ran before is in AgendaItem.seconds_spent.
    clock_since = models.DateTimeField(null=True, blank=True)
    # Goes up with everything that changes in meeting mode, so that another device can ask cheaply whether it is behind.
    revision = models.PositiveIntegerField(default=0)
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
