"""The pages of the group administrator: for that role, in that group, and for nobody else."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client

from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.groups.queries import actor_from, membership
from tests.conftest import make_user

PAGES = ["beheer/leden/", "beheer/leden/uitnodigen/", "beheer/keuzes/"]
OTHERS = ["gp", "nurse", "home_care", "consultant", "chair", "vice_chair", "secretary"]


def _writes(place) -> list[str]:
    member = Membership.objects.filter(group=place.row).first()
    return [
        "beheer/leden/uitnodigen/",
        f"beheer/leden/{member.pk}/",
        f"beheer/leden/{member.pk}/beeindigen/",
        "beheer/keuzes/",
        f"beheer/uitnodigingen/{uuid.uuid4()}/opnieuw/",
        f"beheer/uitnodigingen/{uuid.uuid4()}/intrekken/",
    ]


@pytest.mark.parametrize("path", PAGES)
def test_administrator_sees_the_pages(wilgendal, admin_client, path):
    assert admin_client.get(wilgendal.url(path)).status_code == 200


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_are_refused(wilgendal, make_member, client_of, role):
    client = client_of(make_member(wilgendal, role))

    assert {client.get(wilgendal.url(path)).status_code for path in PAGES} == {403}
    assert {client.post(wilgendal.url(path)).status_code for path in _writes(wilgendal)} == {403}


def test_an_administrator_who_is_also_gp_has_both(wilgendal, make_member, client_of):
    client = client_of(make_member(wilgendal, "gp", "group_admin"))

    assert client.get(wilgendal.url("beheer/leden/")).status_code == 200


def test_administrator_of_another_group_does_not_find_it(wilgendal, zandplaat, make_member, client_of):
    make_member(wilgendal, "group_admin")
    client = client_of(make_member(zandplaat, "group_admin"))

    assert {client.get(wilgendal.url(path)).status_code for path in PAGES} == {404}
    assert {client.post(wilgendal.url(path)).status_code for path in _writes(wilgendal)} == {404}


def test_members_of_another_group_cannot_be_changed_from_here(wilgendal, zandplaat, make_member, admin_client):
    foreign = Membership.objects.get(user=make_member(zandplaat, "gp"))

    for path in (f"beheer/leden/{foreign.pk}/", f"beheer/leden/{foreign.pk}/beeindigen/"):
        assert admin_client.post(wilgendal.url(path), {"roles": ["chair"]}).status_code == 404
    foreign.refresh_from_db()
    assert (foreign.roles, foreign.ended_at) == (["gp"], None)


def test_staff_are_not_let_in(wilgendal, client_of):
    client = client_of(make_user("Medewerker", is_staff_member=True))

    assert {client.get(wilgendal.url(path)).status_code for path in PAGES} == {404}


def test_anonymous_is_sent_to_log_in(wilgendal):
    assert Client().get(wilgendal.url("beheer/leden/"))["Location"].startswith("/inloggen/?next=")


def test_granting_asks_for_a_fresh_code(wilgendal, admin_client, monkeypatch):
    monkeypatch.setattr("mdo_tenants.accounts.access.has_fresh_code", lambda _request: False)

    answer = admin_client.get(wilgendal.url("beheer/leden/uitnodigen/"))

    assert answer["Location"].startswith("/inloggen/bevestigen/?next=%2Fgroep%2Fwilgendal%2F")


def test_the_door_asks_one_question(wilgendal, make_member, django_assert_num_queries):
    """Membership, roles and the group's choices of this moment, in one statement."""
    user = make_member(wilgendal, "gp", name="Deur Demo")
    with django_assert_num_queries(1):
        found = membership(group_id=wilgendal.row.pk, user_id=user.pk)
        actor = actor_from(found)
        assert (found.group.slug, found.group.schema_name) == ("wilgendal", "g_wilgendal")
    assert (actor.name, actor.roles) == ("Deur Demo", {"gp"})


def test_a_group_that_waits_for_its_migration_is_closed_for_a_while(wilgendal, make_member, client_of):
    client = client_of(make_member(wilgendal, "chair"))
    Group.objects.filter(pk=wilgendal.row.pk).update(schema_version=wilgendal.row.schema_version - 1)
    answer = client.get(wilgendal.url("register/"))
    assert answer.status_code == 503
    assert "We werken deze groep bij" in answer.content.decode()
    Group.objects.filter(pk=wilgendal.row.pk).update(schema_version=wilgendal.row.schema_version + 1)
    assert client.get(wilgendal.url("register/")).status_code == 200, (
        "code one release back must work (expand, contract)"
    )
