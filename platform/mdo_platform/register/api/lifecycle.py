"""Enrolment, transfer, closing, reopening, keeping and consent (R-02 … R-04, R-16, R-17)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import expected_version, versioned
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.typed import page_number
from mdo_platform.register import queries, services
from mdo_platform.register.presenters import full_name_of
from mdo_platform.register.views.closed import AHEAD

from . import lifecycle_serializers as shapes
from .examples import lifecycle as examples
from .records import RegisterView
from .serializers import EnrolmentSerializer, PatientRecordSerializer


class LifecycleView(RegisterView):
    """Answers with the whole record; the ETag is the version of the details."""

    def shown(self, patient_id: UUID) -> Response:
        record = self.record(patient_id)
        return versioned(PatientRecordSerializer(record).data, record.patient.version)


class Enrolments(RegisterView):
    @extend_schema(operation_id="enrolments", responses=EnrolmentSerializer(many=True), examples=examples.ENROLMENTS)
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Active and ended enrolments."""
        record = self.record(patient_id)
        return Response(EnrolmentSerializer([*record.enrolments, *record.history], many=True).data)

    @extend_schema(
        operation_id="enrol",
        request=shapes.NewEnrolmentSerializer,
        responses={201: EnrolmentSerializer},
        examples=examples.ENROL,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Enrol for a second target group (a thematic MDO). Enrolled already: the same enrolment."""
        made = services.enrol(patient_id, by=self.actor, **self.valid(shapes.NewEnrolmentSerializer, request))
        return versioned(EnrolmentSerializer(made).data, made.version, status=status.HTTP_201_CREATED)


class EndEnrolment(RegisterView):
    @extend_schema(
        operation_id="end_enrolment",
        request=shapes.EndEnrolmentSerializer,
        responses=EnrolmentSerializer,
        examples=examples.END_ENROLMENT,
    )
    def post(self, request: Request, enrolment_id: UUID) -> Response:
        """Take the patient off a second target group; the enrolment stays as history."""
        data = self.valid(shapes.EndEnrolmentSerializer, request)
        ended = services.end_thematic(enrolment_id, by=self.actor, version=expected_version(request), **data)
        return versioned(EnrolmentSerializer(ended).data, ended.version)


class Transfer(RegisterView):
    @extend_schema(
        operation_id="transfer_enrolment",
        request=shapes.TransferSerializer,
        responses={201: EnrolmentSerializer},
        examples=examples.TRANSFER,
    )
    def post(self, request: Request, enrolment_id: UUID) -> Response:
        """Move the patient to another target group.

        Prognosis, urgency and the question start empty, everything else stays; consent is what is said now.
        """
        data = self.valid(shapes.TransferSerializer, request)
        made = services.transfer_enrolment(enrolment_id, by=self.actor, version=expected_version(request), **data)
        return versioned(EnrolmentSerializer(made).data, made.version, status=status.HTTP_201_CREATED)


class ClosePatient(LifecycleView):
    @extend_schema(
        operation_id="close_patient",
        request=shapes.CloseSerializer,
        responses=PatientRecordSerializer,
        examples=examples.CLOSE,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Take a patient out of the register, with the evaluation or without; everything stays to be read."""
        data = self.valid(shapes.CloseSerializer, request)
        evaluation = {
            one.pop("field"): services.Evaluated(**{"value": None, **one}) for one in data.pop("evaluation", ())
        }
        services.close_patient(
            patient_id, by=self.actor, version=expected_version(request), evaluation=evaluation, **data
        )
        return self.shown(patient_id)


class ReopenPatient(LifecycleView):
    @extend_schema(
        operation_id="reopen_patient",
        request=shapes.ReopenSerializer,
        responses=PatientRecordSerializer,
        examples=examples.REOPEN,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Back into the register: as it was (`mistake`), or with a new enrolment (`returned`)."""
        data = self.valid(shapes.ReopenSerializer, request)
        version = expected_version(request)
        if data.pop("because") == "mistake":
            services.undo_closing(patient_id, by=self.actor, version=version)
        elif "target_group" not in data:
            sentence = _("Kies een doelgroep die bij deze groep aan staat.")
            raise Invalid(sentence, fields={"target_group": [sentence]})
        else:
            services.readmit_patient(patient_id, by=self.actor, version=version, **data)
        return self.shown(patient_id)


class Hold(LifecycleView):
    @extend_schema(
        operation_id="hold_patient",
        request=shapes.HoldSerializer,
        responses=PatientRecordSerializer,
        examples=examples.HOLD,
    )
    def put(self, request: Request, patient_id: UUID) -> Response:
        """Keep the record, whatever the retention term says; for GPs and the chair."""
        data = self.valid(shapes.HoldSerializer, request)
        services.hold_record(patient_id, by=self.actor, version=expected_version(request), **data)
        return self.shown(patient_id)

    @extend_schema(operation_id="release_hold", responses=PatientRecordSerializer)
    def delete(self, request: Request, patient_id: UUID) -> Response:
        """The retention term counts again."""
        services.release_hold(patient_id, by=self.actor, version=expected_version(request))
        return self.shown(patient_id)


class ClosedPatients(RegisterView):
    @extend_schema(
        operation_id="closed_patients",
        parameters=[OpenApiParameter("page", int, description="50 patients a page, the last closed first.")],
        responses=shapes.ClosedPageSerializer,
        examples=examples.CLOSED,
    )
    def get(self, request: Request) -> Response:
        """The closed patients that you may see."""
        page = page_number(request.query_params.get("page", ""))
        return _closed_page(queries.closed_patients(self.actor, page=page))


class ClosedSearch(RegisterView):
    only_reads = True

    @extend_schema(
        operation_id="search_closed_patients",
        request=shapes.ClosedSearchSerializer,
        responses=shapes.ClosedPageSerializer,
        examples=examples.CLOSED_SEARCH,
    )
    def post(self, request: Request) -> Response:
        """Closed patients by the start of words of their name, by birth year or GP."""
        data = self.valid(shapes.ClosedSearchSerializer, request)
        return _closed_page(queries.closed_patients(self.actor, search=data["query"]))


class Retention(RegisterView):
    @extend_schema(operation_id="retention", responses=shapes.RetentionSerializer, examples=examples.RETENTION)
    def get(self, request: Request) -> Response:
        """What is going to be deleted in the coming three months, and what is kept; for GPs and the chair."""
        today = timezone.localdate()
        until = today + AHEAD
        rows = queries.going_to_be_deleted(self.actor, until=until)
        shown = [
            row
            | {
                "name": full_name_of(row),
                "step": row["term"].step(today).value,
                "announce_on": row["term"].announce_on,
                "goes_on": row["term"].delete_on(today),
            }
            for row in rows
        ]
        body = {"months": queries.months_kept(), "until": until, "results": shown}
        return Response(shapes.RetentionSerializer(body).data)


class Consents(RegisterView):
    @extend_schema(
        operation_id="consent", responses={200: shapes.ConsentSerializer, 204: None}, examples=examples.CONSENT
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """What the patient said last about being discussed; 204 when nobody asked."""
        newest = self.record(patient_id).consent
        if newest is None:
            return Response(status=status.HTTP_204_NO_CONTENT)
        return Response(shapes.ConsentSerializer(newest).data)

    @extend_schema(
        operation_id="set_consent",
        request=shapes.ConsentSerializer,
        responses={204: None},
        examples=examples.SET_CONSENT,
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """Record consent or an objection; an objection hides the patient at once."""
        services.set_consent(patient_id, by=self.actor, **self.valid(shapes.ConsentSerializer, request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ConsentHistory(RegisterView):
    @extend_schema(
        operation_id="consent_history", responses=shapes.ConsentSerializer(many=True), examples=examples.CONSENTS
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Everything that was said about consent, newest first."""
        return Response(shapes.ConsentSerializer(queries.consents(self.actor, patient_id), many=True).data)


def _closed_page(found: queries.ClosedPatients) -> Response:
    rows: list[dict[str, Any]] = [row | {"name": full_name_of(row)} for row in found.rows]
    pages = found.page.paginator
    shown = {"count": pages.count, "page": found.page.number, "pages": pages.num_pages, "results": rows}
    return Response(shapes.ClosedPageSerializer(shown).data)
