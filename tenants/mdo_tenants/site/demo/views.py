"""One click logs in through the real log-in; a mailbox shows what was sent. Nowhere but on this machine."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from ipaddress import ip_address
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts.services import login, second_factor, sessions
from mdo_tenants.accounts.services.demo import DEMO_PASSWORD, demo_code
from mdo_tenants.accounts.views.common import address_of, asked_path, go_on
from mdo_tenants.site.demo.mailbox import newest_mails
from mdo_tenants.site.demo.queries import demo_places, demo_user

View = TypeVar("View", bound=Callable[..., HttpResponse])


def demo_only(view: View) -> View:
    """As if the page were not there, unless this is the demo and the visitor sits at this machine."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        is_passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
        if not settings.MDO_DEMO or is_passed_on or not _is_loopback(address_of(request)):
            raise NotFound
        return view(request, *args, **kwargs)

    return guarded  # type: ignore[return-value]


@demo_only
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    return render(request, "site/demo.html", {"places": demo_places(), "password": DEMO_PASSWORD})


@demo_only
@require_POST
def log_in(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """What the person would do by hand: password, then the code of the app. Same checks, same limits."""
    person = demo_user(user_id)
    path = asked_path(request)
    user = login.check_credentials(person.email, password=DEMO_PASSWORD, address=address_of(request))
    sessions.open_pending(request, user, next_path=path)
    second_factor.check_code(user, code=demo_code(user))
    return go_on(sessions.complete_login(request, user))


@demo_only
@require_safe
def code(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """What the app of this person shows now, for who wants to log in by hand."""
    person = demo_user(user_id)
    context = {"person": person, "code": demo_code(person), "password": DEMO_PASSWORD}
    return render(request, "site/demo_code.html", context)


@demo_only
@require_safe
def mail(request: HttpRequest) -> HttpResponse:
    return render(request, "site/demo_mail.html", {"mails": newest_mails()})


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False
