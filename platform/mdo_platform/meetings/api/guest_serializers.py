"""What goes in and out of the API of guests. Of a patient only what is named here leaves: no name, no id."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers as s

from mdo_tenants.groups.models import GuestPass


class InviteGuestIn(s.Serializer[Any]):
    name = s.CharField(max_length=120)
    email = s.EmailField(max_length=254)
    discipline = s.CharField(max_length=100)
    organisation = s.CharField(default="", allow_blank=True, max_length=200)


class GuestPassOut(s.ModelSerializer[GuestPass]):
    name = s.CharField(source="full_name")

    class Meta:
        model = GuestPass
        fields = ("id", "name", "email", "discipline", "organisation", "created_at", "accepted_at", "revoked_at")
        read_only_fields = fields


class GuestItemOut(s.Serializer[Any]):
    id = s.UUIDField()
    position = s.IntegerField()
    name = s.CharField(help_text="Initial and year of birth.")
    target_group = s.CharField()
    urgency = s.CharField()


class GuestDimensionOut(s.Serializer[Any]):
    dimension = s.CharField(source="label")
    problems = s.ListField(child=s.CharField())
    strengths = s.ListField(child=s.CharField())
    details = s.ListField(child=s.CharField())


class GuestPlanningOut(s.Serializer[Any]):
    text = s.CharField()
    is_open = s.BooleanField()
    is_old = s.BooleanField()


class GuestPatientOut(s.Serializer[Any]):
    name = s.CharField(help_text="Initial and year of birth.")
    age = s.IntegerField()
    target_group = s.CharField()
    urgency = s.CharField()
    prognosis = s.CharField()
    question = s.CharField()
    diagnoses = s.ListField(child=s.CharField())
    dimensions = GuestDimensionOut(many=True)
    planning = GuestPlanningOut(many=True)
