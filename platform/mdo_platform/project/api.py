"""The REST API of a group (I-04): what the pages do, over the same services, queries and rules."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path
from drf_spectacular.views import SpectacularAPIView

from mdo_platform.meetings.api import api_urlpatterns as meetings
from mdo_platform.register.api import api_urlpatterns as register

app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    *register,
    *meetings,
    path("openapi.json", SpectacularAPIView.as_view(), name="schema"),
]
