"""Diagnoses, involved professionals and home care over the wire."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers


class DiagnosisSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    icpc = serializers.CharField(required=False, allow_blank=True)
    title = serializers.CharField(required=False, allow_blank=True)
    recorded_on = serializers.DateField(read_only=True)
    recorded_by_name = serializers.CharField(read_only=True)
    ended_on = serializers.DateField(read_only=True, allow_null=True)
    idempotency_key = serializers.UUIDField(required=False, write_only=True)


class DiagnosisChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is."""

    icpc = serializers.CharField(required=False, allow_blank=True)
    title = serializers.CharField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)


class ProfessionalSerializer(serializers.Serializer[Any]):
    """With `user_id` of a member of the group the name is the account's, and what is left out is filled in."""

    id = serializers.UUIDField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    user_id = serializers.UUIDField(required=False, allow_null=True)
    name = serializers.CharField(required=False, allow_blank=True)
    discipline = serializers.CharField(required=False, allow_blank=True)
    organisation = serializers.CharField(required=False, allow_blank=True)
    phone = serializers.CharField(required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    is_lead = serializers.BooleanField(required=False)
    may_edit = serializers.BooleanField(required=False)
    ended_on = serializers.DateField(read_only=True, allow_null=True)
    idempotency_key = serializers.UUIDField(required=False, write_only=True)


class ProfessionalChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is; a member of the group keeps the name of the account."""

    name = serializers.CharField(required=False)
    discipline = serializers.CharField(required=False)
    organisation = serializers.CharField(required=False, allow_blank=True)
    phone = serializers.CharField(required=False, allow_blank=True)
    email = serializers.EmailField(required=False, allow_blank=True)
    version = serializers.IntegerField(required=False)


class MayEditSerializer(serializers.Serializer[Any]):
    allowed = serializers.BooleanField()


class HomeCareSerializer(serializers.Serializer[Any]):
    """From `ended_on` on, the organisation's nurses no longer see the patient."""

    id = serializers.UUIDField(read_only=True)
    version = serializers.IntegerField(read_only=True)
    organisation_id = serializers.UUIDField()
    organisation_name = serializers.CharField(read_only=True)
    started_on = serializers.DateField(required=False)
    ended_on = serializers.DateField(read_only=True, allow_null=True)


class HomeCareChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is; `ended_on` null takes a planned end back."""

    started_on = serializers.DateField(required=False)
    ended_on = serializers.DateField(required=False, allow_null=True)
    version = serializers.IntegerField(required=False)


class CodeSearchSerializer(serializers.Serializer[Any]):
    query = serializers.CharField(max_length=100)


class CodeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    title = serializers.CharField()
