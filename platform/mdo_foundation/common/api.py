"""What every API view shares: who asks, scopes, versions, pages, and errors as problem+json."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed, PortalError
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


class GroupAPIView(APIView):
    """Base of the API inside a group. `scope` names the part: a token needs `<scope>:read` or `<scope>:write`."""

    scope: ClassVar[str]

    @property
    def actor(self) -> Actor:
        actor: Actor = self.request._request.actor  # type: ignore[attr-defined]
        return actor

    def check_permissions(self, request: Request) -> None:
        super().check_permissions(request)
        if self.actor.scopes is None:
            return
        verb = "read" if request.method in ("GET", "HEAD", "OPTIONS") else "write"
        if f"{self.scope}:{verb}" not in self.actor.scopes:
            raise NotAllowed(_("Dit token geeft hier geen toegang toe."))


class Pages(LimitOffsetPagination):
    """Pages of 50, at most 200."""

    default_limit = 50
    max_limit = 200


def paginated(request: Request, rows: Sequence[Any], view: APIView) -> Response:
    """A page of `rows`, in the usual envelope (count, next, previous, results)."""
    pages = Pages()
    page: Any = pages.paginate_queryset(rows, request, view=view)  # type: ignore[arg-type]
    return pages.get_paginated_response(page)


def etag(version: int) -> str:
    return f'"{version}"'


def expected_version(request: Request) -> int:
    """The version that the client saw: `If-Match: "3"`, or `version` in the body. Without one: refused (428)."""
    raw = request.headers.get("If-Match", "").strip().removeprefix("W/").strip('"') or request.data.get("version", "")
    if raw == "":
        raise PortalError(_("Noem de versie die je wijzigt (If-Match)."), code="version_required", status=428)
    if not str(raw).isascii() or not str(raw).isdigit() or len(str(raw)) > 9:
        raise Invalid(_("De versie is een getal."), fields={"version": [_("Een geheel getal.")]})
    return int(raw)


def versioned(data: Any, version: int, *, status: int = 200) -> Response:
    """An answer that carries the version as ETag."""
    return Response(data, status=status, headers={"ETag": etag(version)})


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
