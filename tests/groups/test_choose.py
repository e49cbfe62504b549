"""The page that asks where to go after logging in."""

from __future__ import annotations

from django.test import Client

from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.networks import appointments
from tests.conftest import make_user


def test_one_group_goes_straight_on(wilgendal, make_member, client_of):
    answer = client_of(make_member(wilgendal, "gp")).get("/groepen/")

    assert answer["Location"] == wilgendal.url()


def test_several_groups_are_offered_with_the_roles(wilgendal, zandplaat, make_member, client_of):
    user = make_member(wilgendal, "gp")
    Membership.objects.create(group=zandplaat.row, user=user, roles=["consultant", "secretary"])

    page = client_of(user).get("/groepen/").text

    assert wilgendal.url() in page
    assert "consulent, notulist" in page


def test_without_group_it_says_what_to_do(db, client_of):
    page = client_of(make_user("Nog Nergens")).get("/groepen/").text

    assert "Je bent nog geen lid van een groep" in page
    assert "/aanmelden/" in page


def test_suspended_group_is_not_offered(wilgendal, zandplaat, make_member, client_of):
    user = make_member(wilgendal, "gp")
    Membership.objects.create(group=zandplaat.row, user=user, roles=["gp"])
    Group.objects.filter(pk=wilgendal.row.pk).update(status="suspended")

    assert client_of(user).get("/groepen/")["Location"] == zandplaat.url()


def test_coordinator_without_group_goes_to_the_network(db, client_of):
    network = appointments.create_network(name="Meerland-Demo", region="Meerland-Demo", target_groups=[])
    user = make_user("Coördinator")
    appointments.appoint_coordinator(network, email=user.email)

    assert client_of(user).get("/groepen/")["Location"] == f"/netwerk/{network.pk}/"


def test_staff_go_to_the_groups(db, client_of):
    assert client_of(make_user("Medewerker", is_staff_member=True)).get("/groepen/")["Location"] == "/beheer/"


def test_anonymous_logs_in_first(db):
    assert Client().get("/groepen/")["Location"].startswith("/inloggen/")
