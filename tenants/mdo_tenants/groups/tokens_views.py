"""Pages on which a member keeps his or her own tokens for the API."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mdo_foundation.common.days import end_of
from mdo_foundation.common.requests import GroupRequest
from mdo_tenants.accounts.access import step_up_required
from mdo_tenants.groups.tokens import SCOPES, end_token, make_token, own_tokens
from mdo_tenants.groups.tokens_forms import TokenForm


@require_safe
def tokens(request: GroupRequest) -> HttpResponse:
    rows = [
        {"token": token, "scopes": [SCOPES.get(scope, scope) for scope in token.scopes]}
        for token in own_tokens(request.actor, request.group)
    ]
    return render(request, "groups/tokens.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
@step_up_required
def new_token(request: GroupRequest) -> HttpResponse:
    """The answer to the form shows the token: it is nowhere else, so there is nothing to redirect to."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.submit(
        lambda data: make_token(
            request.group,
            by=request.actor,
            name=data["name"],
            scopes=data["scopes"],
            expires_at=end_of(data["expires_on"]),
        )
    ):
        return render(request, "groups/token_made.html", {"made": form.result})
    return render(request, "groups/token_new.html", {"form": form})


@require_POST
def revoke_token(request: GroupRequest, token_id: UUID) -> HttpResponse:
    end_token(request.group, token_id, by=request.actor)
    messages.success(request, _("De sleutel is ingetrokken en werkt niet meer."))
    return redirect("groups:tokens")
