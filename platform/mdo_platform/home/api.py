"""News by the API: the same query as the page."""

from __future__ import annotations

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.api import GroupAPIView, paginated
from mdo_platform.home import queries


class NewsOut(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    title = serializers.CharField()
    body = serializers.CharField()
    published_at = serializers.DateTimeField()
    network = serializers.CharField()
    by = serializers.CharField()


class News(GroupAPIView):
    scope = "group"

    @extend_schema(operation_id="news", responses=NewsOut(many=True))
    def get(self, request: Request) -> Response:
        """News of the group's networks, the newest first."""
        return paginated(request, list(NewsOut(queries.group_news(self.actor), many=True).data), self)


api_urlpatterns = [path("news/", News.as_view(), name="news")]
