"""The last net: pages for what no view could answer, in the same words as every other refusal."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import NotAllowed, NotFound, PortalError
from mdo_foundation.common.middleware import refusal_of
from mdo_foundation.common.responses import error_response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return error_response(
        request, PortalError(_("De beveiligingscode van deze pagina klopt niet. Laad de pagina opnieuw."), status=403)
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_response(request, NotFound())


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_response(request, NotAllowed())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_response(request, PortalError(_("Dit verzoek klopt niet. Ga terug en probeer het opnieuw.")))


def server_error(request: HttpRequest) -> HttpResponse:
    """A database that is away is no fault of the page: then nothing was saved, and trying again helps."""
    refused = refusal_of(sys.exc_info()[1])
    return error_response(
        request,
        refused
        or PortalError(_("Er ging iets mis bij ons. Probeer het opnieuw, of meld het bij de helpdesk."), status=500),
    )
