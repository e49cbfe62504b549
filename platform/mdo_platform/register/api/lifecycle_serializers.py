"""Enrolment, transfer, closing, keeping and consent over the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers

from mdo_platform.register.models import AnswerState, ConsentGivenBy, ConsentStatus, EndReason
from mdo_platform.register.services.closing import CLOSE_REASONS
from mdo_platform.register.services.transfers import NOTE_LENGTH, THEMATIC_END_REASONS


class AskedAgainSerializer(serializers.Serializer[Any]):
    """What the patient says now; consent of before does not count for another circle of people."""

    consent = serializers.ChoiceField(choices=ConsentStatus.choices, required=False)
    consent_given_by = serializers.ChoiceField(choices=ConsentGivenBy.choices, required=False)
    consent_given_on = serializers.DateField(required=False)
    consent_scope = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)


class NewEnrolmentSerializer(serializers.Serializer[Any]):
    target_group = serializers.CharField(help_text="A thematic target group of the group.")


class EndEnrolmentSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=[(one.value, one.label) for one in THEMATIC_END_REASONS])
    version = serializers.IntegerField(required=False)


class TransferSerializer(AskedAgainSerializer):
    target_group = serializers.CharField()
    reason = serializers.CharField(max_length=NOTE_LENGTH, help_text="Why, in words; it stays with the old enrolment.")


class EvaluatedSerializer(serializers.Serializer[Any]):
    field = serializers.CharField()
    value = serializers.JSONField(required=False, allow_null=True)
    state = serializers.ChoiceField(choices=AnswerState.choices, required=False)
    version = serializers.IntegerField(required=False, help_text="0 for a field that was empty.")


class CloseSerializer(serializers.Serializer[Any]):
    reason = serializers.ChoiceField(choices=[(one.value, one.label) for one in CLOSE_REASONS])
    on = serializers.DateField(required=False)
    evaluation = EvaluatedSerializer(many=True, required=False)
    version = serializers.IntegerField(required=False)


class ReopenSerializer(AskedAgainSerializer):
    """`mistake` takes the closing back; `returned` makes a new enrolment, for which a target group is needed."""

    because = serializers.ChoiceField(choices=["mistake", "returned"])
    target_group = serializers.CharField(required=False)


class HoldSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)
    version = serializers.IntegerField(required=False)


class ConsentSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=ConsentStatus.choices)
    given_by = serializers.ChoiceField(choices=ConsentGivenBy.choices, required=False)
    scope = serializers.CharField(required=False, allow_blank=True)
    given_on = serializers.DateField(required=False)
    recorded_by_name = serializers.CharField(read_only=True)
    recorded_at = serializers.DateTimeField(read_only=True)


class ClosedRowSerializer(serializers.Serializer[Any]):
    """A closed patient; `delete_on` is empty until the deletion was announced."""

    id = serializers.UUIDField()
    name = serializers.CharField()
    birth_date = serializers.DateField()
    gp_name = serializers.CharField()
    target_group = serializers.CharField()
    end_reason = serializers.ChoiceField(choices=EndReason.choices, allow_blank=True)
    closed_on = serializers.DateField()
    delete_on = serializers.DateField(allow_null=True)
    hold_reason = serializers.CharField()


class ClosedPageSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = ClosedRowSerializer(many=True)


class ClosedSearchSerializer(serializers.Serializer[Any]):
    """By POST, so that a name never gets into an address or a log."""

    query = serializers.CharField(max_length=100)


class RetentionRowSerializer(ClosedRowSerializer):
    """`step` is what the record waits for; `announce_on` and `goes_on` are the days as they stand now."""

    step = serializers.ChoiceField(choices=["wait", "announce", "announced", "delete", "held"])
    announce_on = serializers.DateField()
    goes_on = serializers.DateField()


class RetentionSerializer(serializers.Serializer[Any]):
    """A dry run: what the retention term takes until a day, and what is kept."""

    months = serializers.IntegerField()
    until = serializers.DateField()
    results = RetentionRowSerializer(many=True)
