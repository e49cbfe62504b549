"""What a coordinator sees of the groups: that they exist, and which target groups they use."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdo_tenants.groups.models import Group
from mdo_tenants.networks import appointments


def test_groups_of_the_network_with_their_target_groups(region, wilgendal, other_region, zandplaat):
    page = region.client.get(region.url("groepen/")).text

    assert wilgendal.row.name in page
    assert "alliatie" in page
    assert zandplaat.row.name not in page


def test_cost_does_not_grow_with_the_number_of_groups(region, django_assert_num_queries):
    url = region.url("groepen/")
    region.client.get(url)
    with CaptureQueriesContext(connection) as one:
        region.client.get(url)
    for number in range(5):
        group = Group.objects.create(slug=f"extra-{number}", name=f"Extra {number}", schema_name=f"g_extra{number}")
        appointments.add_group(region.network, group_id=group.pk)

    with django_assert_num_queries(len(one)):
        region.client.get(url)
