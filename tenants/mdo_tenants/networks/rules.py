"""Who may do what for a network: its own coordinators, and nobody else. Another's network does not exist for them."""

from __future__ import annotations

from django.db.models import QuerySet

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_tenants.networks.models import Network, NetworkCoordinator


def own_networks(actor: Actor) -> QuerySet[Network]:
    """The networks that the actor coordinates."""
    return Network.objects.filter(coordinators__user_id=actor.user_id)


def check_coordinator(actor: Actor, network: Network) -> None:
    if actor.has_role("system"):
        return
    if not NetworkCoordinator.objects.filter(network=network, user_id=actor.user_id).exists():
        raise NotFound
