"""What Django REST framework loads by name: who asks, pages, and errors as problem+json. Imports none of its views."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions
from rest_framework.authentication import BaseAuthentication
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.parsers import JSONParser
from rest_framework.request import Request
from rest_framework.response import Response

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed, PortalError, TooMany
from mdo_foundation.common.responses import problem

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


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
                raise NotAllowed(_("De beveiligingscode ontbreekt. Laad de pagina opnieuw."))
        return actor, None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class StrictJSON(JSONParser):
    """JSON that the database can hold: no NUL, no half of a surrogate pair, no bottomless nesting."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
        except (exceptions.ParseError, RecursionError):
            raise Invalid(_("De inhoud is geen geldige JSON.")) from None
        if any(_UNSTORABLE.search(text) for text in _texts(data)):
            raise Invalid(_("De invoer bevat tekens die niet bewaard kunnen worden."))
        return data


def _texts(data: Any) -> Iterator[str]:
    """Every text in it, names of members too."""
    found = [data]
    while found:
        item = found.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            found.extend(item)
        elif isinstance(item, dict):
            found.extend((*item.keys(), *item.values()))


class Pages(LimitOffsetPagination):
    """Pages of 50, at most 200."""

    default_limit = 50
    max_limit = 200

    def get_paginated_response_schema(self, schema: dict[str, Any]) -> dict[str, Any]:
        """`next` and `previous` are null where there is no such page, as in an example of one page."""
        described: dict[str, Any] = super().get_paginated_response_schema(schema)
        link = {"type": ["string", "null"], "format": "uri", "example": None}
        described["properties"] |= {"count": {"type": "integer", "example": 1}, "next": link, "previous": link}
        return described


def problem_json(error: Exception, context: dict[str, Any]) -> Response | None:
    """Every refusal as problem+json; what is no refusal stays a fault."""
    if isinstance(error, PortalError):
        answer = _problem(problem(error), error.status)
        if isinstance(error, TooMany):
            answer["Retry-After"] = str(error.retry_after)
        return answer
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
