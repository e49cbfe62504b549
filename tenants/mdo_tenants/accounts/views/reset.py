"""A forgotten password: ask for a link, choose a new one. Logging in comes after it, with both factors."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mdo_tenants.accounts.forms import NewPasswordForm, ResetRequestForm
from mdo_tenants.accounts.services import passwords
from mdo_tenants.accounts.views.common import address_of, form_page


@require_http_methods(["GET", "POST"])
def request_reset(request: HttpRequest) -> HttpResponse:
    form, address = ResetRequestForm(request.POST or None), address_of(request)
    if request.method == "POST" and form.submit(lambda data: passwords.request_reset(**data, address=address)):
        return render(request, "accounts/reset_sent.html")
    return form_page(request, "accounts/reset_request.html", form=form)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def reset(request: HttpRequest, user_id: UUID, token: str) -> HttpResponse:
    passwords.user_of_reset(user_id, token=token)
    form = NewPasswordForm(request.POST or None)
    if request.method == "POST" and form.submit(lambda data: passwords.reset_password(user_id, token=token, **data)):
        messages.success(request, _("Je nieuwe wachtwoord is opgeslagen. Log ermee in."))
        return redirect("accounts:login")
    return form_page(request, "accounts/reset.html", form=form)
