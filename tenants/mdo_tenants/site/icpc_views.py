"""Pages where staff put the licence holder's ICPC table in use, and withdraw it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_tenants.accounts.access import staff_required, step_up_required
from mdo_tenants.groups.persons import person
from mdo_tenants.site.forms import IcpcForm
from mdo_tenants.site.presenters import staff_tabs
from mdo_tenants.terminology import queries, services


@require_GET
@staff_required
def tables(request: HttpRequest) -> HttpResponse:
    """The table in use, and the ones that were."""
    found = queries.uploads()
    context = {
        "present": next((one for one in found if one.in_use), None),
        "earlier": [one for one in found if not one.in_use],
        "tabs": staff_tabs("icpc"),
    }
    return render(request, "site/staff_icpc.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
@step_up_required
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file whole; it is put in use when there is nothing wrong with it."""
    actor = person(request)
    form = IcpcForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.submit(lambda data: services.upload_table(by=actor, **data)):
        table = form.result
        sentence = _("De tabel ‘%(name)s’ is in gebruik: %(size)d codes.") % {"name": table.name, "size": table.size}
        messages.success(request, sentence)
        return redirect("staff:icpc")
    status = 400 if form.errors else 200
    return render(request, "site/staff_icpc_upload.html", {"form": form, "tabs": staff_tabs("icpc")}, status=status)


@require_POST
@staff_required
@step_up_required
def withdraw(request: HttpRequest) -> HttpResponse:
    services.withdraw_table(by=person(request))
    messages.success(request, _("De tabel is ingetrokken. Groepen zoeken er niet meer in."))
    return redirect("staff:icpc")
