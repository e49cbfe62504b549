"""Setting up the authenticator app, at the first log-in or for a new telephone, and the recovery codes."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from mdo_foundation.common.crypto import decrypt, encrypt
from mdo_tenants.accounts import queries
from mdo_tenants.accounts.access import second_factor_required, step_up_required
from mdo_tenants.accounts.forms import CodeForm
from mdo_tenants.accounts.models import User
from mdo_tenants.accounts.presenters import qr_code, spaced
from mdo_tenants.accounts.services import recovery, second_factor, sessions
from mdo_tenants.accounts.views.common import current_user, form_page, go_on

SECRET = "new_totp_secret"  # noqa: S105 - the name of a place in the session
CODES = "new_recovery_codes"


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """First log-in: the password was given, no app is known yet."""
    user = sessions.pending_user(request)
    if user is None:
        return redirect("accounts:login")
    if queries.has_second_factor(user):
        return redirect("accounts:code")
    secret, form = _secret(request, user), CodeForm(request.POST or None)
    if request.method == "POST" and form.submit(lambda data: second_factor.set_up_device(user, secret=secret, **data)):
        request.session.pop(SECRET)
        next_path = sessions.complete_login(request, user)
        _keep_codes(request, user, form.result, next_path)
        return redirect("accounts:recovery_codes")
    return _page(request, user, secret, form)


@require_http_methods(["GET", "POST"])
@step_up_required
def replace_app(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    secret, form = _secret(request, user), CodeForm(request.POST or None)
    if request.method == "POST" and form.submit(lambda data: second_factor.replace_device(user, secret=secret, **data)):
        request.session.pop(SECRET)
        sessions.confirm_second_factor(request)
        sessions.end_other_sessions(user, keep=request.session.session_key)
        return redirect("accounts:account")
    return _page(request, user, secret, form)


@require_POST
@step_up_required
def renew_codes(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    _keep_codes(request, user, recovery.renew_recovery_codes(user), None)
    return redirect("accounts:recovery_codes")


@require_http_methods(["GET", "POST"])
@second_factor_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Shown until the person says that they are kept; after that nobody can see them again."""
    kept = request.session.get(CODES)
    if kept is None:
        return redirect("accounts:account")
    if request.method == "POST":
        request.session.pop(CODES)
        return go_on(kept["next"])
    codes = json.loads(_opened(kept["codes"], f"session.codes:{current_user(request).pk}"))
    return render(request, "accounts/recovery_codes.html", {"codes": codes})


def _secret(request: HttpRequest, user: User) -> str:
    """The same for every visit within one log-in, so that a reload does not spoil a code that was just scanned."""
    context = f"session.secret:{user.pk}"
    if SECRET not in request.session:
        request.session[SECRET] = _sealed(second_factor.new_secret(), context)
    return _opened(request.session[SECRET], context)


def _keep_codes(request: HttpRequest, user: User, codes: list[str], next_path: str | None) -> None:
    sealed = _sealed(json.dumps(codes), f"session.codes:{user.pk}")
    request.session[CODES] = {"codes": sealed, "next": next_path}


def _sealed(text: str, context: str) -> str:
    return b64encode(encrypt(text, context=context)).decode()


def _opened(text: str, context: str) -> str:
    return decrypt(b64decode(text), context=context)


def _page(request: HttpRequest, user: User, secret: str, form: CodeForm) -> HttpResponse:
    qr = qr_code(second_factor.provisioning_uri(secret, email=user.email))
    is_first = not request.user.is_authenticated
    return form_page(request, "accounts/set_up.html", form=form, qr=qr, secret=spaced(secret), is_first=is_first)
