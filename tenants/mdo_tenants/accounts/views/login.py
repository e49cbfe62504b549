"""Logging in and out: e-mail and password, then a code; a fresh code for what asks one (step-up)."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mdo_tenants.accounts import queries
from mdo_tenants.accounts.access import is_verified, second_factor_required
from mdo_tenants.accounts.forms import CodeForm, LogInForm, RecoveryCodeForm
from mdo_tenants.accounts.models import User
from mdo_tenants.accounts.services import login, second_factor, sessions
from mdo_tenants.accounts.views.common import address_of, asked_path, current_user, form_page, go_on

RECOVERY = "herstelcode"  # ?herstelcode on a page that asks for a code


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    if is_verified(request):
        return go_on(asked_path(request))
    form, address = LogInForm(request.POST or None), address_of(request)
    if request.method == "POST" and form.submit(lambda data: login.check_credentials(**data, address=address)):
        sessions.open_pending(request, form.result, next_path=asked_path(request))
        return redirect("accounts:code" if queries.has_second_factor(form.result) else "accounts:set_up")
    return form_page(request, "accounts/log_in.html", form=form, next=asked_path(request))


@require_http_methods(["GET", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    user = sessions.pending_user(request)
    if user is None:
        return redirect("accounts:login")
    form, check = _code_form(request)
    if request.method == "POST" and form.submit(lambda data: check(user, data["code"])):
        return go_on(sessions.complete_login(request, user))
    return form_page(request, "accounts/code.html", form=form, **_code_links(request))


@require_http_methods(["GET", "POST"])
@second_factor_required
def step_up(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    form, check = _code_form(request)
    if request.method == "POST" and form.submit(lambda data: check(user, data["code"])):
        sessions.confirm_second_factor(request)
        return go_on(asked_path(request))
    return form_page(request, "accounts/step_up.html", form=form, next=asked_path(request), **_code_links(request))


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """The session ends on the server; the browser is asked to forget what it kept (ASVS 14.3.1)."""
    sessions.end_session(request)
    response = render(request, "accounts/logged_out.html")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response


def _code_form(request: HttpRequest) -> tuple[CodeForm | RecoveryCodeForm, Callable[[User, str], None]]:
    data = request.POST or None
    if RECOVERY in request.GET:
        return RecoveryCodeForm(data), lambda user, code: second_factor.check_recovery_code(user, code=code)
    return CodeForm(data), lambda user, code: second_factor.check_code(user, code=code)


def _code_links(request: HttpRequest) -> dict[str, str | bool]:
    """The link to the other kind of code, which keeps the way back."""
    uses_recovery = RECOVERY in request.GET
    path = asked_path(request)
    query = urlencode({**({} if uses_recovery else {RECOVERY: ""}), **({"next": path} if path else {})})
    return {"uses_recovery": uses_recovery, "other_way": f"?{query}" if query else request.path}
