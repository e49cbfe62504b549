"""What Django REST framework loads by name: who asks, pages, and errors as problem+json. Imports none of its views."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, PortalError
from mdo_foundation.common.responses import problem


class _CsrfCheck(CsrfViewMiddleware):
    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


class ActorAuthentication(BaseAuthentication):
    """The actor that the group's door has let in. A session must also prove where its request came from."""

    def authenticate(self, request: Request) -> tuple[Actor, None] | None:
        actor: Actor | None = getattr(request._request, "actor", None)
        if actor is None:
            return None
        if actor.via == "session":
            check = _CsrfCheck(lambda _request: HttpResponse())
            check.process_request(request._request)
            if check.process_view(request._request, HttpResponse, (), {}):
                raise exceptions.PermissionDenied(_("De beveiligingscode ontbreekt. Laad de pagina opnieuw."))
        return actor, None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class Pages(LimitOffsetPagination):
    """Pages of 50, at most 200."""

    default_limit = 50
    max_limit = 200


def problem_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal as problem+json; what is no refusal stays a fault."""
    if isinstance(error, PortalError):
        return _problem(problem(error), error.status)
    if isinstance(error, exceptions.ValidationError):
        invalid = Invalid(_("Controleer de invoer."))
        return _problem({**problem(invalid), "fields": error.detail}, invalid.status)
    if isinstance(error, exceptions.APIException):
        code = error.default_code if isinstance(error.default_code, str) else "error"
        return _problem(
            {"type": f"urn:mdo:{code}", "title": str(error.detail), "status": error.status_code}, error.status_code
        )
    return None


def _problem(body: dict[str, Any], status: int) -> Response:
    return Response(body, status=status, content_type="application/problem+json")
