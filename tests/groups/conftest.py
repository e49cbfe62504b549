"""A group with an administrator, and a region with one home-care organisation."""

from __future__ import annotations

from typing import Any

import pytest

from mdo_foundation.common.actor import system_actor
from mdo_tenants.networks import appointments, services


@pytest.fixture
def organisation(wilgendal) -> Any:
    network = appointments.create_network(name="Netwerk Meerland-Demo", region="Meerland-Demo", target_groups=[])
    appointments.add_group(network, group_id=wilgendal.row.pk)
    return services.add_home_care_organisation(network, by=system_actor(), name="De Kievit-Demo")


@pytest.fixture
def administrator(wilgendal, make_member) -> Any:
    return make_member(wilgendal, "group_admin", name="Bea Beheer-Demo")


@pytest.fixture
def admin_client(administrator, client_of) -> Any:
    return client_of(administrator)
