"""What goes over the wire, field by field; what a value may be is decided by the services."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mdo_platform.register.definitions import is_active
from mdo_platform.register.models import AnswerState, ConsentGivenBy, ConsentStatus, EndReason, EnrolmentKind, Sex

from .care_serializers import DiagnosisSerializer, HomeCareSerializer, ProfessionalSerializer


class LevelSerializer(serializers.Serializer[Any]):
    """A level of a scale: never a colour alone."""

    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # Serializer itself has a label
    meaning = serializers.CharField()
    letter = serializers.CharField()
    colour = serializers.CharField()
    shape = serializers.CharField()
    unknown = serializers.BooleanField()


class ScaleSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # Serializer itself has a label
    levels = LevelSerializer(many=True)


class OptionSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # Serializer itself has a label


class FieldSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # Serializer itself has a label
    dimension = serializers.CharField()
    kind = serializers.CharField()
    unit = serializers.CharField()
    help = serializers.CharField()
    options = OptionSerializer(many=True)


class TargetGroupSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # Serializer itself has a label
    short = serializers.CharField()
    version = serializers.CharField()
    thematic = serializers.BooleanField()
    is_active = serializers.SerializerMethodField()
    prognosis = ScaleSerializer(allow_null=True)
    urgency = ScaleSerializer()
    subfields = FieldSerializer(many=True, source="fields")
    evaluation = FieldSerializer(many=True)

    def get_is_active(self, group: Any) -> bool:
        return is_active(group.code)


class DetailsSerializer(serializers.Serializer[Any]):
    """The details of a patient, for reading and for changing one or more of them."""

    initials = serializers.CharField(required=False, allow_blank=True)
    first_name = serializers.CharField(required=False, allow_blank=True)
    name_prefix = serializers.CharField(required=False, allow_blank=True)
    last_name = serializers.CharField(required=False)
    birth_name = serializers.CharField(required=False, allow_blank=True)
    birth_date = serializers.DateField(required=False)
    sex = serializers.ChoiceField(choices=Sex.choices, required=False)
    street = serializers.CharField(required=False, allow_blank=True)
    house_number = serializers.CharField(required=False, allow_blank=True)
    postcode = serializers.CharField(required=False, allow_blank=True)
    city = serializers.CharField(required=False, allow_blank=True)
    phone = serializers.CharField(required=False, allow_blank=True)
    gp_id = serializers.UUIDField(required=False, allow_null=True)
    gp_name = serializers.CharField(required=False, allow_blank=True)


class NewPatientSerializer(DetailsSerializer):
    last_name = serializers.CharField()
    birth_date = serializers.DateField()
    target_group = serializers.CharField()
    thematic_groups = serializers.ListField(child=serializers.CharField(), required=False)
    organisation_ids = serializers.ListField(child=serializers.UUIDField(), required=False)
    consent = serializers.ChoiceField(choices=ConsentStatus.choices, required=False)
    consent_given_by = serializers.ChoiceField(choices=ConsentGivenBy.choices, required=False)
    idempotency_key = serializers.UUIDField(required=False)


class EnrolmentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField()
    target_group = serializers.CharField()
    kind = serializers.ChoiceField(choices=EnrolmentKind.choices)
    definition_version = serializers.CharField()
    prognosis = serializers.CharField()
    prognosis_on = serializers.DateField(allow_null=True)
    prognosis_by_name = serializers.CharField()
    urgency = serializers.CharField()
    urgency_on = serializers.DateField(allow_null=True)
    urgency_by_name = serializers.CharField()
    question = serializers.CharField()
    question_by_name = serializers.CharField()
    question_at = serializers.DateTimeField(allow_null=True)
    started_on = serializers.DateField()
    ended_on = serializers.DateField(allow_null=True)
    end_reason = serializers.ChoiceField(choices=EndReason.choices, allow_blank=True)
    end_note = serializers.CharField()
    last_discussed_on = serializers.DateField(allow_null=True)


class EnrolmentChangeSerializer(serializers.Serializer[Any]):
    """One of the three; the others stay as they are."""

    prognosis = serializers.CharField(required=False)
    urgency = serializers.CharField(required=False)
    question = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        parts = {name: value for name, value in attrs.items() if name != "version"}
        if len(parts) != 1:
            raise serializers.ValidationError(_("Noem precies één van prognosis, urgency en question."))
        return parts


class AnswerSerializer(serializers.Serializer[Any]):
    field = serializers.CharField(read_only=True)
    value = serializers.JSONField(required=False, allow_null=True)
    state = serializers.ChoiceField(choices=AnswerState.choices, required=False)
    version = serializers.IntegerField(required=False)
    target_group = serializers.CharField(read_only=True)
    recorded_on = serializers.DateField(read_only=True)
    recorded_by_name = serializers.CharField(read_only=True)


class PatientSerializer(DetailsSerializer):
    id = serializers.UUIDField(source="pk")
    version = serializers.IntegerField()
    status = serializers.CharField()
    closed_on = serializers.DateField(allow_null=True)
    delete_on = serializers.DateField(allow_null=True)
    hold_reason = serializers.CharField()
    hold_by_name = serializers.CharField()
    hold_on = serializers.DateField(allow_null=True)
    consent = serializers.ChoiceField(choices=ConsentStatus.choices)
    record_updated_at = serializers.DateTimeField()
    updated_by_name = serializers.CharField()


class PatientRecordSerializer(serializers.Serializer[Any]):
    """A patient with everything that is recorded now; `history` are the ended enrolments."""

    patient = PatientSerializer()
    enrolments = EnrolmentSerializer(many=True)
    history = EnrolmentSerializer(many=True)
    answers = serializers.SerializerMethodField()
    diagnoses = DiagnosisSerializer(many=True)
    professionals = ProfessionalSerializer(many=True)
    home_care = HomeCareSerializer(many=True, source="care")

    @extend_schema_field(AnswerSerializer(many=True))
    def get_answers(self, record: Any) -> list[dict[str, Any]]:
        found = sorted(record.answers.values(), key=lambda answer: str(answer.field))
        return list(AnswerSerializer(found, many=True).data)
