"""The REST API of a group (I-04): what the pages do, over the same services, queries and rules."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, path
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from mdo_foundation.common.api import GroupAPIView
from mdo_platform.accesslog.api import api_urlpatterns as accesslog
from mdo_platform.exchange.api import api_urlpatterns as exchange
from mdo_platform.home.api import api_urlpatterns as home
from mdo_platform.meetings.api import api_urlpatterns as meetings
from mdo_platform.pathways.api import api_urlpatterns as pathways
from mdo_platform.project.openapi import openapi_document
from mdo_platform.questionnaires.api import api_urlpatterns as questionnaires
from mdo_platform.register.api import api_urlpatterns as register
from mdo_platform.reports.api import api_urlpatterns as reports
from mdo_tenants.groups.api import api_urlpatterns as groups


class Document(GroupAPIView):
    """This API's own description, for who may come in; it is made once in each process."""

    scope = None

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        return HttpResponse(openapi_document(), content_type="application/json")


app_name = "api"
urlpatterns: list[URLPattern | URLResolver] = [
    *register,
    *pathways,
    *questionnaires,
    *exchange,
    *meetings,
    *accesslog,
    *reports,
    *home,
    *groups,
    path("openapi.json", Document.as_view(), name="schema"),
]
