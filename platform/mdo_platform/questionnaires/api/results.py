"""What can be measured of a patient, and what came out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, expected_version, validated, versioned
from mdo_platform.questionnaires import queries, services
from mdo_platform.questionnaires.models import Result
from mdo_tenants.groups.rights import KEEPS_ITEM_ANSWERS

from . import examples
from . import serializers as s
from .shapes import instrument_shape, result_shape


class InstrumentView(GroupAPIView):
    scope = "register"

    @property
    def shows_items(self) -> bool:
        return KEEPS_ITEM_ANSWERS in self.actor.switches

    def shown(self, result: Result) -> Any:
        return s.ResultSerializer(result_shape(result, shows_items=self.shows_items)).data


class Instruments(InstrumentView):
    @extend_schema(
        operation_id="instruments", responses=s.InstrumentSerializer(many=True), examples=examples.INSTRUMENTS
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """What the patient's target groups offer, those that fit first, and what else has results."""
        states = queries.instruments(self.actor, patient_id).states
        shapes = [instrument_shape(state, shows_items=self.shows_items) for state in states]
        return Response(s.InstrumentSerializer(shapes, many=True).data)


class Results(InstrumentView):
    @extend_schema(
        operation_id="results",
        parameters=[OpenApiParameter("tool", str, description="Of one tool only, by its code.")],
        responses=s.ResultSerializer(many=True),
        examples=examples.RESULTS,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """What came out, newest first; without what was taken away."""
        found = queries.results(self.actor, patient_id, tool=request.query_params.get("tool", ""))
        return Response([self.shown(one) for one in found])

    @extend_schema(
        operation_id="record_score",
        request=s.ScoreBody,
        responses={201: s.ResultSerializer},
        examples=examples.RECORD_SCORE,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Record a total that was taken elsewhere. It sets neither prognosis nor urgency."""
        made = services.record_score(patient_id, by=self.actor, **validated(s.ScoreBody, request))
        return versioned(self.shown(made), made.version, status=status.HTTP_201_CREATED)


class ResultView(InstrumentView):
    @extend_schema(operation_id="remove_result", responses={204: None})
    def delete(self, request: Request, result_id: UUID) -> Response:
        """Take away what was recorded by mistake; it stays in the history, and can be put back."""
        services.remove_result(result_id, by=self.actor, version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class PutBackResult(InstrumentView):
    @extend_schema(
        operation_id="put_back_result", request=None, responses=s.ResultSerializer, examples=examples.PUT_BACK_RESULT
    )
    def post(self, request: Request, result_id: UUID) -> Response:
        """Put back a result that was taken away; again changes nothing."""
        back = services.put_back_result(result_id, by=self.actor)
        return versioned(self.shown(back), back.version)
