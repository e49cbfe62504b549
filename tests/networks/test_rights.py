"""Who reaches which page of a network: its own coordinators, and nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from mdo_tenants.networks import appointments, services
from tests.conftest import make_user

PAGES = ["", "nieuws/nieuw/", "thuiszorg/", "groepen/"]
ROLES = ["gp", "nurse", "home_care", "consultant", "chair", "vice_chair", "secretary", "group_admin"]


def _writes(region) -> list[str]:
    item = services.publish_news(region.network, by=region.actor, title="Scholing", body="Op 3 maart.")
    organisation = services.add_home_care_organisation(region.network, by=region.actor, name="De Kievit-Demo")
    return [
        "nieuws/nieuw/",
        f"nieuws/{item.pk}/",
        f"nieuws/{item.pk}/intrekken/",
        "thuiszorg/",
        f"thuiszorg/{organisation.pk}/",
    ]


@pytest.mark.parametrize("path", PAGES)
def test_own_coordinator_sees_every_page(region, path):
    response = region.client.get(region.url(path))

    assert response.status_code == 200
    assert region.network.name in response.text


@pytest.mark.parametrize("path", PAGES)
def test_anonymous_is_sent_to_log_in(region, path):
    response = Client().get(region.url(path))

    assert response.status_code == 302
    assert response["Location"].startswith("/inloggen/?next=")


@pytest.mark.parametrize("role", ROLES)
def test_members_of_its_groups_do_not_find_it(region, wilgendal, make_member, client_of, role):
    client = client_of(make_member(wilgendal, role))

    assert {client.get(region.url(path)).status_code for path in PAGES} == {404}
    assert {client.post(region.url(path)).status_code for path in _writes(region)} == {404}


def test_staff_do_not_find_it(region, client_of):
    client = client_of(make_user("Medewerker", is_staff_member=True))

    assert {client.get(region.url(path)).status_code for path in PAGES} == {404}


def test_another_coordinator_does_not_find_it(region, other_region):
    assert {other_region.client.get(region.url(path)).status_code for path in PAGES} == {404}
    assert {other_region.client.post(region.url(path)).status_code for path in _writes(region)} == {404}
    assert other_region.client.get(f"/netwerk/{uuid.uuid4()}/").status_code == 404


def test_own_address_does_not_open_another_networks_items(region, other_region):
    for path in [path for path in _writes(other_region) if "-" in path]:
        assert region.client.post(region.url(path)).status_code == 404


def test_dismissed_coordinator_is_out_at_the_next_request(region):
    appointments.dismiss_coordinator(region.network, user_id=region.coordinator.pk)

    assert region.client.get(region.url()).status_code == 404


def test_coordinator_gets_into_no_group(region, wilgendal):
    assert region.client.get(wilgendal.url("register/")).status_code == 404


def test_services_ask_for_the_network_too(region, other_region):
    from mdo_foundation.common.errors import NotFound

    with pytest.raises(NotFound):
        services.publish_news(region.network, by=other_region.actor, title="Nee", body="Nee")
    with pytest.raises(NotFound):
        services.add_home_care_organisation(region.network, by=other_region.actor, name="Nee-Demo")


@pytest.mark.parametrize("path", ["nieuws/{}/intrekken/"])
def test_get_changes_nothing(region, path):
    item = services.publish_news(region.network, by=region.actor, title="Blijft", body="Staan")

    assert region.client.get(region.url(path.format(item.pk))).status_code == 405


def test_choose_goes_straight_on_with_one_network(region):
    assert region.client.get("/netwerk/")["Location"] == region.url()


def test_choose_offers_all_networks_of_a_coordinator(region, other_region):
    appointments.appoint_coordinator(other_region.network, email=region.coordinator.email)

    page = region.client.get("/netwerk/").text

    assert region.network.name in page
    assert other_region.network.name in page


def test_choose_says_what_to_do_without_network(db, client_of):
    assert "Je bent geen netwerkcoördinator" in client_of(make_user("Niemand")).get("/netwerk/").text
