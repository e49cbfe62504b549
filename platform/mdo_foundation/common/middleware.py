"""What holds for every request: an id for the log, headers, and errors in plain words."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from django.db import DatabaseError, DataError, InterfaceError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _

from mdo_foundation.common.errors import PortalError, Unavailable
from mdo_foundation.common.logs import request_id
from mdo_foundation.common.responses import error_response, wants_json

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestContext:
    """An id per request, in log and answer; and no page stays in a cache on the way (ASVS 14.3.2)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(uuid.uuid4().hex)
        try:
            response = self.get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
        finally:
            request_id.reset(token)
        response.headers.setdefault("Cache-Control", "no-store")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response


class ApiLanguage:
    """The API answers in the language that `Accept-Language` asks for, Dutch or English. Pages are always Dutch."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not wants_json(request):
            return self.get_response(request)
        language = translation.get_language_from_request(request)
        with translation.override(language, deactivate=True):
            response = self.get_response(request)
        response.headers["Content-Language"] = language
        patch_vary_headers(response, ["Accept-Language"])
        return response


class BehindProxy:
    """Only behind a proxy that appends to X-Forwarded-For: its last part is whom the proxy saw, the rest is hearsay."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        last = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
        with suppress(ValueError):  # no address, or none that is one: the proxy itself is whom we saw
            request.META["REMOTE_ADDR"] = ip_address(last).compressed
        return self.get_response(request)


class PortalErrors:
    """Refusals become pages. A database that is away is no fault of the page: nothing was saved, the text is kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        refused = refusal_of(exception)
        return error_response(request, refused) if refused else None


def refusal_of(exception: BaseException | None) -> PortalError | None:
    """What the user is told instead of 'a fault of ours'; None when it is one."""
    if isinstance(exception, PortalError):
        return exception
    if not isinstance(exception, (DatabaseError, InterfaceError)):
        return None
    state = getattr(exception.__cause__, "sqlstate", None) or ""
    if isinstance(exception, DataError) and not state:  # not even sent: a NUL, from an address, a cookie or a form
        return PortalError(_("De invoer bevat tekens die niet bewaard kunnen worden."))
    if isinstance(exception, InterfaceError) or state[:2] in {"", "08", "53", "57"}:
        return Unavailable(_("Niet opgeslagen. Je tekst staat er nog: probeer het zo opnieuw."))
    return None
