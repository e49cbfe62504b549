"""The list of patients: what it can be narrowed down to, and what a row and a page hold."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from mdo_platform.register.models import ConsentStatus
from mdo_platform.register.queries.filters import DISCUSSED, QUICK_FILTERS
from mdo_platform.register.queries.order import SORTS
from mdo_plugin_api import Colour

from .serializers import LevelSerializer


@extend_schema_field(OpenApiTypes.INT)
class PageField(serializers.CharField):
    """A page that is not there gives the first or the last, so nothing that is typed here is refused."""


class FilterSerializer(serializers.Serializer[Any]):
    """Everything that is named must hold. `prognosis` is `<target group>:<level>`, `urgency` a colour."""

    target_group = serializers.CharField(required=False, allow_blank=True)
    quick = serializers.MultipleChoiceField(choices=QUICK_FILTERS, required=False)
    urgency = serializers.ChoiceField(choices=[colour.value for colour in Colour], required=False, allow_blank=True)
    prognosis = serializers.CharField(required=False, allow_blank=True, max_length=130)
    gp_id = serializers.UUIDField(required=False)
    without_gp = serializers.BooleanField(required=False)
    organisation_id = serializers.UUIDField(required=False)
    discussed = serializers.ChoiceField(choices=DISCUSSED, required=False, allow_blank=True)
    sort = serializers.ChoiceField(choices=SORTS, required=False)
    descending = serializers.BooleanField(required=False)
    page = PageField(required=False, allow_blank=True)


class SearchSerializer(FilterSerializer):
    """By POST, so that a name never gets into an address or a log."""

    query = serializers.CharField(max_length=100)


class RowSerializer(serializers.Serializer[Any]):
    """A patient in the list, with the enrolment that the list shows.

    `urgency_before`: the level's code at the last meeting, when it is another one now.
    """

    id = serializers.UUIDField()
    name = serializers.CharField()
    birth_date = serializers.DateField()
    gp_name = serializers.CharField()
    home_care = serializers.ListField(child=serializers.CharField(), source="care")
    consent = serializers.ChoiceField(choices=ConsentStatus.choices)
    enrolment_id = serializers.UUIDField(source="shown__id")
    target_group = serializers.CharField(source="shown__target_group")
    thematic_groups = serializers.ListField(child=serializers.CharField(), source="thematic")
    prognosis = serializers.CharField(source="shown__prognosis")
    urgency = LevelSerializer()
    urgency_before = serializers.CharField(source="before", allow_null=True)
    question = serializers.CharField(source="shown__question")
    last_discussed_on = serializers.DateField(source="shown__last_discussed_on", allow_null=True)
    is_new = serializers.BooleanField()
    is_stale = serializers.BooleanField()
    updated_at = serializers.DateTimeField(source="record_updated_at")


class RowPageSerializer(serializers.Serializer[Any]):
    """A page of the list; `page` asks for another one.

    `count`: patients that fit the filter. `total` and `target_groups`: all in view; `quick`: those of the target group.
    """

    count = serializers.IntegerField()
    page = serializers.IntegerField()
    pages = serializers.IntegerField()
    total = serializers.IntegerField()
    target_groups = serializers.DictField(child=serializers.IntegerField())
    quick = serializers.DictField(child=serializers.IntegerField())
    results = RowSerializer(many=True)
