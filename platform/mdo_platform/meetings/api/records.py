"""What is recorded in a meeting, by the API."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import expected_version, paginated, versioned
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.api import serializers as s
from mdo_platform.meetings.api.examples import room as examples
from mdo_platform.meetings.api.meetings import MeetingView, body, filters
from mdo_platform.meetings.queries.preview import report_preview
from mdo_platform.meetings.views.closing import attendance_response, pdf_response


class AttendanceApi(MeetingView):
    @extend_schema(operation_id="attendance", responses=s.AttendanceOut(many=True), examples=[examples.SEAT])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """Who is expected and who is there, guests too."""
        return paginated(request, queries.attendance(self.actor, meeting_id), self, serializer=s.AttendanceOut)

    @extend_schema(
        operation_id="tick_attendance",
        request=s.AttendanceIn,
        responses=s.AttendanceOut,
        examples=[examples.TICK, examples.SEAT],
    )
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Tick a member (user_id) or a guest (attendance_id) as present or not."""
        tick = body(s.AttendanceIn, request)
        if "user_id" in tick:
            user_id, present = tick["user_id"], tick["present"]
            row = services.tick_attendance(meeting_id, by=self.actor, user_id=user_id, present=present)
        elif "attendance_id" in tick:
            row = services.tick_guest(
                meeting_id, by=self.actor, attendance_id=tick["attendance_id"], present=tick["present"]
            )
        else:
            raise Invalid(_("Noem user_id of attendance_id."))
        return Response(s.AttendanceOut(queries.seat_of(row)).data)


class GuestsApi(MeetingView):
    @extend_schema(
        operation_id="add_guest",
        request=s.GuestIn,
        responses={201: s.AttendanceOut},
        examples=[examples.GUEST, examples.SEATED],
    )
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Add somebody who is no member; present from now on."""
        guest = services.add_guest(meeting_id, by=self.actor, **body(s.GuestIn, request))
        return Response(s.AttendanceOut(queries.seat_of(guest)).data, status=201)


class AdviceApi(MeetingView):
    @extend_schema(operation_id="advice", responses=s.AdviceOut, examples=[examples.ADVICE])
    def get(self, request: Request, meeting_id: UUID, item_id: UUID) -> Response:
        """The advice on a patient; the ETag is its version."""
        advice = queries.advice(self.actor, meeting_id, item_id)
        return versioned(s.AdviceOut(advice).data, advice.version)

    @extend_schema(
        operation_id="write_advice",
        request=s.AdviceIn,
        responses=s.AdviceOut,
        examples=[examples.WRITE, examples.ADVICE],
    )
    def put(self, request: Request, meeting_id: UUID, item_id: UUID) -> Response:
        """Write the advice; 409 with the stored text when somebody else wrote after your version."""
        text = body(s.AdviceIn, request)["text"]
        version = expected_version(request)
        advice = services.save_advice(meeting_id, by=self.actor, item_id=item_id, version=version, text=text)
        return versioned(s.AdviceOut(advice).data, advice.version)

    @extend_schema(
        operation_id="attach_to_advice",
        request=s.AttachIn,
        responses=s.AdviceOut,
        examples=[examples.ATTACH, examples.ADVICE],
    )
    def patch(self, request: Request, meeting_id: UUID, item_id: UUID) -> Response:
        """Attach an intervention or tool, or take it off; needs no version."""
        advice = services.attach(meeting_id, by=self.actor, item_id=item_id, **body(s.AttachIn, request))
        return versioned(s.AdviceOut(advice).data, advice.version)


class MeetingAgreementsApi(MeetingView):
    @extend_schema(
        operation_id="save_agreement",
        request=s.AgreementIn,
        responses={200: s.AgreementOut, 204: None},
        examples=[examples.AGREE, examples.AGREEMENT],
    )
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Write an agreement down, change it or take it back; answers 204 when it is taken back."""
        stored = services.save_agreement(meeting_id, by=self.actor, **body(s.AgreementIn, request))
        return versioned(s.AgreementOut(stored).data, stored.version) if stored else Response(status=204)


class AgreementsApi(MeetingView):
    @extend_schema(
        operation_id="agreements",
        parameters=[s.AgreementFilter],
        responses=s.AgreementOut(many=True),
        examples=[examples.AGREEMENT],
    )
    def get(self, request: Request) -> Response:
        """Agreements in view: open, late, mine, done, or not agreed to by the patient."""
        found = queries.ShownAgreements(self.actor, **filters(s.AgreementFilter, request))
        return paginated(request, found, self, serializer=s.AgreementOut)


class AgreementApi(MeetingView):
    @extend_schema(
        operation_id="complete_agreement",
        request=s.DoneIn,
        responses=s.AgreementOut,
        examples=[examples.DONE, examples.AGREEMENT_DONE],
    )
    def patch(self, request: Request, agreement_id: UUID) -> Response:
        """Set to done or open again, or to not agreed to by the patient."""
        change = body(s.DoneIn, request)
        found = queries.agreement(self.actor, agreement_id)
        if "done" in change:
            stored = services.mark_done(found.pk, by=self.actor, done=change["done"])
        elif "declined" in change:
            stored = services.mark_declined(found.pk, by=self.actor, declined=change["declined"])
        else:
            raise Invalid(_("Noem done of declined."))
        return versioned(s.AgreementOut(stored).data, stored.version)


class MeetingSignalsApi(MeetingView):
    @extend_schema(
        operation_id="save_signal",
        request=s.SignalIn,
        responses={200: s.SignalOut, 204: None},
        examples=[examples.NOTE, examples.SIGNAL],
    )
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Write a signal down, change it or take it back; answers 204 when it is taken back."""
        stored = services.save_signal(meeting_id, by=self.actor, **body(s.SignalIn, request))
        return versioned(s.SignalOut(stored).data, stored.version) if stored else Response(status=204)


class SignalsApi(MeetingView):
    @extend_schema(
        operation_id="signals",
        parameters=[s.SignalFilter],
        responses=s.SignalOut(many=True),
        examples=[examples.SIGNAL],
    )
    def get(self, request: Request) -> Response:
        """Bottlenecks, learning points and training needs, of all meetings."""
        found = queries.signals(self.actor, **filters(s.SignalFilter, request))
        return paginated(request, found, self, serializer=s.SignalOut)


class ReportApi(MeetingView):
    @extend_schema(operation_id="report", responses=s.ReportOut, examples=[examples.REPORT])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """The frozen report; 404 until the worker has made it."""
        made = queries.report(self.actor, meeting_id)
        if made is None:
            raise NotFound
        return Response({"meeting_id": meeting_id, "created_at": made.created_at, "content": made.content})


class PreviewApi(MeetingView):
    @extend_schema(operation_id="report_preview", responses=s.PreviewOut, examples=[examples.PREVIEW])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """The report as it would be if the open meeting were closed now; for who runs it."""
        meeting = queries.meeting(self.actor, meeting_id)
        content = report_preview(self.actor, meeting)
        led_by = queries.other_leader(self.actor, meeting)
        unfinished = meeting.agreements.filter(who_name="").count()
        return Response({"content": content, "led_by": led_by, "unfinished": unfinished})


class ReportPdfApi(MeetingView):
    @extend_schema(operation_id="report_pdf", responses={(200, "application/pdf"): OpenApiTypes.BINARY})
    def get(self, request: Request, meeting_id: UUID) -> HttpResponse:
        """The report as PDF; 404 until the worker has made it."""
        return pdf_response(self.actor, meeting_id)


class AttendancePdfApi(MeetingView):
    @extend_schema(
        operation_id="attendance_pdf",
        parameters=[s.ProfessionFilter],
        responses={(200, "application/pdf"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, meeting_id: UUID) -> HttpResponse:
        """The attendance list of a closed meeting, for accreditation; 404 before it is closed."""
        wanted = filters(s.ProfessionFilter, request).get("profession", "")
        return attendance_response(self.actor, meeting_id, wanted)
