"""Planning, agenda, course and closing by the API: the same services and rules as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, expected_version, paginated, versioned
from mdo_foundation.common.errors import Invalid
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.api import serializers as s
from mdo_platform.meetings.api.calendar_serializers import MeetingChange
from mdo_platform.meetings.api.examples import planning as examples
from mdo_platform.meetings.api.examples import room


def body(serializer: Any, request: Request) -> dict[str, Any]:
    """The checked body of a request."""
    found = serializer(data=request.data)
    found.is_valid(raise_exception=True)
    data: dict[str, Any] = found.validated_data
    return data


def filters(serializer: Any, request: Request) -> dict[str, Any]:
    found = serializer(data=request.query_params)
    found.is_valid(raise_exception=True)
    data: dict[str, Any] = found.validated_data
    return data


class MeetingView(GroupAPIView):
    scope = "meetings"


class MeetingsApi(MeetingView):
    @extend_schema(
        operation_id="meetings",
        parameters=[s.MeetingFilter],
        responses=s.MeetingOut(many=True),
        examples=[examples.MEETING],
    )
    def get(self, request: Request) -> Response:
        """Meetings of the group, the newest first."""
        chosen = filters(s.MeetingFilter, request)
        found = queries.all_meetings(self.actor).filter(**chosen)
        return paginated(request, found, self, serializer=s.MeetingOut)

    @extend_schema(
        operation_id="plan_meeting",
        request=s.MeetingIn,
        responses={201: s.MeetingOut},
        examples=[examples.PLAN, examples.MEETING],
    )
    def post(self, request: Request) -> Response:
        """Plan a meeting. The same idempotency key gives the same meeting."""
        meeting = services.plan_meeting(by=self.actor, **body(s.MeetingIn, request))
        return versioned(s.MeetingOut(meeting).data, meeting.version, status=201)


class MeetingApi(MeetingView):
    @extend_schema(operation_id="meeting", responses=s.MeetingOut, examples=[examples.MEETING])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """One meeting; the ETag is its version."""
        meeting = queries.meeting(self.actor, meeting_id)
        return versioned(s.MeetingOut(meeting).data, meeting.version)

    @extend_schema(
        operation_id="change_meeting",
        request=MeetingChange,
        responses=s.MeetingOut,
        examples=[examples.CHANGE, examples.MEETING],
    )
    def patch(self, request: Request, meeting_id: UUID) -> Response:
        """Move a planned meeting, or change its place, length or officers. Calendars follow by themselves."""
        changes = {name: value for name, value in body(MeetingChange, request).items() if name != "version"}
        version = expected_version(request)
        meeting = services.change_meeting(meeting_id, by=self.actor, version=version, **changes)
        return versioned(s.MeetingOut(meeting).data, meeting.version)


class OpenApi(MeetingView):
    @extend_schema(operation_id="open_meeting", request=None, responses=s.MeetingOut, examples=[examples.OPENED])
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Start meeting mode."""
        return Response(s.MeetingOut(services.open_meeting(meeting_id, by=self.actor)).data)


class CloseApi(MeetingView):
    @extend_schema(operation_id="close_meeting", request=None, responses=s.MeetingOut, examples=[examples.CLOSED])
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Close; the worker makes the report. 409 for who does not lead the meeting: take over first."""
        return Response(s.MeetingOut(services.close_meeting(meeting_id, by=self.actor)).data)


class TakeOverApi(MeetingView):
    @extend_schema(operation_id="take_over_meeting", request=None, responses=s.MeetingOut, examples=[examples.OPENED])
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Lead the open meeting from now on."""
        return Response(s.MeetingOut(services.take_over(meeting_id, by=self.actor)).data)


class TurnApi(MeetingView):
    @extend_schema(operation_id="take_turn", request=s.TurnIn, responses=s.TurnOut, examples=[room.TURN, room.TURNED])
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Whose turn it is: go to an item, to the next or previous one, or park this one."""
        turn = body(s.TurnIn, request)
        leaving, by, only = turn["leaving"], self.actor, {"target_group": turn["target_group"]}
        if turn["action"] == "next":
            item = services.next_item(meeting_id, by=by, leaving=leaving, **only)
        elif turn["action"] == "previous":
            item = services.previous_item(meeting_id, by=by, leaving=leaving, **only)
        elif turn["action"] == "park":
            item = services.park_item(meeting_id, by=by, leaving=_needed(leaving, "leaving"), **only)
        else:
            item = services.go_to_item(meeting_id, by=by, item_id=_needed(turn["item_id"], "item_id"))
        return Response({"current": s.StoredItem(item).data if item else None})


class ClockApi(MeetingView):
    @extend_schema(
        operation_id="run_clock", request=s.ClockIn, responses=s.MeetingOut, examples=[room.CLOCK, examples.CLOCK]
    )
    def put(self, request: Request, meeting_id: UUID) -> Response:
        """Pause the clock of the patient on the screen, or let it run on."""
        return Response(s.MeetingOut(services.run_clock(meeting_id, by=self.actor, **body(s.ClockIn, request))).data)


def _needed(value: UUID | None, name: str) -> UUID:
    if value is None:
        raise Invalid(_("Controleer de invoer."), fields={name: [_("Dit ontbreekt.")]})
    return value
