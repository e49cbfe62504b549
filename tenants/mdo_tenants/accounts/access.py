"""Who may reach a public page that needs a log-in. The only source of these checks for every floor above.

`is_verified` is what counts: logged in *with* the second factor. Views use the decorators; class-based views the
mixins.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts.rules import safe_next
from mdo_tenants.accounts.services.sessions import SECOND_FACTOR

STEP_UP_FOR = timedelta(minutes=5)
STEP_UP_PATH = "/inloggen/bevestigen/"
MEETING_IDLE = timedelta(hours=2)

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def is_verified(request: HttpRequest) -> bool:
    """Whether this request comes from a person who gave both factors in this session."""
    return request.user.is_authenticated and SECOND_FACTOR in request.session


def has_fresh_code(request: HttpRequest) -> bool:
    """Whether the second factor was given in the last five minutes."""
    return is_verified(request) and time.time() - request.session[SECOND_FACTOR] <= STEP_UP_FOR.total_seconds()


def _guard(view: View, check: Callable[[HttpRequest], HttpResponseBase | None]) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return check(request) or view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


def second_factor_required(view: View) -> View:
    """Only for logged-in people; others are sent to the log-in and come back."""
    return _guard(view, lambda request: None if is_verified(request) else redirect_to_login(request))


def staff_required(view: View) -> View:
    """Only for staff of the platform. For anybody else who is logged in the page does not exist."""

    def check(request: HttpRequest) -> HttpResponseBase | None:
        if not is_verified(request):
            return redirect_to_login(request)
        if not request.user.is_staff_member:  # type: ignore[union-attr]
            raise NotFound
        return None

    return _guard(view, check)


def step_up_required(view: View) -> View:
    """Only with a code of at most five minutes old (ASVS 7.5): for exports, erasing, granting, second factor, billing.

    Guard the page with the form too: then the code is asked for before anything is filled in.
    """

    def check(request: HttpRequest) -> HttpResponseBase | None:
        if not is_verified(request):
            return redirect_to_login(request)
        return None if has_fresh_code(request) else _redirect(request, STEP_UP_PATH)

    return _guard(view, check)


def long_idle(idle: timedelta = MEETING_IDLE) -> Callable[[View], View]:
    """Keep the session for `idle` after a request to this view, instead of 20 minutes: for the meeting screen only."""

    def mark(view: View) -> View:
        view.session_idle = idle  # type: ignore[attr-defined]
        return view

    return mark


def redirect_to_login(request: HttpRequest) -> HttpResponse:
    """To the log-in and back; a request in the background gets 401, so that what was typed stays on the screen."""
    return _redirect(request, settings.LOGIN_URL)


@method_decorator(second_factor_required, name="dispatch")
class SecondFactorMixin:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


@method_decorator(staff_required, name="dispatch")
class StaffMixin:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


@method_decorator(step_up_required, name="dispatch")
class StepUpMixin:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc,no-any-return]


def _redirect(request: HttpRequest, path: str) -> HttpResponse:
    target = f"{path}?{urlencode({'next': _return_path(request)})}"
    if "HX-Request" in request.headers and request.method == "GET":
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    if "HX-Request" in request.headers or "X-Autosave" in request.headers:
        return HttpResponse(_("Je bent uitgelogd. Log in een nieuw tabblad in en probeer het opnieuw."), status=401)
    return HttpResponseRedirect(target)


def _return_path(request: HttpRequest) -> str:
    """Where to come back to: the page asked for, or the page whose form was sent."""
    if request.method in ("GET", "HEAD") and "HX-Request" not in request.headers:
        return request.get_full_path()
    referer = urlsplit(request.headers.get("Referer", ""))
    return (referer.netloc == request.get_host() and safe_next(referer.path)) or "/"
