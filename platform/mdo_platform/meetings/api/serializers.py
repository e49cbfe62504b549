"""What goes in and out of the API of meetings. Only what is named here leaves."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from mdo_foundation.common.api import MomentField
from mdo_platform.meetings.models import (
    Advice,
    AgendaItem,
    Agreement,
    AttachmentKind,
    ItemReason,
    ItemState,
    Meeting,
    MeetingState,
    Signal,
    SignalKind,
)
from mdo_platform.meetings.services.chosen import MOST_AT_ONCE, Outcome


class MeetingOut(s.ModelSerializer[Meeting]):
    class Meta:
        model = Meeting
        fields = (
            "id",
            "version",
            "revision",
            "sequence",
            "target_groups",
            "starts_at",
            "minutes",
            "place",
            "video_url",
            "state",
            "chair_id",
            "vice_chair_id",
            "secretary_id",
            "led_by_id",
            "opened_at",
            "closed_at",
            "clock_since",
            "next_meeting_id",
            "cancelled_at",
            "cancel_reason",
        )
        read_only_fields = fields


class MeetingIn(s.Serializer[Any]):
    starts_at = MomentField()
    minutes = s.IntegerField(default=60)
    target_groups = s.ListField(child=s.CharField(max_length=60))
    place = s.CharField(default="", allow_blank=True, max_length=200)
    video_url = s.URLField(default="", allow_blank=True, max_length=500)
    chair_id = s.UUIDField(default=None, allow_null=True)
    vice_chair_id = s.UUIDField(default=None, allow_null=True)
    secretary_id = s.UUIDField(default=None, allow_null=True)
    follows = s.UUIDField(default=None, allow_null=True)
    idempotency_key = s.UUIDField(default=None, allow_null=True)


class AttachmentOut(s.Serializer[Any]):
    """A tick of K-09: whether this is at hand, by whom and when ticked."""

    kind = s.ChoiceField(choices=AttachmentKind.choices)
    ready = s.BooleanField(source="is_ready")
    by = s.CharField()
    at = s.DateTimeField(allow_null=True)


class AttachmentIn(s.Serializer[Any]):
    kind = s.ChoiceField(choices=AttachmentKind.choices)
    ready = s.BooleanField()


class ProposalOut(s.Serializer[Any]):
    """`reasons`, the most pressing first; `ticked`: what the page ticks beforehand, as long as there is time."""

    patient_id = s.UUIDField()
    name = s.CharField()
    target_group = s.CharField()
    reasons = s.ListField(child=s.ChoiceField(choices=ItemReason.choices))
    urgency = s.CharField()
    urgency_before = s.CharField(help_text="At the last meeting; empty when it is the same now.")
    question = s.CharField()
    ticked = s.BooleanField()
    refusals = s.ListField(child=s.CharField())
    warnings = s.ListField(child=s.CharField())


class ItemOut(s.Serializer[Any]):
    """`position` is null for who does not see the whole agenda: it tells how many go before."""

    id = s.UUIDField()
    patient_id = s.UUIDField()
    name = s.CharField()
    position = s.IntegerField(allow_null=True)
    minutes = s.IntegerField()
    state = s.ChoiceField(choices=ItemState.choices)
    reason = s.ChoiceField(choices=ItemReason.choices)
    target_group = s.CharField()
    urgency = s.CharField()
    prognosis = s.CharField()
    question = s.CharField()
    refusals = s.ListField(child=s.CharField())
    attachments = AttachmentOut(many=True)


class StoredItem(s.ModelSerializer[AgendaItem]):
    class Meta:
        model = AgendaItem
        fields = ("id", "patient_id", "position", "minutes", "state", "reason", "seconds_spent")
        read_only_fields = fields


class ChosenIn(s.Serializer[Any]):
    patient_ids = s.ListField(child=s.UUIDField(), min_length=1, max_length=MOST_AT_ONCE)


class ChosenOut(s.Serializer[Any]):
    """What became of one of the patients; `name` is empty for one that is not in view."""

    patient_id = s.UUIDField()
    name = s.CharField()
    outcome = s.ChoiceField(choices=Outcome.choices)
    item_id = s.UUIDField(allow_null=True)
    position = s.IntegerField(allow_null=True)
    reasons = s.ListField(child=s.CharField())


class ItemIn(s.Serializer[Any]):
    patient_id = s.UUIDField()
    minutes = s.IntegerField(default=10)


class ItemChange(s.Serializer[Any]):
    position = s.IntegerField(required=False, min_value=1)
    minutes = s.IntegerField(required=False)


class TurnIn(s.Serializer[Any]):
    """`leaving`: the item that the caller sees as current (none in the closing round); makes a repeat harmless."""

    action = s.ChoiceField(choices=("go_to", "next", "previous", "park"))
    item_id = s.UUIDField(default=None, allow_null=True)
    leaving = s.UUIDField(default=None, allow_null=True)
    target_group = s.CharField(default="", allow_blank=True, max_length=60, help_text="Only patients of this one.")


class ClockIn(s.Serializer[Any]):
    running = s.BooleanField()


class TurnOut(s.Serializer[Any]):
    current = StoredItem(allow_null=True)


class AttendanceOut(s.Serializer[Any]):
    id = s.UUIDField(source="attendance_id", allow_null=True, help_text="Null for a member who was never ticked.")
    user_id = s.UUIDField(allow_null=True)
    name = s.CharField()
    discipline = s.CharField()
    organisation = s.CharField()
    present = s.BooleanField()
    is_guest = s.BooleanField()


class AttendanceIn(s.Serializer[Any]):
    user_id = s.UUIDField(required=False, help_text="A member.")
    attendance_id = s.UUIDField(required=False, help_text="A guest.")
    present = s.BooleanField()


class GuestIn(s.Serializer[Any]):
    name = s.CharField(max_length=200)
    discipline = s.CharField(max_length=100)
    organisation = s.CharField(default="", allow_blank=True, max_length=200)
    idempotency_key = s.UUIDField(default=None, allow_null=True)


class AdviceOut(s.ModelSerializer[Advice]):
    class Meta:
        model = Advice
        fields = ("version", "text", "interventions", "tools", "written_by_name", "updated_at")
        read_only_fields = fields


class AdviceIn(s.Serializer[Any]):
    text = s.CharField(allow_blank=True)
    version = s.IntegerField(required=False, help_text="Or the header If-Match.")


class AttachIn(s.Serializer[Any]):
    kind = s.ChoiceField(choices=("interventions", "tools"))
    code = s.CharField(max_length=60)
    attached = s.BooleanField()


class AgreementOut(s.ModelSerializer[Agreement]):
    class Meta:
        model = Agreement
        fields = (
            "id",
            "version",
            "meeting_id",
            "item_id",
            "idempotency_key",
            "what",
            "who_id",
            "who_name",
            "due_on",
            "done_on",
            "done_by_name",
            "declined_on",
            "declined_by_name",
        )
        read_only_fields = fields


class AgreementIn(s.Serializer[Any]):
    idempotency_key = s.UUIDField(help_text="The same key again replaces the agreement.")
    item_id = s.UUIDField(default=None, allow_null=True)
    what = s.CharField(max_length=500, allow_blank=True, help_text="Empty takes it back.")
    who = s.CharField(default="", allow_blank=True, max_length=200, help_text="Id of a member or guest, or a name.")
    due_on = s.DateField(default=None, allow_null=True)
    version = s.IntegerField(default=0, help_text="The one that you saw; 0 for a new row.")


class DoneIn(s.Serializer[Any]):
    """One of the two: done, or not agreed to by the patient."""

    done = s.BooleanField(required=False)
    declined = s.BooleanField(required=False)


class SignalOut(s.ModelSerializer[Signal]):
    class Meta:
        model = Signal
        fields = ("id", "version", "meeting_id", "item_id", "idempotency_key", "kind", "category", "text", "shared")
        read_only_fields = fields


class SignalIn(s.Serializer[Any]):
    idempotency_key = s.UUIDField(help_text="The same key again replaces the signal.")
    item_id = s.UUIDField(default=None, allow_null=True)
    kind = s.ChoiceField(choices=SignalKind.choices)
    category = s.CharField(default="", allow_blank=True, max_length=10)
    text = s.CharField(allow_blank=True, help_text="Empty takes it back.")
    version = s.IntegerField(default=0, help_text="The one that you saw; 0 for a new row.")


class ReportOut(s.Serializer[Any]):
    meeting_id = s.UUIDField()
    created_at = s.DateTimeField()
    content = s.JSONField()


class PreviewOut(s.Serializer[Any]):
    """`unfinished`: agreements that name nobody yet."""

    content = s.JSONField()
    led_by = s.CharField(help_text="Who must be taken over from before you can close; empty when you lead.")
    unfinished = s.IntegerField()


class MeetingFilter(s.Serializer[Any]):
    state = s.ChoiceField(choices=MeetingState.choices, required=False)


class AgreementFilter(s.Serializer[Any]):
    show = s.ChoiceField(choices=("open", "late", "mine", "done", "declined"), default="open")
    who = s.UUIDField(required=False, help_text="The member who promised.")
    target_group = s.CharField(required=False, max_length=60)
    patient = s.UUIDField(required=False, help_text="About this patient.")
    meeting = s.UUIDField(required=False, help_text="Made at this meeting.")


class SignalFilter(s.Serializer[Any]):
    kind = s.ChoiceField(choices=SignalKind.choices, required=False)
    meeting = s.UUIDField(required=False, help_text="Noted at this meeting.")


class ProfessionFilter(s.Serializer[Any]):
    profession = s.ChoiceField(choices=("gp", "nurse"), required=False, help_text="Everybody without it.")
