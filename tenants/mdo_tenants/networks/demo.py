"""The network of the demo: an invented region with its groups, home-care organisations, news and coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid5

from mdo_foundation.common.actor import Actor, system_actor
from mdo_tenants.accounts.services.demo import add_demo_person
from mdo_tenants.networks import appointments, services
from mdo_tenants.networks.models import HomeCareOrganisation, Network

NAME = "Netwerk Waterland-Demo"
ORGANISATIONS = ("De Kievit", "Lindewaard")
TARGET_GROUPS = ("cultuursensitief", "kwetsbare_ouderen", "palliatief", "psychogeriatrie")
NEWS_TITLE = "Scholingsmiddag over proactieve zorgplanning"
NEWS_BODY = """Op de eerste donderdag van volgende maand is er een scholingsmiddag in het streekhuis.
De middag begint om 14.00 uur.

Je oefent met het gesprek over wensen en grenzen. Er zijn punten aangevraagd voor huisartsen en wijkverpleegkundigen."""


def seed_network(group_ids: Iterable[UUID]) -> dict[str, UUID]:
    """Put in what is missing; returns the ids of the home-care organisations by name."""
    network = Network.objects.filter(name=NAME).first() or appointments.create_network(
        name=NAME, region="Waterland-Demo", target_groups=TARGET_GROUPS
    )
    for group_id in group_ids:
        appointments.add_group(network, group_id=group_id)
    _seed_news(network)
    return {name: _organisation(network, name).pk for name in ORGANISATIONS}


def _seed_news(network: Network) -> None:
    coordinator = add_demo_person("nelleke.netwerk@demo.invalid", full_name="Nelleke Netwerk-Demo")
    appointments.appoint_coordinator(network, email=coordinator.email)
    by = Actor(user_id=coordinator.pk, name=coordinator.full_name)
    key = uuid5(network.pk, "demo news")
    services.publish_news(network, by=by, title=NEWS_TITLE, body=NEWS_BODY, idempotency_key=key)


def _organisation(network: Network, name: str) -> HomeCareOrganisation:
    found = HomeCareOrganisation.objects.filter(network=network, name=name).first()
    return found or services.add_home_care_organisation(network, by=system_actor(), name=name)
