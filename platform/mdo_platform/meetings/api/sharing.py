"""Sharing a bottleneck with the network, by the API."""

from __future__ import annotations

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_platform.meetings import queries, services
from mdo_platform.meetings.api import serializers as s
from mdo_platform.meetings.api import sharing_serializers as offered
from mdo_platform.meetings.api.examples import room as examples
from mdo_platform.meetings.api.meetings import MeetingView, body


class ShareApi(MeetingView):
    @extend_schema(operation_id="signal_share", responses=offered.OfferOut, examples=[examples.OFFER])
    def get(self, request: Request, signal_id: UUID) -> Response:
        """Exactly what would leave the group, and what in it could say whom it is about."""
        return Response(offered.OfferOut(queries.offer(self.actor, signal_id)).data)

    @extend_schema(
        operation_id="share_signal",
        request=offered.ShareIn,
        responses=s.SignalOut,
        examples=[examples.SHARE, examples.SHARED],
    )
    def put(self, request: Request, signal_id: UUID) -> Response:
        """Share a bottleneck with the group's networks; 409 when its text is another by now."""
        return Response(
            s.SignalOut(services.share_signal(signal_id, by=self.actor, **body(offered.ShareIn, request))).data
        )

    @extend_schema(operation_id="withdraw_signal", responses={204: None})
    def delete(self, request: Request, signal_id: UUID) -> Response:
        """Take it back from the networks."""
        services.withdraw_signal(signal_id, by=self.actor)
        return Response(status=204)
