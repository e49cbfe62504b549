"""The sub-fields of a patient (R-08), and what can be thought of beside them (R-18)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, expected_version, validated, versioned
from mdo_platform.register import queries, services
from mdo_plugin_api import Dimension

from .examples import record as examples
from .serializers import AnswerSerializer


class AdviceSerializer(serializers.Serializer[Any]):
    """What a target group's plugin says; `interventions` and `tools` are codes of the catalogue."""

    text = serializers.CharField()
    severity = serializers.CharField()
    source = serializers.CharField()  # type: ignore[assignment]  # a field has a source too
    interventions = serializers.ListField(child=serializers.CharField())
    tools = serializers.ListField(child=serializers.CharField())


class AidSerializer(serializers.Serializer[Any]):
    """`fits`: what is filled in points to it."""

    code = serializers.CharField()
    title = serializers.CharField()
    summary = serializers.CharField()
    url = serializers.CharField()
    fits = serializers.BooleanField()


class SuggestionsSerializer(serializers.Serializer[Any]):
    dimension = serializers.CharField()
    warnings = AdviceSerializer(many=True)
    suggestions = AdviceSerializer(many=True)
    interventions = AidSerializer(many=True)
    tools = AidSerializer(many=True)


class Answers(GroupAPIView):
    scope = "register"

    @extend_schema(operation_id="answers", responses=AnswerSerializer(many=True), examples=[examples.ANSWERS])
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Every field that was answered."""
        record = queries.patient_record(self.actor, patient_id, page="api")
        found = sorted(record.answers.values(), key=lambda answer: answer.field)
        return Response(AnswerSerializer(found, many=True).data)


class AnswerView(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="save_answer",
        request=AnswerSerializer,
        responses={200: AnswerSerializer, 204: None},
        examples=[examples.NEW_ANSWER, examples.NO_ANSWER, examples.ANSWER],
    )
    def put(self, request: Request, patient_id: UUID, field: str) -> Response:
        """Save one field; version 0 for a field that is empty. Emptying it answers 204."""
        sent = validated(AnswerSerializer, request)
        data = {name: value for name, value in sent.items() if name != "version"}
        saved = services.save_answer(patient_id, by=self.actor, field=field, version=expected_version(request), **data)
        if saved is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return versioned(AnswerSerializer(saved).data, saved.version)


class SuggestionsView(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="suggestions",
        parameters=[
            OpenApiParameter(
                "dimension",
                str,
                enum=tuple(one.value for one in Dimension),
                description="What is open; without it only what is filled in counts.",
            )
        ],
        responses=SuggestionsSerializer,
        examples=[examples.SUGGESTIONS],
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """What can be thought of for this patient: advice, interventions and tools, the fitting ones first."""
        asked = request.query_params.get("dimension", "")
        dimension = next((one for one in Dimension if one.value == asked), None)
        found = queries.suggestions(queries.patient_record(self.actor, patient_id, page="api"), dimension)
        shown = {name: getattr(found, name) for name in ("warnings", "suggestions", "interventions", "tools")}
        return Response(SuggestionsSerializer({"dimension": dimension or "", **shown}).data)
