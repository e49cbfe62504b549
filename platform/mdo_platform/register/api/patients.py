from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, expected_version, versioned
from mdo_platform.register import definitions, queries, services
from mdo_platform.register.details import DETAIL_FIELDS, PatientDetails
from mdo_platform.register.presenters import full_name_of, level
from mdo_platform.register.queries.overview import QUICK_FILTERS
from mdo_platform.register.views.paging import page_number

from . import serializers as shapes

_FILTERS = [
    OpenApiParameter("target_group", str, description="Code of a target group."),
    OpenApiParameter("quick", str, many=True, enum=QUICK_FILTERS, description="All of these must hold."),
    OpenApiParameter("page", int, description="50 patients a page, the most urgent first."),
]


class TargetGroups(GroupAPIView):
    scope = "register"

    @extend_schema(operation_id="target_groups", responses=shapes.TargetGroupSerializer(many=True))
    def get(self, request: Request) -> Response:
        """The target groups that this group uses, with their scales and fields."""
        return Response(shapes.TargetGroupSerializer(definitions.enabled_target_groups(), many=True).data)


class Patients(GroupAPIView):
    scope = "register"

    @extend_schema(operation_id="patients", parameters=_FILTERS, responses=shapes.RowPageSerializer)
    def get(self, request: Request) -> Response:
        """The patients that you may see, a page at a time."""
        chosen = queries.OverviewFilter(
            target_group=request.query_params.get("target_group", ""),
            quick=frozenset(request.query_params.getlist("quick")),
            page=page_number(request.query_params.get("page", "")),
        )
        return _row_page(queries.overview(self.actor, chosen))

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


class PatientSearch(GroupAPIView):
    scope = "register"
    only_reads = True

    @extend_schema(operation_id="search_patients", request=shapes.SearchSerializer, responses=shapes.RowPageSerializer)
    def post(self, request: Request) -> Response:
        """Patients by the start of words of their name, by birth year or GP."""
        shape = shapes.SearchSerializer(data=request.data)
        shape.is_valid(raise_exception=True)
        chosen = queries.OverviewFilter(
            target_group=shape.validated_data.get("target_group", ""), search=shape.validated_data["query"]
        )
        return _row_page(queries.overview(self.actor, chosen))


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


class ClosePatient(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="close_patient", request=shapes.CloseSerializer, responses=shapes.PatientRecordSerializer
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Take a patient out of the register; everything stays to be read."""
        shape = shapes.CloseSerializer(data=request.data)
        shape.is_valid(raise_exception=True)
        data = {name: value for name, value in shape.validated_data.items() if name != "version"}
        services.close_patient(patient_id, by=self.actor, version=expected_version(request), **data)
        return _record(self, patient_id)


class Changes(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="changes",
        parameters=[OpenApiParameter("page", int), OpenApiParameter("field", str)],
        responses=shapes.ChangePageSerializer,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Who changed what and when, newest first."""
        page = page_number(request.query_params.get("page", ""))
        field = request.query_params.get("field", "")
        rows, has_more = queries.changes(self.actor, patient_id, page=page, field=field)
        shown = {"page": page, "has_more": has_more, "results": rows}
        return Response(shapes.ChangePageSerializer(shown).data)


def _record(view: GroupAPIView, patient_id: UUID, *, status: int = 200) -> Response:
    record = queries.patient_record(view.actor, patient_id, page="api")
    return versioned(shapes.PatientRecordSerializer(record).data, record.patient.version, status=status)


def _row_page(found: queries.Overview) -> Response:
    rows: list[dict[str, Any]] = [
        row
        | {
            "name": full_name_of(row),
            "urgency": level(row["shown__target_group"], "urgency", row["shown__urgency"]),
        }
        for row in found.rows
    ]
    paginator = found.page.paginator
    shown = {"count": paginator.count, "page": found.page.number, "pages": paginator.num_pages, "results": rows}
    return Response(shapes.RowPageSerializer(shown).data)
