from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, expected_version, versioned
from mdo_platform.register import definitions, queries, services
from mdo_platform.register.details import DETAIL_FIELDS, PatientDetails

from . import serializers as shapes
from .overview import PatientList


class TargetGroups(GroupAPIView):
    scope = "register"

    @extend_schema(operation_id="target_groups", responses=shapes.TargetGroupSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The target groups that this group uses, with their scales and fields.

        Of one that is not active (`is_active`) the module is gone: what was recorded can be read, and not changed.
        """
        return Response(shapes.TargetGroupSerializer(definitions.used_target_groups(), many=True).data)


class Patients(PatientList):
    @extend_schema(
        operation_id="create_patient",
        request=shapes.NewPatientSerializer,
        responses={201: shapes.PatientRecordSerializer},
    )
    def post(self, request: Request) -> Response:
        """Enter and enrol a patient. The same `idempotency_key` makes one patient, however often it is sent."""
        shape = shapes.NewPatientSerializer(data=request.data)
        shape.is_valid(raise_exception=True)
        data = dict(shape.validated_data)
        details = PatientDetails(**{name: data.pop(name) for name in DETAIL_FIELDS if name in data})
        patient = services.create_patient(details, by=self.actor, **data)
        return _record(self, patient.pk, status=201)


class Patient(GroupAPIView):
    scope = "register"

    @extend_schema(operation_id="patient", responses=shapes.PatientRecordSerializer)
    def get(self, request: Request, patient_id: UUID) -> Response:
        """One patient with everything that is recorded now; the ETag is the version of the details."""
        return _record(self, patient_id)

    @extend_schema(
        operation_id="change_patient", request=shapes.DetailsSerializer, responses=shapes.PatientRecordSerializer
    )
    def patch(self, request: Request, patient_id: UUID) -> Response:
        """Change some of the details."""
        shape = shapes.DetailsSerializer(data=request.data, partial=True)
        shape.is_valid(raise_exception=True)
        services.update_patient(
            patient_id, by=self.actor, version=expected_version(request), changes=shape.validated_data
        )
        return _record(self, patient_id)


def _record(view: GroupAPIView, patient_id: UUID, *, status: int = 200) -> Response:
    record = queries.patient_record(view.actor, patient_id, page="api")
    return versioned(shapes.PatientRecordSerializer(record).data, record.patient.version, status=status)
