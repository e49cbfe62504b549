"""Guests by the API: inviting them is done by a person, and what they read is read by a person too."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import paginated
from mdo_foundation.common.errors import PortalError
from mdo_platform.meetings import presenters, queries, services
from mdo_platform.meetings.api import guest_serializers as s
from mdo_platform.meetings.api.examples import agenda as examples
from mdo_platform.meetings.api.meetings import MeetingView, body
from mdo_platform.meetings.presenters import GuestPatient
from mdo_plugin_api import Level
from mdo_tenants.accounts.access import has_fresh_code


class GuestPassesApi(MeetingView):
    session_only = frozenset({"POST"})

    @extend_schema(operation_id="guest_passes", responses=s.GuestPassOut(many=True), examples=[examples.PASS])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """Who was invited to read along at this meeting; for who runs it."""
        meeting = queries.meeting(self.actor, meeting_id)
        found = queries.guest_passes(self.actor, meeting)
        return paginated(request, list(s.GuestPassOut(found, many=True).data), self)

    @extend_schema(
        operation_id="invite_guest",
        request=s.InviteGuestIn,
        responses={201: s.GuestPassOut},
        examples=[examples.GUEST, examples.PASS],
    )
    def post(self, request: Request, meeting_id: UUID) -> Response:
        """Invite somebody who is no member; asks for a fresh code. The same address twice is one guest, one mail."""
        _check_fresh_code(request)
        found = services.invite_guest(meeting_id, by=self.actor, **body(s.InviteGuestIn, request))
        return Response(s.GuestPassOut(found).data, status=201)


class GuestPassApi(MeetingView):
    @extend_schema(operation_id="revoke_guest", responses={204: None})
    def delete(self, request: Request, meeting_id: UUID, pass_id: UUID) -> Response:
        """Take the access away; holds from the guest's next request."""
        services.revoke_guest(meeting_id, by=self.actor, pass_id=pass_id)
        return Response(status=204)


class GuestMailApi(MeetingView):
    session_only = frozenset({"POST"})

    @extend_schema(operation_id="mail_guest_again", request=None, responses={204: None})
    def post(self, request: Request, meeting_id: UUID, pass_id: UUID) -> Response:
        """Mail a new link, with a fresh code; the one before stops working. At most three times an hour."""
        _check_fresh_code(request)
        services.mail_guest_again(meeting_id, by=self.actor, pass_id=pass_id)
        return Response(status=204)


class GuestAgendaApi(MeetingView):
    session_only = frozenset({"GET"})

    @extend_schema(operation_id="guest_agenda", responses=s.GuestItemOut(many=True), examples=[examples.GUEST_LINE])
    def get(self, request: Request, meeting_id: UUID) -> Response:
        """For a guest: the patients on the agenda, by initial and year of birth, while the meeting lasts."""
        services.come_in(meeting_id, by=self.actor)
        look = queries.guest_agenda(self.actor, meeting_id)
        rows = [
            {
                "id": row.id,
                "position": row.position,
                "name": row.patient.name,
                "target_group": row.patient.target_group,
                "urgency": _code(row.patient.urgency),
            }
            for row in presenters.guest_rows(look.lines)
        ]
        return paginated(request, list(s.GuestItemOut(rows, many=True).data), self)


class GuestPatientApi(MeetingView):
    session_only = frozenset({"GET"})

    @extend_schema(operation_id="guest_patient", responses=s.GuestPatientOut, examples=[examples.GUEST_PATIENT])
    def get(self, request: Request, meeting_id: UUID, item_id: UUID) -> Response:
        """For a guest: what the meeting's screen shows of one patient on its agenda."""
        services.come_in(meeting_id, by=self.actor)
        line = queries.guest_line(self.actor, meeting_id, item_id)
        return Response(s.GuestPatientOut(_patient(presenters.guest_patient(line))).data)


def _check_fresh_code(request: Request) -> None:
    if not has_fresh_code(request._request):
        raise PortalError(
            _("Bevestig eerst met een code uit je app dat jij het bent."), code="fresh_code_required", status=403
        )


def _patient(shown: GuestPatient) -> dict[str, Any]:
    return {
        "name": shown.patient.name,
        "age": shown.age,
        "target_group": shown.patient.target_group,
        "urgency": _code(shown.patient.urgency),
        "prognosis": _code(shown.patient.prognosis),
        "question": shown.question,
        "diagnoses": shown.diagnoses,
        "dimensions": [asdict(card) for card in shown.dimensions],
        "planning": [asdict(line) for line in shown.planning],
    }


def _code(level: Level | None) -> str:
    return level.code if level else ""
