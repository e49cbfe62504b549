"""The person's own account: name, password, second factor, devices."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mdo_tenants.accounts import queries
from mdo_tenants.accounts.access import second_factor_required, step_up_required
from mdo_tenants.accounts.forms import NameForm, NewPasswordForm
from mdo_tenants.accounts.services import passwords, people, sessions
from mdo_tenants.accounts.views.common import current_user, form_page


@require_http_methods(["GET", "POST"])
@second_factor_required
def account(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    form = NameForm(request.POST or None, initial={"full_name": user.full_name})
    if request.method == "POST" and form.submit(lambda data: people.rename_person(user, **data)):
        messages.success(request, _("Je naam is gewijzigd."))
        return redirect("accounts:account")
    return form_page(request, "accounts/account.html", form=form, **_overview(request))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
@step_up_required
def change_password(request: HttpRequest) -> HttpResponse:
    user = current_user(request)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.submit(lambda data: passwords.change_password(user, **data)):
        sessions.keep_session(request, user)
        messages.success(request, _("Je wachtwoord is gewijzigd. Op andere apparaten ben je uitgelogd."))
        return redirect("accounts:account")
    return form_page(request, "accounts/change_password.html", form=form)


@require_POST
@second_factor_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    sessions.end_other_sessions(current_user(request), keep=request.session.session_key)
    messages.success(request, _("Op alle andere apparaten ben je uitgelogd."))
    return redirect("accounts:account")


@step_up_required
@require_http_methods(["GET"])
def security(request: HttpRequest) -> HttpResponse:
    """What only a fresh code may change: the page asks for it before anything is pressed."""
    return render(request, "accounts/security.html", _overview(request))


def _overview(request: HttpRequest) -> dict[str, Any]:
    user = current_user(request)
    return {
        "codes_left": queries.recovery_codes_left(user),
        "sessions": queries.sessions_of(user),
        "this_session": request.session.session_key,
    }
