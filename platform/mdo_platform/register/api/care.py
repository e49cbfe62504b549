"""Diagnoses, who is involved, home care, and the codes and words to choose from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import expected_version, versioned
from mdo_platform.register import codes, definitions, people, queries, rules, services

from . import care_serializers as shapes
from .examples import care as examples
from .records import RegisterView

_FORMER = OpenApiParameter("former", bool, description="True: what was taken away or has ended, instead.")


class CareView(RegisterView):
    def asks_former(self, request: Request) -> bool:
        return request.query_params.get("former", "") in {"1", "true", "True"}

    def former(self, patient_id: UUID) -> queries.FormerCare:
        return queries.former_care(self.record(patient_id))


class Diagnoses(CareView):
    @extend_schema(
        operation_id="diagnoses",
        parameters=[_FORMER],
        responses=shapes.DiagnosisSerializer(many=True),
        examples=examples.DIAGNOSES,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """The diagnoses of a patient."""
        former = self.asks_former(request)
        found = self.former(patient_id).diagnoses if former else self.record(patient_id).diagnoses
        return Response(shapes.DiagnosisSerializer(found, many=True).data)

    @extend_schema(
        operation_id="add_diagnosis",
        request=shapes.DiagnosisSerializer,
        responses={201: shapes.DiagnosisSerializer},
        examples=examples.ADD_DIAGNOSIS,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Add an ICPC code with a title, or a title only; a code alone gets the title that is known for it."""
        made = services.add_diagnosis(patient_id, by=self.actor, **self.valid(shapes.DiagnosisSerializer, request))
        return versioned(shapes.DiagnosisSerializer(made).data, made.version, status=status.HTTP_201_CREATED)


class DiagnosisView(CareView):
    @extend_schema(
        operation_id="change_diagnosis",
        request=shapes.DiagnosisChangeSerializer,
        responses=shapes.DiagnosisSerializer,
        examples=examples.CHANGE_DIAGNOSIS,
    )
    def patch(self, request: Request, diagnosis_id: UUID) -> Response:
        """Change the code, the title, or both."""
        data = self.valid(shapes.DiagnosisChangeSerializer, request)
        saved = services.change_diagnosis(diagnosis_id, by=self.actor, version=expected_version(request), **data)
        return versioned(shapes.DiagnosisSerializer(saved).data, saved.version)

    @extend_schema(operation_id="end_diagnosis", responses={204: None})
    def delete(self, request: Request, diagnosis_id: UUID) -> Response:
        """Take a diagnosis away; it stays in the history, and can be put back."""
        services.end_diagnosis(diagnosis_id, by=self.actor, version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreDiagnosis(CareView):
    @extend_schema(
        operation_id="restore_diagnosis",
        request=None,
        responses=shapes.DiagnosisSerializer,
        examples=examples.RESTORE_DIAGNOSIS,
    )
    def post(self, request: Request, diagnosis_id: UUID) -> Response:
        """Put back a diagnosis that was taken away; again changes nothing."""
        saved = services.restore_diagnosis(diagnosis_id, by=self.actor)
        return versioned(shapes.DiagnosisSerializer(saved).data, saved.version)


class Professionals(CareView):
    @extend_schema(
        operation_id="involved",
        parameters=[_FORMER],
        responses=shapes.ProfessionalSerializer(many=True),
        examples=examples.INVOLVED,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Who is involved, the lead first."""
        former = self.asks_former(request)
        found = self.former(patient_id).professionals if former else self.record(patient_id).professionals
        return Response(shapes.ProfessionalSerializer(found, many=True).data)

    @extend_schema(
        operation_id="add_involved",
        request=shapes.ProfessionalSerializer,
        responses={201: shapes.ProfessionalSerializer},
        examples=examples.ADD_INVOLVED,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Involve a member of the group, or somebody from outside; a new lead takes over."""
        data = self.valid(shapes.ProfessionalSerializer, request)
        made = services.add_professional(patient_id, by=self.actor, **data)
        return versioned(shapes.ProfessionalSerializer(made).data, made.version, status=status.HTTP_201_CREATED)


class ProfessionalView(CareView):
    @extend_schema(
        operation_id="change_involved",
        request=shapes.ProfessionalChangeSerializer,
        responses=shapes.ProfessionalSerializer,
        examples=examples.CHANGE_INVOLVED,
    )
    def patch(self, request: Request, professional_id: UUID) -> Response:
        """Change the details of somebody who is involved."""
        data = self.valid(shapes.ProfessionalChangeSerializer, request)
        saved = services.change_professional(professional_id, by=self.actor, version=expected_version(request), **data)
        return versioned(shapes.ProfessionalSerializer(saved).data, saved.version)

    @extend_schema(operation_id="end_involved", responses={204: None})
    def delete(self, request: Request, professional_id: UUID) -> Response:
        """End the involvement of a professional; it stays in the history, and can be put back."""
        services.end_professional(professional_id, by=self.actor, version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreProfessional(CareView):
    @extend_schema(
        operation_id="restore_involved",
        request=None,
        responses=shapes.ProfessionalSerializer,
        examples=examples.RESTORE_INVOLVED,
    )
    def post(self, request: Request, professional_id: UUID) -> Response:
        """Put somebody back, as lead unless there is another by now; again changes nothing."""
        saved = services.restore_professional(professional_id, by=self.actor)
        return versioned(shapes.ProfessionalSerializer(saved).data, saved.version)


class Lead(CareView):
    @extend_schema(
        operation_id="set_lead", request=None, responses=shapes.ProfessionalSerializer, examples=examples.LEAD
    )
    def post(self, request: Request, professional_id: UUID) -> Response:
        """Make somebody the lead (regievoerder) instead of the present one."""
        saved = services.set_lead(professional_id, by=self.actor)
        return versioned(shapes.ProfessionalSerializer(saved).data, saved.version)


class MayEdit(CareView):
    @extend_schema(
        operation_id="set_may_edit",
        request=shapes.MayEditSerializer,
        responses=shapes.ProfessionalSerializer,
        examples=examples.MAY_EDIT,
    )
    def post(self, request: Request, professional_id: UUID) -> Response:
        """Let a consultant change this patient, or stop that; for GPs and the chair. Holds from the next request."""
        data = self.valid(shapes.MayEditSerializer, request)
        saved = services.set_may_edit(professional_id, by=self.actor, **data)
        return versioned(shapes.ProfessionalSerializer(saved).data, saved.version)


class HomeCare(CareView):
    @extend_schema(
        operation_id="home_care",
        parameters=[_FORMER],
        responses=shapes.HomeCareSerializer(many=True),
        examples=examples.HOME_CARE,
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """The home-care organisations in care at the patient."""
        former = self.asks_former(request)
        found = self.former(patient_id).care if former else self.record(patient_id).care
        return Response(shapes.HomeCareSerializer(found, many=True).data)

    @extend_schema(
        operation_id="add_home_care",
        request=shapes.HomeCareSerializer,
        responses={201: shapes.HomeCareSerializer},
        examples=examples.ADD_HOME_CARE,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Involve an organisation: its nurses see the patient from `started_on`, today if left out."""
        made = services.add_home_care(patient_id, by=self.actor, **self.valid(shapes.HomeCareSerializer, request))
        return versioned(shapes.HomeCareSerializer(made).data, made.version, status=status.HTTP_201_CREATED)


class HomeCareView(CareView):
    @extend_schema(
        operation_id="change_home_care",
        request=shapes.HomeCareChangeSerializer,
        responses=shapes.HomeCareSerializer,
        examples=examples.CHANGE_HOME_CARE,
    )
    def patch(self, request: Request, care_id: UUID) -> Response:
        """Change the two dates; a nurse who ends her own organisation's involvement loses sight of the patient."""
        data = self.valid(shapes.HomeCareChangeSerializer, request)
        saved = services.change_home_care(care_id, by=self.actor, version=expected_version(request), **data)
        return versioned(shapes.HomeCareSerializer(saved).data, saved.version)

    @extend_schema(operation_id="end_home_care", responses={204: None})
    def delete(self, request: Request, care_id: UUID) -> Response:
        """End the involvement: the organisation's nurses no longer see the patient at their next request."""
        services.end_home_care(care_id, by=self.actor, version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class RestoreHomeCare(CareView):
    @extend_schema(
        operation_id="restore_home_care",
        request=None,
        responses=shapes.HomeCareSerializer,
        examples=examples.RESTORE_HOME_CARE,
    )
    def post(self, request: Request, care_id: UUID) -> Response:
        """Take back an end of less than a day ago; after that an organisation is involved anew."""
        saved = services.restore_home_care(care_id, by=self.actor)
        return versioned(shapes.HomeCareSerializer(saved).data, saved.version)


class Codes(RegisterView):
    only_reads = True

    @extend_schema(
        operation_id="search_codes",
        request=shapes.CodeSearchSerializer,
        responses=shapes.CodeSerializer(many=True),
        examples=examples.CODES,
    )
    def post(self, request: Request) -> Response:
        """ICPC codes by their beginning or by words of their title: of the target groups and of the uploaded table."""
        rules.check_can_see_register(self.actor)
        found = codes.find_codes(self.valid(shapes.CodeSearchSerializer, request)["query"])
        return Response(shapes.CodeSerializer(found, many=True).data)


class Disciplines(RegisterView):
    @extend_schema(
        operation_id="disciplines",
        responses={(200, "application/json"): {"type": "array", "items": {"type": "string"}}},
        examples=examples.DISCIPLINES,
    )
    def get(self, request: Request) -> Response:
        """Disciplines to choose from; another one may be typed."""
        rules.check_can_see_register(self.actor)
        return Response(people.disciplines([one.code for one in definitions.enabled_target_groups()]))


_PATIENT = "patients/<uuid:patient_id>"
care_urlpatterns: list[Any] = [
    path("icpc/search/", Codes.as_view(), name="search_codes"),
    path("disciplines/", Disciplines.as_view(), name="disciplines"),
    path(f"{_PATIENT}/diagnoses/", Diagnoses.as_view(), name="diagnoses"),
    path("diagnoses/<uuid:diagnosis_id>/", DiagnosisView.as_view(), name="diagnosis"),
    path("diagnoses/<uuid:diagnosis_id>/restore/", RestoreDiagnosis.as_view(), name="restore_diagnosis"),
    path(f"{_PATIENT}/involved/", Professionals.as_view(), name="involved"),
    path("involved/<uuid:professional_id>/", ProfessionalView.as_view(), name="involved_one"),
    path("involved/<uuid:professional_id>/lead/", Lead.as_view(), name="lead"),
    path("involved/<uuid:professional_id>/may-edit/", MayEdit.as_view(), name="may_edit"),
    path("involved/<uuid:professional_id>/restore/", RestoreProfessional.as_view(), name="restore_involved"),
    path(f"{_PATIENT}/home-care/", HomeCare.as_view(), name="home_care"),
    path("home-care/<uuid:care_id>/", HomeCareView.as_view(), name="home_care_one"),
    path("home-care/<uuid:care_id>/restore/", RestoreHomeCare.as_view(), name="restore_home_care"),
]
