"""What belongs to a patient: enrolments, answers and consent."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from mdo_foundation.common.api import GroupAPIView, expected_version, versioned
from mdo_platform.register import queries, services

from . import serializers as shapes


class RegisterView(GroupAPIView):
    scope = "register"

    def valid(self, shape: type[Serializer[Any]], request: Request) -> dict[str, Any]:
        """The checked input without the version, which `expected_version` reads."""
        checked = shape(data=request.data)
        checked.is_valid(raise_exception=True)
        return {name: value for name, value in checked.validated_data.items() if name != "version"}

    def record(self, patient_id: UUID) -> queries.PatientRecord:
        return queries.patient_record(self.actor, patient_id, page="api")


class EnrolmentView(RegisterView):
    @extend_schema(
        operation_id="change_enrolment",
        request=shapes.EnrolmentChangeSerializer,
        responses=shapes.EnrolmentSerializer,
    )
    def patch(self, request: Request, enrolment_id: UUID) -> Response:
        """Set the prognosis, the urgency or the question."""
        ((part, value),) = self.valid(shapes.EnrolmentChangeSerializer, request).items()
        version = expected_version(request)
        if part == "question":
            saved = services.set_question(enrolment_id, by=self.actor, question=value, version=version)
        elif part == "urgency":
            saved = services.set_urgency(enrolment_id, by=self.actor, level=value, version=version)
        else:
            saved = services.set_prognosis(enrolment_id, by=self.actor, level=value, version=version)
        return versioned(shapes.EnrolmentSerializer(saved).data, saved.version)
