"""How long a session lasts (ASVS 7.3): 20 minutes without a request, 12 hours at most, none once disabled."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from mdo_tenants.accounts.services.sessions import end_session
from mdo_tenants.accounts.sessions import CREATED, SEEN

IDLE = timedelta(minutes=20)
ABSOLUTE = timedelta(hours=12)
STAMP_EVERY = 30  # seconds: what a session row is rewritten for
IDLE_UNTIL = "idle_until"


class SessionLimits:
    """Ends sessions that are over; a view marked by `access.long_idle` keeps its session longer.

    Both are decided before the view runs, from stamps that earlier requests left: a view's mark counts from its own
    request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY in request.session and (not request.user.is_authenticated or _is_over(request)):
            end_session(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        # A view that a page asks by itself every few seconds (`session_silent`) is no sign of a person.
        if request.user.is_authenticated and not getattr(view, "session_silent", False):
            _stamp(request, _extra_idle(view))


def _is_over(request: HttpRequest) -> bool:
    now, session = time.time(), request.session
    if CREATED not in session or now - session[CREATED] > ABSOLUTE.total_seconds():
        return True
    until: float = max(session[SEEN] + IDLE.total_seconds(), session.get(IDLE_UNTIL, 0))
    return now > until


def _stamp(request: HttpRequest, extra: timedelta | None) -> None:
    now, session = int(time.time()), request.session
    if now - session[SEEN] >= STAMP_EVERY:
        session[SEEN] = now
    if extra and now + extra.total_seconds() - session.get(IDLE_UNTIL, 0) >= STAMP_EVERY:
        session[IDLE_UNTIL] = now + int(extra.total_seconds())


def _extra_idle(view: Callable[..., Any]) -> timedelta | None:
    marked = getattr(view, "session_idle", None) or getattr(getattr(view, "view_class", None), "session_idle", None)
    return marked if isinstance(marked, timedelta) else None
