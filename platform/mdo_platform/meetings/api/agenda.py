"""The agenda by the API: the same services and rules as its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import paginated
from mdo_foundation.common.errors import Invalid
from mdo_platform.meetings import presenters, queries, services
from mdo_platform.meetings.api import serializers as s
from mdo_platform.meetings.api.examples import agenda as examples
from mdo_platform.meetings.api.meetings import MeetingView, body
from mdo_platform.meetings.queries import Line, Proposed
from mdo_platform.register.presenters import full_name_of


class ItemsApi(MeetingView):
    @extend_schema(operation_id="agenda", responses=s.ItemOut(many=True), examples=[examples.LINE])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """The agenda: all of it for who runs the meeting, else the patients that the caller sees."""
        meeting = queries.meeting(self.actor, meeting_id)
        rows = [_item(line) for line in queries.agenda(self.actor, meeting)]
        return paginated(request, list(s.ItemOut(rows, many=True).data), self)

    @extend_schema(
        operation_id="add_to_agenda",
        request=s.ItemIn,
        responses={201: s.StoredItem},
        examples=[examples.ADD, examples.STORED],
    )
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
    @extend_schema(
        operation_id="change_agenda_item",
        request=s.ItemChange,
        responses=s.StoredItem,
        examples=[examples.CHANGE, examples.CHANGED],
    )
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


class ProposalsApi(MeetingView):
    @extend_schema(operation_id="agenda_proposals", responses=s.ProposalOut(many=True), examples=[examples.PROPOSAL])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """Who could be put on the agenda and why, the most pressing first."""
        meeting = queries.meeting(self.actor, meeting_id)
        rows = [_proposal(one) for one in queries.proposals(self.actor, meeting)]
        return paginated(request, list(s.ProposalOut(rows, many=True).data), self)


class AttachmentsApi(MeetingView):
    @extend_schema(
        operation_id="tick_attachment",
        request=s.AttachmentIn,
        responses=s.AttachmentOut(many=True),
        examples=[examples.ATTACHMENT, examples.ATTACHMENTS],
    )
    def put(self, request: Request, meeting_id: UUID, item_id: UUID) -> Response:
        """Tick that something needed for this patient is at hand, or take the tick away; all ticks come back."""
        item = services.tick_attachment(meeting_id, by=self.actor, item_id=item_id, **body(s.AttachmentIn, request))
        return Response(s.AttachmentOut(presenters.attachment_ticks(item), many=True).data)


def _proposal(one: Proposed) -> dict[str, Any]:
    candidate, enrolment = one.candidate, one.candidate.enrolment
    return {
        "patient_id": candidate.record.patient.pk,
        "name": full_name_of(candidate.record.patient),
        "target_group": enrolment.target_group,
        "reasons": one.reasons,
        "urgency": enrolment.urgency,
        "urgency_before": candidate.urgency_before,
        "question": enrolment.question,
        "ticked": one.ticked,
        "refusals": candidate.refusals,
        "warnings": candidate.warnings,
    }


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
        "attachments": presenters.attachment_ticks(item),
    }
