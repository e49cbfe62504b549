"""Sign-up: form → link in the mail → progress → account of the first chair."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts.access import is_verified
from mdo_tenants.provisioning import presenters, queries, services
from mdo_tenants.provisioning.forms import SignUpForm, wanted
from mdo_tenants.provisioning.models import SignUp

IN_SESSION = "sign_up"  # only the browser that confirmed the mailbox sees the progress and may make the account


@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    form = SignUpForm(request.POST or None)
    address = request.META.get("REMOTE_ADDR", "")
    if request.method == "POST" and form.submit(
        lambda data: services.request_sign_up(address=address, idempotency_key=form.idempotency_key, **wanted(data))
    ):
        return redirect("provisioning:sent")
    is_limited = form.retry_after is not None
    response = render(request, "provisioning/sign_up.html", {"form": form}, status=429 if is_limited else 200)
    if is_limited:
        response["Retry-After"] = str(form.retry_after)
    return response


@require_GET
def sent(request: HttpRequest) -> HttpResponse:
    """The same page for everybody: it does not tell whether an address is known."""
    return render(request, "provisioning/sent.html")


@sensitive_variables("token")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at the link changes nothing (mail scanners do that); the button confirms."""
    if request.method == "POST":
        confirmed = services.confirm_sign_up(token)
        request.session[IN_SESSION] = str(confirmed.pk)
        return redirect("provisioning:progress")
    found = queries.confirmable(token)
    if found is None:
        raise NotFound(services.unusable_link())
    return render(request, "provisioning/confirm.html", {"sign_up": found})


@require_GET
def progress(request: HttpRequest) -> HttpResponse:
    """The steps; asked again every second until it is over. Without JavaScript: the same page, by hand."""
    found = _own(request)
    steps = presenters.progress(found, is_handing_over=queries.is_handing_over(found))
    template = "progress_steps" if "HX-Request" in request.headers else "progress"
    return render(request, f"provisioning/{template}.html", {"sign_up": found, "progress": steps})


@require_POST
def account(request: HttpRequest) -> HttpResponse:
    """On to the new group: straight in, or by way of making the account that the first chair was invited to."""
    found = _own(request)
    if found.state != SignUp.State.READY or queries.is_handing_over(found):
        return redirect("provisioning:progress")
    token = services.account_token(found)
    if token is None or is_verified(request):
        return redirect("groups:choose")
    return redirect(reverse("accounts:invitation", args=[token]))


def _own(request: HttpRequest) -> SignUp:
    found = queries.sign_up(request.session[IN_SESSION]) if IN_SESSION in request.session else None
    if found is None:
        raise NotFound
    return found
