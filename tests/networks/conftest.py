"""Two networks with a coordinator each; Wilgendal belongs to the first, Zandplaat to the second."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client

from mdo_foundation.common.actor import Actor
from mdo_tenants.networks import appointments
from mdo_tenants.networks.models import Network
from tests.conftest import make_user


@dataclass
class Region:
    network: Network
    coordinator: Any
    client: Client

    @property
    def actor(self) -> Actor:
        return Actor(user_id=self.coordinator.pk, name=self.coordinator.full_name)

    def url(self, path: str = "") -> str:
        return f"/netwerk/{self.network.pk}/{path}"


def make_region(name: str, group: Any, client_of: Any) -> Region:
    network = appointments.create_network(name=name, region="Waterland-Demo", target_groups=["palliatief"])
    appointments.add_group(network, group_id=group.pk)
    coordinator = make_user(f"Coördinator {name}")
    appointments.appoint_coordinator(network, email=coordinator.email)
    return Region(network, coordinator, client_of(coordinator))


@pytest.fixture
def region(wilgendal, client_of) -> Region:
    return make_region("Netwerk Meerland-Demo", wilgendal.row, client_of)


@pytest.fixture
def other_region(zandplaat, client_of) -> Region:
    return make_region("Netwerk Duinland-Demo", zandplaat.row, client_of)
