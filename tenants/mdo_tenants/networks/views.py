"""Pages of the network coordinator. Another's network answers like one that does not exist."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_tenants.accounts.access import second_factor_required
from mdo_tenants.groups.persons import person
from mdo_tenants.networks import presenters, queries, services
from mdo_tenants.networks.forms import ChangeNewsForm, ChangeOrganisationForm, NewsForm, OrganisationForm
from mdo_tenants.networks.models import Network

get_or_post = require_http_methods(["GET", "POST"])


def _page(request: HttpRequest, name: str, network: Network, tab: str, **context: Any) -> HttpResponse:
    return render(
        request, f"networks/{name}.html", {**context, "network": network, "tabs": presenters.tabs(network, tab)}
    )


@require_GET
@second_factor_required
def choose(request: HttpRequest) -> HttpResponse:
    """Straight on for who coordinates one network."""
    found = queries.own_networks(person(request))
    if len(found) == 1:
        return redirect("networks:news", found[0].pk)
    return render(request, "networks/choose.html", {"networks": found})


@require_GET
@second_factor_required
def news(request: HttpRequest, network_id: UUID) -> HttpResponse:
    network = queries.own_network(person(request), network_id)
    return _page(request, "news", network, "news", items=queries.news_of(network))


@get_or_post
@second_factor_required
def add_news(request: HttpRequest, network_id: UUID) -> HttpResponse:
    actor = person(request)
    network = queries.own_network(actor, network_id)
    form = NewsForm(request.POST or None)
    if request.method == "POST" and form.submit(
        lambda data: services.publish_news(
            network, by=actor, title=data["title"], body=data["body"], idempotency_key=form.idempotency_key
        )
    ):
        messages.success(request, _("Je bericht staat op de startpagina van de groepen."))
        return redirect("networks:news", network.pk)
    return _page(request, "news_form", network, "news", form=form)


@get_or_post
@second_factor_required
def change_news(request: HttpRequest, network_id: UUID, news_id: UUID) -> HttpResponse:
    actor = person(request)
    network = queries.own_network(actor, network_id)
    item = queries.news_item(network, news_id)
    initial = {"title": item.title, "body": item.body, "version": item.version}
    form = ChangeNewsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.submit(lambda data: services.change_news(item, by=actor, **data)):
        messages.success(request, _("Je bericht is gewijzigd."))
        return redirect("networks:news", network.pk)
    return _page(request, "news_form", network, "news", form=form, item=item)


@require_POST
@second_factor_required
def retract_news(request: HttpRequest, network_id: UUID, news_id: UUID) -> HttpResponse:
    network = queries.own_network(person(request), network_id)
    services.retract_news(queries.news_item(network, news_id), by=person(request))
    messages.success(request, _("Je bericht is ingetrokken. Groepen zien het niet meer."))
    return redirect("networks:news", network.pk)


@get_or_post
@second_factor_required
def home_care(request: HttpRequest, network_id: UUID) -> HttpResponse:
    actor = person(request)
    network = queries.own_network(actor, network_id)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.submit(
        lambda data: services.add_home_care_organisation(network, by=actor, name=data["name"])
    ):
        messages.success(request, _("De organisatie staat in de lijst."))
        return redirect("networks:home_care", network.pk)
    return _page(request, "home_care", network, "home_care", form=form, organisations=queries.home_care_of(network))


@get_or_post
@second_factor_required
def change_organisation(request: HttpRequest, network_id: UUID, organisation_id: UUID) -> HttpResponse:
    actor = person(request)
    network = queries.own_network(actor, network_id)
    organisation = queries.home_care_organisation(network, organisation_id)
    initial = {"name": organisation.name, "is_active": organisation.is_active, "version": organisation.version}
    form = ChangeOrganisationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.submit(
        lambda data: services.change_home_care_organisation(organisation, by=actor, **data)
    ):
        messages.success(request, _("De organisatie is gewijzigd."))
        return redirect("networks:home_care", network.pk)
    return _page(request, "organisation_form", network, "home_care", form=form, organisation=organisation)


@require_GET
@second_factor_required
def groups(request: HttpRequest, network_id: UUID) -> HttpResponse:
    network = queries.own_network(person(request), network_id)
    return _page(request, "groups", network, "groups", groups=presenters.group_rows(queries.groups_of(network)))
