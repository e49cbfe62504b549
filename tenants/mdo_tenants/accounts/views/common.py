"""What the account pages share."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from mdo_tenants.accounts.forms import ServiceForm
from mdo_tenants.accounts.models import User
from mdo_tenants.accounts.rules import safe_next

TOO_MANY = 429


def address_of(request: HttpRequest) -> str:
    """The network address as the server saw it; headers that a client can write are never read (ASVS 4.1.3)."""
    return str(request.META.get("REMOTE_ADDR", ""))


def current_user(request: HttpRequest) -> User:
    """The logged-in person; for views behind `second_factor_required`."""
    assert isinstance(request.user, User)  # noqa: S101 - the guard of the view made sure
    return request.user


def asked_path(request: HttpRequest) -> str | None:
    return safe_next(request.POST.get("next") or request.GET.get("next"))


def go_on(path: str | None) -> HttpResponse:
    """To where the person was going, else to the choice of group, which skips itself when there is one."""
    return HttpResponseRedirect(safe_next(path) or reverse("groups:choose"))


def form_page(request: HttpRequest, template: str, *, form: ServiceForm, **context: Any) -> HttpResponse:
    """The page of `form`; 429 with Retry-After when a limit was reached."""
    limited = form.retry_after is not None
    response = render(request, template, {"form": form, **context}, status=TOO_MANY if limited else 200)
    if limited:
        response["Retry-After"] = str(form.retry_after)
    return response
