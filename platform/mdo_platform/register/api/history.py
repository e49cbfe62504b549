"""Who changed what, and taking a change back (R-15)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, validated
from mdo_foundation.common.typed import page_number, uuid_or_none
from mdo_platform.register import queries, services
from mdo_platform.register.presenters.timeline import Teller
from mdo_platform.register.queries.timeline import subjects
from mdo_platform.register.services.undo import can_put_back

from .examples import record as examples

_FILTERS = [
    OpenApiParameter("page", int, description="50 changes a page, the newest first."),
    OpenApiParameter("field", str, description="The earlier values of one field, by its code."),
    OpenApiParameter("subject", str, enum=tuple(subjects()), description="What the changes are about."),
    OpenApiParameter("by", UUID, description="Who made them, as `by_id` says."),
]


class ChangeSerializer(serializers.Serializer[Any]):
    """`sentence` is the change in Dutch; `undoes` the change that this one took back."""

    id = serializers.UUIDField()
    record = serializers.CharField()
    record_id = serializers.UUIDField()
    target_group = serializers.CharField()
    field = serializers.CharField()
    old = serializers.JSONField(allow_null=True)
    new = serializers.JSONField(allow_null=True)
    sentence = serializers.CharField()
    can_put_back = serializers.BooleanField()
    undoes = serializers.UUIDField(allow_null=True)
    by_id = serializers.UUIDField()
    by_name = serializers.CharField()
    at = serializers.DateTimeField()


class ChangePageSerializer(serializers.Serializer[Any]):
    page = serializers.IntegerField()
    has_more = serializers.BooleanField()
    results = ChangeSerializer(many=True)


class PutBackSerializer(serializers.Serializer[Any]):
    """`seen`: the newest change of that field that you looked at; left out when it is the change itself."""

    seen = serializers.UUIDField(required=False)


class Changes(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="changes", parameters=_FILTERS, responses=ChangePageSerializer, examples=[examples.CHANGES]
    )
    def get(self, request: Request, patient_id: UUID) -> Response:
        """Who changed what and when, newest first."""
        asked = request.query_params
        page = page_number(asked.get("page", ""))
        teller = Teller.of(queries.patient_record(self.actor, patient_id, page="timeline"))
        rows, has_more = queries.changes(
            self.actor,
            patient_id,
            page=page,
            field=asked.get("field", ""),
            subject=asked.get("subject", ""),
            by_id=uuid_or_none(asked.get("by", "")),
        )
        told = [
            row | {"sentence": teller.sentence(row), "can_put_back": can_put_back(row["record"], row["field"])}
            for row in rows
        ]
        return Response(ChangePageSerializer({"page": page, "has_more": has_more, "results": told}).data)


class PutBack(GroupAPIView):
    scope = "register"

    @extend_schema(
        operation_id="put_back_change",
        request=PutBackSerializer,
        responses={204: None},
        examples=[examples.PUT_BACK],
    )
    def post(self, request: Request, change_id: UUID) -> Response:
        """Give the field the value from before this change, as a change of its own.

        Refused when the field holds something else than what was seen: then somebody was first.
        """
        data = validated(PutBackSerializer, request)
        services.put_back(change_id, by=self.actor, seen=data.get("seen"))
        return Response(status=204)
