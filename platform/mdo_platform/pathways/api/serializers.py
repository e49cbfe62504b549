from __future__ import annotations

from typing import Any

from rest_framework import serializers

from mdo_platform.pathways.models import StepConsent
from mdo_platform.pathways.presenters import StepState


class SetsSerializer(serializers.Serializer[Any]):
    """The field that choosing the outcome fills in, and with which option."""

    field = serializers.CharField()
    option = serializers.CharField()


class OutcomeSerializer(serializers.Serializer[Any]):
    """`icpc` is advice for the HIS; `yearly`: the patient is discussed at least once a year from then on."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field has a label too
    icpc = serializers.CharField()
    yearly = serializers.BooleanField()
    sets = SetsSerializer(allow_null=True)


class ConsentFillsSerializer(serializers.Serializer[Any]):
    """The field that what the patient says at a step fills in, with its options."""

    field = serializers.CharField()
    agreed = serializers.CharField()
    declined = serializers.CharField()


class StepSerializer(serializers.Serializer[Any]):
    """A step as it stands; `done_on` is null while it is open. `his_advice`: what to register in the HIS."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    help = serializers.CharField()
    state = serializers.ChoiceField(choices=StepState.choices)
    done_on = serializers.DateField(allow_null=True)
    outcome = serializers.CharField()
    consent = serializers.ChoiceField(choices=StepConsent.choices, allow_blank=True)
    remark = serializers.CharField()
    his_advice = serializers.CharField()
    version = serializers.IntegerField()
    recorded_by_name = serializers.CharField()
    definition_version = serializers.CharField()
    outcomes = OutcomeSerializer(many=True)
    tools = serializers.ListField(child=serializers.CharField())


class PathwaySerializer(serializers.Serializer[Any]):
    """`is_current`: the patient has the target group now, so steps can be recorded; else it can be read only.

    `is_due`: the patient should be discussed at least once a year, and was not.
    """

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]
    target_group = serializers.CharField()
    is_current = serializers.BooleanField()
    is_due = serializers.BooleanField()
    consent = ConsentFillsSerializer(allow_null=True)
    steps = StepSerializer(many=True)


class RecordedStepSerializer(serializers.Serializer[Any]):
    """`answer_versions`: of the answers to fields that this fills in, by field; left out for one that is empty."""

    done_on = serializers.DateField()
    outcome = serializers.CharField(required=False, allow_blank=True, max_length=60)
    consent = serializers.ChoiceField(choices=StepConsent.choices, required=False, allow_blank=True)
    remark = serializers.CharField(required=False, allow_blank=True)
    answer_versions = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=10**9), required=False
    )
    version = serializers.IntegerField(required=False, min_value=0, max_value=10**9)


class DueSerializer(serializers.Serializer[Any]):
    """`outcome` says in words why; `is_mine`: you are the lead."""

    patient_id = serializers.UUIDField()
    name = serializers.CharField()
    birth_year = serializers.IntegerField()
    enrolment_id = serializers.UUIDField(source="id")
    target_group = serializers.CharField()
    outcome = serializers.CharField()
    last_discussed_on = serializers.DateField(allow_null=True)
    lead = serializers.CharField(allow_null=True)
    is_mine = serializers.BooleanField()


class DuePageSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    results = DueSerializer(many=True)
