"""What belongs to a patient: enrolments, answers, consent, diagnoses and who is involved."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import status
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


class Enrolments(RegisterView):
    @extend_schema(operation_id="enrolments", responses=shapes.EnrolmentSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Active and ended enrolments."""
        record = self.record(patient_id)
        return Response(shapes.EnrolmentSerializer([*record.enrolments, *record.history], many=True).data)

    @extend_schema(
        operation_id="enrol",
        request=shapes.NewEnrolmentSerializer,
        responses={201: shapes.EnrolmentSerializer},
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Enrol for a second target group (a thematic MDO)."""
        made = services.enrol(patient_id, by=self.actor, **self.valid(shapes.NewEnrolmentSerializer, request))
        return versioned(shapes.EnrolmentSerializer(made).data, made.version, status=status.HTTP_201_CREATED)


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


class Transfer(RegisterView):
    @extend_schema(
        operation_id="transfer_enrolment",
        request=shapes.TransferSerializer,
        responses={201: shapes.EnrolmentSerializer},
    )
    def post(self, request: Request, enrolment_id: UUID) -> Response:
        """Move the patient to another target group; prognosis and urgency start unknown, everything else stays."""
        data = self.valid(shapes.TransferSerializer, request)
        made = services.transfer_enrolment(enrolment_id, by=self.actor, version=expected_version(request), **data)
        return versioned(shapes.EnrolmentSerializer(made).data, made.version, status=status.HTTP_201_CREATED)


class Answers(RegisterView):
    @extend_schema(operation_id="answers", responses=shapes.AnswerSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Every field that was answered."""
        found = sorted(self.record(patient_id).answers.values(), key=lambda answer: answer.field)
        return Response(shapes.AnswerSerializer(found, many=True).data)


class AnswerView(RegisterView):
    @extend_schema(
        operation_id="save_answer",
        request=shapes.AnswerSerializer,
        responses={200: shapes.AnswerSerializer, 204: None},
    )
    def put(self, request: Request, patient_id: UUID, field: str) -> Response:
        """Save one field; version 0 for a field that is empty. Emptying it answers 204."""
        data = self.valid(shapes.AnswerSerializer, request)
        saved = services.save_answer(patient_id, by=self.actor, field=field, version=expected_version(request), **data)
        if saved is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return versioned(shapes.AnswerSerializer(saved).data, saved.version)


class Consents(RegisterView):
    @extend_schema(operation_id="consent", responses={200: shapes.ConsentSerializer, 204: None})
    def get(self, request: Request, patient_id: UUID) -> Response:
        """What the patient said last about being discussed; 204 when nobody asked."""
        newest = self.record(patient_id).consent
        if newest is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(shapes.ConsentSerializer(newest).data)

    @extend_schema(operation_id="set_consent", request=shapes.ConsentSerializer, responses={204: None})
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Record consent or an objection; an objection hides the patient at once."""
        services.set_consent(patient_id, by=self.actor, **self.valid(shapes.ConsentSerializer, request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Professionals(RegisterView):
    @extend_schema(operation_id="involved", responses=shapes.ProfessionalSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Who is involved, the lead first."""
        return Response(shapes.ProfessionalSerializer(self.record(patient_id).professionals, many=True).data)

    @extend_schema(
        operation_id="add_involved",
        request=shapes.ProfessionalSerializer,
        responses={201: shapes.ProfessionalSerializer},
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Involve a professional."""
        made = services.add_professional(
            patient_id, by=self.actor, **self.valid(shapes.ProfessionalSerializer, request)
        )
        return Response(shapes.ProfessionalSerializer(made).data, status=status.HTTP_201_CREATED)


class ProfessionalView(RegisterView):
    @extend_schema(operation_id="end_involved", responses={204: None})
    def delete(self, request: Request, professional_id: UUID) -> Response:
        """End the involvement of a professional."""
        services.end_professional(professional_id, by=self.actor, version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Lead(RegisterView):
    @extend_schema(operation_id="set_lead", request=None, responses=shapes.ProfessionalSerializer)
    def post(self, request: Request, professional_id: UUID) -> Response:
        """Make somebody the lead (regievoerder) instead of the present one."""
        return Response(shapes.ProfessionalSerializer(services.set_lead(professional_id, by=self.actor)).data)


class HomeCare(RegisterView):
    @extend_schema(operation_id="home_care", responses=shapes.HomeCareSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        """The home-care organisations in care at the patient."""
        return Response(shapes.HomeCareSerializer(self.record(patient_id).care, many=True).data)

    @extend_schema(
        operation_id="add_home_care", request=shapes.HomeCareSerializer, responses={201: shapes.HomeCareSerializer}
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Involve an organisation: its nurses see the patient from now on."""
        made = services.add_home_care(patient_id, by=self.actor, **self.valid(shapes.HomeCareSerializer, request))
        return Response(shapes.HomeCareSerializer(made).data, status=status.HTTP_201_CREATED)


class HomeCareView(RegisterView):
    @extend_schema(operation_id="end_home_care", responses={204: None})
    def delete(self, request: Request, care_id: UUID) -> Response:
        """End the involvement: the organisation's nurses no longer see the patient at their next request."""
        services.end_home_care(care_id, by=self.actor, version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class Diagnoses(RegisterView):
    @extend_schema(operation_id="diagnoses", responses=shapes.DiagnosisSerializer(many=True))
    def get(self, request: Request, patient_id: UUID) -> Response:
        """The diagnoses of a patient."""
        return Response(shapes.DiagnosisSerializer(self.record(patient_id).diagnoses, many=True).data)

    @extend_schema(
        operation_id="add_diagnosis", request=shapes.DiagnosisSerializer, responses={201: shapes.DiagnosisSerializer}
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Add an ICPC code with a title, or a title only."""
        made = services.add_diagnosis(patient_id, by=self.actor, **self.valid(shapes.DiagnosisSerializer, request))
        return Response(shapes.DiagnosisSerializer(made).data, status=status.HTTP_201_CREATED)


class DiagnosisView(RegisterView):
    @extend_schema(operation_id="end_diagnosis", responses={204: None})
    def delete(self, request: Request, diagnosis_id: UUID) -> Response:
        """Take a diagnosis away."""
        services.end_diagnosis(diagnosis_id, by=self.actor, version=expected_version(request))
        return Response(status=status.HTTP_204_NO_CONTENT)
