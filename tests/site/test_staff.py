"""The staff's pages: for staff only; groups and networks, never a patient."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.groups import in_group
from mdo_tenants.groups.models import Group
from mdo_tenants.networks import queries
from mdo_tenants.networks.models import Network
from tests.conftest import make_user

PAGES = ["/beheer/", "/beheer/netwerken/", "/beheer/aanmeldingen/"]
ROLES = ["gp", "nurse", "home_care", "consultant", "chair", "vice_chair", "secretary", "group_admin"]


@pytest.fixture
def staff(db, client_of):
    return client_of(make_user("Mila Medewerker", is_staff_member=True))


@pytest.fixture
def network(db):
    return Network.objects.create(name="Netwerk Meerland-Demo", region="Meerland")


def _writes(place, network) -> list[str]:
    return [
        f"/beheer/groepen/{place.row.pk}/opschorten/",
        f"/beheer/groepen/{place.row.pk}/hervatten/",
        "/beheer/netwerken/",
        f"/beheer/netwerken/{network.pk}/groepen/",
        f"/beheer/netwerken/{network.pk}/groepen/{place.row.pk}/verwijderen/",
        f"/beheer/netwerken/{network.pk}/coordinatoren/",
        f"/beheer/netwerken/{network.pk}/coordinatoren/{uuid.uuid4()}/ontslaan/",
        f"/beheer/aanmeldingen/{uuid.uuid4()}/opnieuw/",
    ]


@pytest.mark.parametrize("path", PAGES)
def test_staff_see_the_pages(staff, path):
    assert staff.get(path).status_code == 200


@pytest.mark.parametrize("role", ROLES)
def test_members_of_groups_do_not_find_them(wilgendal, network, make_member, client_of, role):
    client = client_of(make_member(wilgendal, role))

    assert {client.get(path).status_code for path in [*PAGES, f"/beheer/netwerken/{network.pk}/"]} == {404}
    assert {client.post(path).status_code for path in _writes(wilgendal, network)} == {404}
    assert Group.objects.get(pk=wilgendal.row.pk).status == "active"


def test_anonymous_is_sent_to_log_in(wilgendal, network):
    answers = [Client().get(path) for path in PAGES] + [Client().post(path) for path in _writes(wilgendal, network)]

    assert all(answer["Location"].startswith("/inloggen/") for answer in answers)


def test_get_changes_nothing(wilgendal, network, staff):
    posts = [path for path in _writes(wilgendal, network) if path != "/beheer/netwerken/"]

    assert {staff.get(path).status_code for path in posts} == {405}


def test_groups_with_members_target_groups_and_version(wilgendal, make_member, staff):
    for role in ("gp", "chair"):
        make_member(wilgendal, role)

    (row,) = [row for row in staff.get("/beheer/").context["groups"] if row["id"] == wilgendal.row.pk]

    assert (row["status"], row["members"], row["schema_version"]) == ("actief", 2, wilgendal.row.schema_version)
    assert len(row["target_groups"]) == 2


def test_cost_does_not_grow_with_the_number_of_groups(staff, django_assert_num_queries):
    staff.get("/beheer/")
    with CaptureQueriesContext(connection) as few:
        staff.get("/beheer/")
    for number in range(5):
        Group.objects.create(slug=f"extra-{number}", name=f"Extra {number}", schema_name=f"g_extra{number}")

    with django_assert_num_queries(len(few)):
        staff.get("/beheer/")


def test_staff_get_into_no_group(wilgendal, staff):
    assert staff.get(wilgendal.url()).status_code == 404


def test_suspended_group_refuses_its_members_at_the_next_request(wilgendal, make_member, client_of, staff):
    client = client_of(make_member(wilgendal, "gp", "group_admin"))
    assert client.get(wilgendal.url("beheer/leden/")).status_code == 200

    staff.post(f"/beheer/groepen/{wilgendal.row.pk}/opschorten/")

    refused = client.get(wilgendal.url("beheer/leden/"))
    assert refused.status_code == 503
    assert "Deze groep is nu niet beschikbaar" in refused.text
    staff.post(f"/beheer/groepen/{wilgendal.row.pk}/hervatten/")
    assert client.get(wilgendal.url("beheer/leden/")).status_code == 200


def test_suspended_group_looks_unknown_to_strangers(wilgendal, zandplaat, make_member, client_of, staff):
    stranger = client_of(make_member(zandplaat, "gp"))
    staff.post(f"/beheer/groepen/{wilgendal.row.pk}/opschorten/")

    suspended, unknown = stranger.get(wilgendal.url()), stranger.get("/groep/bestaat-niet/")

    assert (suspended.status_code, suspended.text) == (404, unknown.text)


def test_suspending_is_written_in_the_groups_log(wilgendal, staff):
    staff.post(f"/beheer/groepen/{wilgendal.row.pk}/opschorten/")
    staff.post(f"/beheer/groepen/{wilgendal.row.pk}/opschorten/")

    with in_group(wilgendal.row):
        assert list(AccessLogEntry.objects.values_list("what", "actor_name")) == [
            ("group.suspended", "Mila Medewerker")
        ]


def test_suspending_asks_for_a_fresh_code(wilgendal, staff, monkeypatch):
    monkeypatch.setattr("mdo_tenants.accounts.access.has_fresh_code", lambda _request: False)

    answer = staff.post(f"/beheer/groepen/{wilgendal.row.pk}/opschorten/")

    assert answer["Location"].startswith("/inloggen/bevestigen/")
    assert Group.objects.get(pk=wilgendal.row.pk).status == "active"


def test_staff_make_a_network_and_fill_it(wilgendal, staff):
    coordinator = make_user("Nelleke Netwerk")
    form = {"name": "Netwerk Nieuwland-Demo", "region": "Nieuwland", "target_groups": ["palliatief"]}
    url = staff.post("/beheer/netwerken/", form)["Location"]

    staff.post(f"{url}groepen/", {"group": str(wilgendal.row.pk)})
    staff.post(f"{url}coordinatoren/", {"email": coordinator.email.upper()})

    network = Network.objects.get(name="Netwerk Nieuwland-Demo")
    assert [group.pk for group in queries.linked_groups(network)] == [wilgendal.row.pk]
    assert queries.coordinators_of(network) == [coordinator]
    page = staff.get(url).text
    assert wilgendal.row.name in page
    assert coordinator.full_name in page

    staff.post(f"{url}groepen/{wilgendal.row.pk}/verwijderen/")
    staff.post(f"{url}coordinatoren/{coordinator.pk}/ontslaan/")
    assert (queries.linked_groups(network), queries.coordinators_of(network)) == ([], [])


def test_network_name_is_unique(network, staff):
    answer = staff.post("/beheer/netwerken/", {"name": "netwerk meerland-demo", "region": "Meerland"})

    assert "Er is al een netwerk met deze naam" in answer.text


def test_coordinator_needs_an_account(network, staff):
    answer = staff.post(f"/beheer/netwerken/{network.pk}/coordinatoren/", {"email": "niemand@demo.invalid"})

    assert "Er is geen account met dit e-mailadres" in answer.text
