"""An answer names the lines of the access log that were written for it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from mdo_foundation.audit.services import lines_of_this_request

HEADER = "X-Access-Lines"


class AccessLines:
    """The pages' own script refers to them when what is on the screen is printed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if lines := lines_of_this_request():
            response.headers[HEADER] = ",".join(map(str, lines))
        return response
