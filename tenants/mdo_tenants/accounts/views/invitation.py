"""Accepting an invitation: by POST only, because mail scanners open every link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts import queries
from mdo_tenants.accounts.access import is_verified, redirect_to_login
from mdo_tenants.accounts.forms import AcceptForm, ConfirmForm
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.accounts.services import invitations, sessions
from mdo_tenants.accounts.views.common import current_user, form_page, go_on


@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    found = queries.find_invitation_by_token(token)
    if found is None:
        raise NotFound(invitations.unusable())
    if queries.find_person_by_email(found.email) is not None:
        return _accept_as_existing(request, found, token)
    return _accept_as_new(request, found, token)


def _accept_as_new(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    form = AcceptForm(request.POST or None, initial={"full_name": found.full_name})
    if request.method == "POST" and form.submit(lambda data: invitations.accept_as_new(token, **data)):
        sessions.open_pending(request, form.result, next_path=None)
        return redirect("accounts:set_up")
    return form_page(request, "accounts/invitation.html", form=form, invitation=found)


def _accept_as_existing(request: HttpRequest, found: Invitation, token: str) -> HttpResponse:
    """The mail alone is not enough to act for an account that exists: its owner logs in with both factors."""
    if not is_verified(request):
        return redirect_to_login(request)
    user = current_user(request)
    if user.email != found.email:
        return render(request, "accounts/invitation_other.html", {"invitation": found}, status=403)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.submit(lambda data: invitations.accept_as_existing(token, user=user)):
        return go_on(None)
    return form_page(request, "accounts/invitation_existing.html", form=form, invitation=found)
