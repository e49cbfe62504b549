"""Pages where staff see which questionnaires are open, and record or withdraw a permission of their owner."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_tenants.accounts.access import staff_required, step_up_required
from mdo_tenants.groups.persons import person
from mdo_tenants.licences import queries, services
from mdo_tenants.site.forms import PermissionForm
from mdo_tenants.site.presenters import staff_tabs


@require_GET
@staff_required
def licences(request: HttpRequest) -> HttpResponse:
    return render(request, "site/staff_licences.html", {"found": queries.licensed(), "tabs": staff_tabs("licences")})


@require_http_methods(["GET", "POST"])
@staff_required
@step_up_required
def record_permission(request: HttpRequest, tool: str) -> HttpResponse:
    actor, questionnaire = person(request), queries.declared(tool)
    form = PermissionForm(request.POST or None, initial={"given_by": questionnaire.licence.owner})
    if request.method == "POST" and form.submit(lambda data: services.record_permission(tool, by=actor, **data)):
        messages.success(request, _("De toestemming voor ‘%(title)s’ is vastgelegd.") % {"title": questionnaire.title})
        return redirect("staff:licences")
    context = {"form": form, "questionnaire": questionnaire, "tabs": staff_tabs("licences")}
    return render(request, "site/staff_permission.html", context, status=400 if form.errors else 200)


@require_POST
@staff_required
@step_up_required
def withdraw_permission(request: HttpRequest, permission_id: UUID) -> HttpResponse:
    services.withdraw_permission(permission_id, by=person(request))
    messages.success(request, _("De toestemming is ingetrokken."))
    return redirect("staff:licences")
