"""From rows to what the coordinator's pages show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_tenants.groups.destinations import Destination
from mdo_tenants.groups.presenters import Tab, target_group_labels
from mdo_tenants.networks.models import Network
from mdo_tenants.networks.queries import GroupOfNetwork, own_networks


def tabs(network: Network, current: str) -> list[Tab]:
    pages = {"news": _("Nieuws"), "home_care": _("Thuiszorgorganisaties"), "groups": _("Groepen")}
    return [
        Tab(label=label, url=reverse(f"networks:{name}", args=[network.pk]), current=name == current)
        for name, label in pages.items()
    ]


def group_rows(groups: Iterable[GroupOfNetwork]) -> list[dict[str, Any]]:
    return [
        {
            "name": group.name,
            "place": group.place,
            "status": group.status,
            "target_groups": target_group_labels(group.codes),
        }
        for group in groups
    ]


def destinations(user_id: UUID) -> list[Destination]:
    """The networks of a coordinator, for the page that asks where to go."""
    actor = Actor(user_id=user_id, name="")
    return [
        Destination(label=network.name, kind=_("netwerkcoördinator"), url=reverse("networks:news", args=[network.pk]))
        for network in own_networks(actor)
    ]
