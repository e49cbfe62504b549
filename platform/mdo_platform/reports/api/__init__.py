"""The figures of a target group by the API (R-19): the numbers of the page."""

from __future__ import annotations

from typing import Any

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView
from mdo_platform.reports import queries

from .examples import DASHBOARD


class DimensionSerializer(serializers.Serializer[Any]):
    """Patients with a problem, a strength, anything filled in; null where the dimension has no such field."""

    dimension = serializers.CharField()
    problems = serializers.IntegerField(allow_null=True)
    strengths = serializers.IntegerField(allow_null=True)
    filled = serializers.IntegerField()


class FieldCountSerializer(serializers.Serializer[Any]):
    """Patients per option. `of_ended`: of patients whose care ended in these twelve months."""

    code = serializers.CharField(source="field.code")
    label = serializers.CharField(source="field.label")  # type: ignore[assignment]  # Serializer itself has a label
    filled = serializers.IntegerField()
    options = serializers.DictField(child=serializers.IntegerField())
    of_ended = serializers.BooleanField()


class MonthSerializer(serializers.Serializer[Any]):
    """`month` is its first day."""

    month = serializers.DateField()
    started = serializers.IntegerField()
    ended = serializers.IntegerField()


class DashboardSerializer(serializers.Serializer[Any]):
    """Counts of the patients that you may see, active now, by code of the level."""

    target_group = serializers.CharField()
    target_groups = serializers.DictField(child=serializers.IntegerField())
    patients = serializers.IntegerField()
    with_question = serializers.IntegerField()
    urgency = serializers.DictField(child=serializers.IntegerField())
    prognosis = serializers.DictField(child=serializers.IntegerField())
    dimensions = DimensionSerializer(many=True)
    subfields = FieldCountSerializer(many=True, source="fields")
    months = MonthSerializer(many=True)


class DashboardApi(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="dashboard",
        parameters=[OpenApiParameter("target_group", str, description="Without it: the first that the group uses.")],
        responses=DashboardSerializer,
        examples=[DASHBOARD],
    )
    def get(self, request: Request) -> Response:
        """Figures of one target group: prognosis, urgency, problems, months; counts only."""
        found = queries.dashboard(self.actor, target_group=request.query_params.get("target_group", ""))
        return Response(DashboardSerializer(found).data)


api_urlpatterns = [path("dashboard/", DashboardApi.as_view(), name="dashboard")]
