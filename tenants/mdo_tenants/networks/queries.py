"""What a network's coordinator sees, and what the network's groups see of it. No patient data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts.models import User
from mdo_tenants.groups.models import Group
from mdo_tenants.groups.organisations import Organisation
from mdo_tenants.groups.overview import target_groups_of
from mdo_tenants.networks import rules
from mdo_tenants.networks.models import HomeCareOrganisation, Network, NewsItem


@dataclass(frozen=True, kw_only=True)
class News:
    """A news item as a reader sees it."""

    id: UUID
    title: str
    body: str
    published_at: datetime
    retracted_at: datetime | None
    network: str
    by: str
    version: int


@dataclass(frozen=True, kw_only=True)
class GroupOfNetwork:
    """What a coordinator may know of a group: that it exists, and which target groups it uses."""

    name: str
    place: str
    status: str
    codes: tuple[str, ...]


def own_networks(actor: Actor) -> list[Network]:
    return list(rules.own_networks(actor))


def own_network(actor: Actor, network_id: UUID) -> Network:
    """Raises NotFound for a network that is unknown or another's."""
    network = rules.own_networks(actor).filter(pk=network_id).first()
    if network is None:
        raise NotFound
    return network


def groups_of(network: Network) -> list[GroupOfNetwork]:
    found = [group for group in linked_groups(network) if group.status != Group.Status.ENDED]
    codes = target_groups_of(group.id for group in found)
    return [
        GroupOfNetwork(
            name=group.name, place=group.place, status=group.get_status_display(), codes=tuple(codes.get(group.id, ()))
        )
        for group in found
    ]


def news_of(network: Network) -> list[News]:
    """Everything the network published, also what was retracted: for its coordinators."""
    return _news(NewsItem.objects.filter(network=network))


def news_item(network: Network, news_id: UUID) -> NewsItem:
    item = NewsItem.objects.filter(network=network, pk=news_id).first()
    if item is None:
        raise NotFound
    return item


def news_for_group(group_id: UUID, *, limit: int = 5) -> list[News]:
    """The newest news of the group's networks. Works inside the group."""
    visible = NewsItem.objects.filter(network__group_links__group_id=group_id, retracted_at__isnull=True)
    return _news(visible.filter(published_at__lte=timezone.now()))[:limit]


def _news(items: QuerySet[NewsItem]) -> list[News]:
    columns = ("id", "title", "body", "published_at", "retracted_at", "version", "network__name", "by__full_name")
    return [
        News(
            id=row["id"],
            title=row["title"],
            body=row["body"],
            published_at=row["published_at"],
            retracted_at=row["retracted_at"],
            version=row["version"],
            network=row["network__name"],
            by=row["by__full_name"] or "",
        )
        for row in items.order_by("-published_at").values(*columns)
    ]


def home_care_of(network: Network) -> list[HomeCareOrganisation]:
    """The whole list of the network, also what was stopped: for its coordinators."""
    return list(HomeCareOrganisation.objects.filter(network=network))


def home_care_organisation(network: Network, organisation_id: UUID) -> HomeCareOrganisation:
    organisation = HomeCareOrganisation.objects.filter(network=network, pk=organisation_id).first()
    if organisation is None:
        raise NotFound
    return organisation


def home_care_organisations(group_id: UUID) -> list[Organisation]:
    """The home-care organisations of a group's networks by name; stopped ones too, marked. Works inside the group."""
    found = HomeCareOrganisation.objects.filter(network__group_links__group_id=group_id).order_by("name")
    return [Organisation(**row) for row in found.values("id", "name", "is_active")]


def organisation_names(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id, also of organisations that were stopped. Works inside a group."""
    return dict(HomeCareOrganisation.objects.filter(pk__in=list(ids)).values_list("id", "name"))


def networks_of_group(group_id: UUID) -> list[Network]:
    """Works inside the group."""
    return list(Network.objects.filter(group_links__group_id=group_id))


def all_networks() -> list[Network]:
    """Name and region are public: they are offered on the sign-up form."""
    return list(Network.objects.all())


def network_for_staff(network_id: UUID) -> Network:
    """Raises NotFound."""
    network = Network.objects.filter(pk=network_id).first()
    if network is None:
        raise NotFound
    return network


def linked_groups(network: Network) -> list[Group]:
    return list(Group.objects.filter(network_links__network=network).order_by("name"))


def coordinators_of(network: Network) -> list[User]:
    return list(User.objects.filter(coordinated_networks__network=network).order_by("full_name"))
