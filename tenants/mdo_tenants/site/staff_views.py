"""Pages of the owner's staff (O-03): groups, networks, sign-ups. Never a patient."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_tenants.accounts.access import staff_required, step_up_required
from mdo_tenants.groups import choices, overview
from mdo_tenants.groups.persons import person
from mdo_tenants.networks import appointments
from mdo_tenants.networks import queries as network_queries
from mdo_tenants.networks.models import Network
from mdo_tenants.provisioning import queries as sign_up_queries
from mdo_tenants.provisioning import services as provisioning
from mdo_tenants.site import presenters
from mdo_tenants.site.forms import AddGroupForm, AppointForm, NetworkForm

get_or_post = require_http_methods(["GET", "POST"])


@require_GET
@staff_required
def groups(request: HttpRequest) -> HttpResponse:
    return _page(request, "groups", "groups", groups=[presenters.group_row(row) for row in overview.all_groups()])


@require_POST
@staff_required
@step_up_required
def suspend(request: HttpRequest, group_id: UUID) -> HttpResponse:
    group = overview.group_for_staff(group_id)
    choices.suspend_group(group.pk, by=person(request))
    messages.success(request, _("%(name)s is opgeschort. Leden kunnen er nu niet in.") % {"name": group.name})
    return redirect("staff:groups")


@require_POST
@staff_required
@step_up_required
def resume(request: HttpRequest, group_id: UUID) -> HttpResponse:
    group = overview.group_for_staff(group_id)
    choices.resume_group(group.pk, by=person(request))
    messages.success(request, _("%(name)s is weer open.") % {"name": group.name})
    return redirect("staff:groups")


@get_or_post
@staff_required
def networks(request: HttpRequest) -> HttpResponse:
    form = NetworkForm(request.POST or None)
    if request.method == "POST" and form.submit(lambda data: appointments.create_network(**data)):
        return redirect("staff:network", form.result.pk)
    return _page(request, "networks", "networks", networks=network_queries.all_networks(), form=form)


@require_GET
@staff_required
def network(request: HttpRequest, network_id: UUID) -> HttpResponse:
    return _network_page(request, network_queries.network_for_staff(network_id))


@require_POST
@staff_required
def add_group(request: HttpRequest, network_id: UUID) -> HttpResponse:
    found = network_queries.network_for_staff(network_id)
    form = AddGroupForm(request.POST, groups=_free_groups(found))
    if form.submit(lambda data: appointments.add_group(found, group_id=data["group"])):
        return redirect("staff:network", found.pk)
    return _network_page(request, found, add_form=form)


@require_POST
@staff_required
def remove_group(request: HttpRequest, network_id: UUID, group_id: UUID) -> HttpResponse:
    found = network_queries.network_for_staff(network_id)
    appointments.remove_group(found, group_id=group_id)
    return redirect("staff:network", found.pk)


@require_POST
@staff_required
@step_up_required
def appoint(request: HttpRequest, network_id: UUID) -> HttpResponse:
    found = network_queries.network_for_staff(network_id)
    form = AppointForm(request.POST)
    if form.submit(lambda data: appointments.appoint_coordinator(found, email=data["email"])):
        return redirect("staff:network", found.pk)
    return _network_page(request, found, appoint_form=form)


@require_POST
@staff_required
def dismiss(request: HttpRequest, network_id: UUID, user_id: UUID) -> HttpResponse:
    found = network_queries.network_for_staff(network_id)
    appointments.dismiss_coordinator(found, user_id=user_id)
    return redirect("staff:network", found.pk)


@require_GET
@staff_required
def sign_ups(request: HttpRequest) -> HttpResponse:
    return _page(request, "sign_ups", "sign_ups", sign_ups=sign_up_queries.unfinished())


@require_POST
@staff_required
def try_again(request: HttpRequest, sign_up_id: UUID) -> HttpResponse:
    provisioning.try_again(sign_up_id)
    messages.success(request, _("De groep wordt opnieuw klaargemaakt."))
    return redirect("staff:sign_ups")


def _network_page(request: HttpRequest, found: Network, **forms: Any) -> HttpResponse:
    context = {
        "add_form": AddGroupForm(groups=_free_groups(found)),
        "appoint_form": AppointForm(),
        **forms,
        "network": found,
        "groups": network_queries.linked_groups(found),
        "coordinators": network_queries.coordinators_of(found),
    }
    return _page(request, "network", "networks", **context)


def _free_groups(found: Network) -> list[tuple[str, str]]:
    linked = {group.pk for group in network_queries.linked_groups(found)}
    return [(str(row.group.pk), row.group.name) for row in overview.all_groups() if row.group.pk not in linked]


def _page(request: HttpRequest, name: str, tab: str, **context: Any) -> HttpResponse:
    return render(request, f"site/staff_{name}.html", {**context, "tabs": presenters.staff_tabs(tab)})
