"""A patient's BSN over REST: for a person with a fresh code, never for a token."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, expected_version, validated, versioned
from mdo_foundation.common.errors import PortalError
from mdo_platform.register import queries, rules, services
from mdo_tenants.accounts.access import has_fresh_code

from .examples import record as examples


class BsnStateSerializer(serializers.Serializer[Any]):
    """Whether there is a number, and how it ends."""

    is_known = serializers.BooleanField()
    masked = serializers.CharField()
    is_verified = serializers.BooleanField()
    version = serializers.IntegerField()
    recorded_by_name = serializers.CharField()
    recorded_at = serializers.DateTimeField(allow_null=True)


class NewBsnSerializer(serializers.Serializer[Any]):
    """`has_leading_zero`: that the eight digits are a number with a zero before them."""

    bsn = serializers.CharField(max_length=30)
    has_leading_zero = serializers.BooleanField(required=False)
    version = serializers.IntegerField(required=False)


class RevealedBsnSerializer(serializers.Serializer[Any]):
    bsn = serializers.CharField()


class _BsnView(GroupAPIView):
    scope = "register"
    session_only = frozenset({"GET", "PUT", "POST", "DELETE"})

    def check(self, patient_id: UUID) -> None:
        """First whether this exists for the one who asks, then a code of at most five minutes old."""
        rules.check_can_use_bsn(self.actor, patient_id)
        if not has_fresh_code(self.request._request):
            raise PortalError(
                _("Bevestig eerst met een code uit je app dat jij het bent."), code="fresh_code_required", status=403
            )

    def state(self, patient_id: UUID) -> Response:
        queries.patient_record(self.actor, patient_id, page="bsn")
        found = queries.bsn_state(self.actor, patient_id)
        return versioned(BsnStateSerializer(found).data, found.version)


class Bsn(_BsnView):
    @extend_schema(operation_id="bsn", responses=BsnStateSerializer, examples=[examples.BSN_STATE])
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Whether a BSN is recorded, masked; 404 in a group that does not record them."""
        self.check(patient_id)
        return self.state(patient_id)

    @extend_schema(
        operation_id="set_bsn",
        request=NewBsnSerializer,
        responses=BsnStateSerializer,
        examples=[examples.NEW_BSN, examples.BSN_STATE],
    )
    def put(self, request: Request, patient_id: UUID) -> Response:
        """Record or replace the BSN; version 0 when there is none."""
        data = validated(NewBsnSerializer, request)
        self.check(patient_id)
        services.set_bsn(
            patient_id,
            by=self.actor,
            number=data["bsn"],
            has_leading_zero=data.get("has_leading_zero", False),
            version=expected_version(request),
        )
        return self.state(patient_id)

    @extend_schema(operation_id="remove_bsn", responses={204: None})
    def delete(self, request: Request, patient_id: UUID) -> Response:
        """Take the BSN away."""
        self.check(patient_id)
        services.remove_bsn(patient_id, by=self.actor, version=expected_version(request))
        return Response(status=204)


class RevealedBsn(_BsnView):
    @extend_schema(
        operation_id="reveal_bsn", request=None, responses=RevealedBsnSerializer, examples=[examples.REVEALED_BSN]
    )
    def post(self, request: Request, patient_id: UUID) -> Response:
        """The whole number. By POST, because every look at it is logged."""
        self.check(patient_id)
        return Response({"bsn": queries.reveal_bsn(self.actor, patient_id)})
