"""The list of home-care organisations of a region (N-04)."""

from __future__ import annotations

from mdo_foundation.common.groups import in_group
from mdo_tenants.groups.organisations import organisations_of
from mdo_tenants.networks import queries, services


def _add(region, name: str):
    return services.add_home_care_organisation(region.network, by=region.actor, name=name)


def test_groups_choose_from_the_list_of_their_own_region(region, other_region, wilgendal, zandplaat):
    _add(region, "De Kievit-Demo")
    _add(other_region, "Lindewaard-Demo")

    with in_group(wilgendal.row):
        assert [found.name for found in organisations_of(wilgendal.row.id)] == ["De Kievit-Demo"]
    with in_group(zandplaat.row):
        assert [found.name for found in organisations_of(zandplaat.row.id)] == ["Lindewaard-Demo"]


def test_the_same_name_in_other_capitals_is_refused(region):
    _add(region, "De Kievit-Demo")

    answer = region.client.post(region.url("thuiszorg/"), {"name": "de kievit-demo"})

    assert "Deze naam staat al in de lijst" in answer.text
    assert len(queries.home_care_of(region.network)) == 1


def test_renaming_keeps_the_id(region):
    organisation = _add(region, "De Kievit-Demo")

    region.client.post(
        region.url(f"thuiszorg/{organisation.pk}/"), {"name": "Kievit en Co-Demo", "is_active": "on", "version": 1}
    )

    assert queries.organisation_names([organisation.pk]) == {organisation.pk: "Kievit en Co-Demo"}


def test_stopped_organisation_keeps_its_name_and_is_not_offered(region, wilgendal):
    organisation = _add(region, "De Kievit-Demo")

    region.client.post(region.url(f"thuiszorg/{organisation.pk}/"), {"name": "De Kievit-Demo", "version": 1})

    (found,) = organisations_of(wilgendal.row.id)
    assert (found.name, found.is_active) == ("De Kievit-Demo", False)


def test_list_page_costs_the_same_for_one_and_many(region, django_assert_num_queries):
    _add(region, "A-Demo")
    url = region.url("thuiszorg/")
    region.client.get(url)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        region.client.get(url)
    for letter in "BCDEFGH":
        _add(region, f"{letter}-Demo")

    with django_assert_num_queries(len(one)):
        region.client.get(url)
