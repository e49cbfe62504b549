"""One way of saying no: a page, a fragment for htmx, or problem+json, all in plain words."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import Conflict, Invalid, NotLoggedIn, PortalError, TooMany

_TITLES = {
    401: _("Log eerst in"),
    403: _("Dat mag hier niet"),
    404: _("Niet gevonden"),
    409: _("Intussen gewijzigd"),
    429: _("Te vaak geprobeerd"),
    500: _("Er ging iets mis"),
    503: _("Nu even niet beschikbaar"),
}


def problem(error: PortalError) -> dict[str, Any]:
    """The error as RFC 9457 problem details."""
    body: dict[str, Any] = {"type": f"urn:mdo:{error.code}", "title": str(error.message), "status": error.status}
    if isinstance(error, Invalid) and error.fields:
        body["fields"] = error.fields
    if isinstance(error, Conflict) and error.current:
        body["current"] = error.current
    return body


def wants_json(request: HttpRequest) -> bool:
    return "/api/" in request.path


def error_response(request: HttpRequest, error: PortalError) -> HttpResponse:
    """The answer to a refused request."""
    response: HttpResponse
    if wants_json(request):
        response = JsonResponse(problem(error), status=error.status, content_type="application/problem+json")
    else:
        # Without the request: its session or user may be exactly what could not be read.
        context = {
            "title": _TITLES.get(error.status, _("Dit ging niet")),
            "message": error.message,
            "status": error.status,
        }
        response = HttpResponse(render_to_string("ui/message.html", context), status=error.status)
    if isinstance(error, NotLoggedIn):
        response["WWW-Authenticate"] = "Bearer"
    if isinstance(error, TooMany):
        response["Retry-After"] = str(error.retry_after)
    return response
