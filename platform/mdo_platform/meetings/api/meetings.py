"""Planning, agenda, course and closing by the API: the same services and rules as the pages."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, paginated, versioned
from mdo_foundation.common.errors import Invalid
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.api import examples
from mdo_platform.meetings.api import serializers as s
from mdo_platform.meetings.queries import Line
from mdo_platform.register.presenters import full_name_of


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
    @extend_schema(operation_id="meetings", parameters=[s.MeetingFilter], responses=s.MeetingOut(many=True))
    def get(self, request: Request) -> Response:
        """Meetings of the group, the newest first."""
        chosen = filters(s.MeetingFilter, request)
        found = queries.all_meetings(self.actor).filter(**chosen)
        return paginated(request, list(s.MeetingOut(found, many=True).data), self)

    @extend_schema(operation_id="plan_meeting", request=s.MeetingIn, responses={201: s.MeetingOut})
    def post(self, request: Request) -> Response:
        """Plan a meeting. The same idempotency key gives the same meeting."""
        meeting = services.plan_meeting(by=self.actor, **body(s.MeetingIn, request))
        return versioned(s.MeetingOut(meeting).data, meeting.version, status=201)


class MeetingApi(MeetingView):
    @extend_schema(operation_id="meeting", responses=s.MeetingOut)
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """One meeting; the ETag is its version."""
        meeting = queries.meeting(self.actor, meeting_id)
        return versioned(s.MeetingOut(meeting).data, meeting.version)


class OpenApi(MeetingView):
    @extend_schema(operation_id="open_meeting", request=None, responses=s.MeetingOut)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Start meeting mode."""
        return Response(s.MeetingOut(services.open_meeting(meeting_id, by=self.actor)).data)


class CloseApi(MeetingView):
    @extend_schema(operation_id="close_meeting", request=None, responses=s.MeetingOut)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Close; the worker makes the report."""
        return Response(s.MeetingOut(services.close_meeting(meeting_id, by=self.actor)).data)


class ItemsApi(MeetingView):
    @extend_schema(operation_id="agenda", responses=s.ItemOut(many=True))
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """The agenda: all of it for who runs the meeting, else the patients that the caller sees."""
        meeting = queries.meeting(self.actor, meeting_id)
        rows = [_item(line) for line in queries.agenda(self.actor, meeting)]
        return paginated(request, list(s.ItemOut(rows, many=True).data), self)

    @extend_schema(operation_id="add_to_agenda", request=s.ItemIn, responses={201: s.StoredItem})
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Put a patient on the agenda; refused with the reasons when consent is missing or a rule blocks it."""
        item = services.add_item(meeting_id, by=self.actor, **body(s.ItemIn, request))
        return Response(s.StoredItem(item).data, status=201)


class ChosenApi(MeetingView):
    @extend_schema(
        operation_id="add_chosen_to_agenda",
        request=s.ChosenIn,
        responses=s.ChosenOut(many=True),
        examples=[examples.CHOSEN, examples.CHOSEN_OUT],
    )
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Put several patients on the agenda: those that can go on it do, of the others it says why not."""
        found = services.add_chosen(meeting_id, by=self.actor, **body(s.ChosenIn, request))
        return Response(s.ChosenOut(found, many=True).data)


class ItemApi(MeetingView):
    @extend_schema(operation_id="change_agenda_item", request=s.ItemChange, responses=s.StoredItem)
    def patch(self, request: Request, meeting_id: UUID, item_id: UUID) -> Response:
        """Change place or minutes."""
        change = body(s.ItemChange, request)
        if not change:
            raise Invalid(_("Noem position of minutes."))
        if "minutes" in change:
            item = services.set_minutes(meeting_id, by=self.actor, item_id=item_id, minutes=change["minutes"])
        if "position" in change:
            item = services.move_item(meeting_id, by=self.actor, item_id=item_id, position=change["position"])
        return Response(s.StoredItem(item).data)

    @extend_schema(operation_id="remove_from_agenda", responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, item_id: UUID) -> Response:
        """Take a patient off the agenda."""
        services.remove_item(meeting_id, by=self.actor, item_id=item_id)
        return Response(status=204)


class TurnApi(MeetingView):
    @extend_schema(operation_id="take_turn", request=s.TurnIn, responses=s.TurnOut)
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Whose turn it is: go to an item, to the next or previous one, or park this one."""
        turn = body(s.TurnIn, request)
        leaving, by = turn["leaving"], self.actor
        if turn["action"] == "next":
            item = services.next_item(meeting_id, by=by, leaving=leaving)
        elif turn["action"] == "previous":
            item = services.previous_item(meeting_id, by=by, leaving=leaving)
        elif turn["action"] == "park":
            item = services.park_item(meeting_id, by=by, leaving=_needed(leaving, "leaving"))
        else:
            item = services.go_to_item(meeting_id, by=by, item_id=_needed(turn["item_id"], "item_id"))
        return Response({"current": s.StoredItem(item).data if item else None})


def _needed(value: UUID | None, name: str) -> UUID:
    if value is None:
        raise Invalid(_("Controleer de invoer."), fields={name: [_("Dit ontbreekt.")]})
    return value


def _item(line: Line) -> dict[str, Any]:
    item, enrolment = line.item, line.enrolment
    return {
        "id": item.pk,
        "patient_id": item.patient_id,
        "name": full_name_of(line.record.patient),
        "position": item.position if line.sees_all else None,
        "minutes": item.minutes,
        "state": item.state,
        "reason": item.reason,
        "target_group": item.target_group,
        "urgency": enrolment.urgency,
        "prognosis": enrolment.prognosis,
        "question": enrolment.question,
        "refusals": line.refusals,
    }
