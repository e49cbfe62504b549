"""What the matrix does not ask: a group is not there for who is no verified member, and no public route fails."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client

from tests.conftest import make_user
from tests.rights.routes import routes

GROUP_ROUTES = routes("mdo_platform.project.urls_group")
PUBLIC_ROUTES = routes("mdo_platform.project.urls_public")
REFUSALS = {302, 401, 403, 404}
FAULTLESS = {200, 201, 204, 301, *REFUSALS, 400, 405, 409, 415, 428, 429}
MADE_UP = {"uuid": uuid4(), "int": 7, "str": "onbekend", "slug": "onbekend", "path": "onbekend"}


def _address(route, prefix):
    return prefix + route.filled(**{name: MADE_UP[kind] for name, kind in route.kinds})


def test_there_are_routes_of_every_room():
    text = " ".join(map(str, GROUP_ROUTES))
    for room in ("register/", "vergaderingen/", "nieuws/", "beheer/", "api/v1/"):
        assert room in text


@pytest.mark.parametrize("method", ["get", "post"])
def test_nothing_of_a_group_without_a_verified_member(wilgendal, zandplaat, make_member, client_of, method):
    """Nobody, a person of another group, one whose membership ended: all as for a group that does not exist."""
    stranger = client_of(make_member(zandplaat, "chair", "gp", "group_admin"))
    former = make_member(wilgendal, "chair", "gp", "group_admin")
    former.memberships.update(ended_at="2026-01-01T00:00Z")
    clients = (stranger, client_of(former))
    unknown = {}
    for route in GROUP_ROUTES:
        here, nowhere = _address(route, wilgendal.url()), _address(route, "/groep/bestaat-niet/")
        assert getattr(Client(), method)(here).status_code in {302, 401}, here
        for client in clients:
            door = (client, str(route).startswith("api/"))  # the answer is the same whatever is behind the door
            if door not in unknown:
                unknown[door] = getattr(client, method)(nowhere)
            answer = getattr(client, method)(here)
            assert (answer.status_code, answer.content) == (unknown[door].status_code, unknown[door].content), here
            assert answer.status_code == 404, here


@pytest.mark.parametrize("who", ["nobody", "member", "without group", "staff"])
def test_no_public_route_fails(wilgendal, make_member, client_of, who):
    people = {
        "nobody": Client,
        "member": lambda: client_of(make_member(wilgendal, "chair")),
        "without group": lambda: client_of(make_user("Zonder Groep-Demo")),
        "staff": lambda: client_of(make_user("Staf Demo", is_staff_member=True)),
    }
    for route in PUBLIC_ROUTES:
        for method in ("get", "post"):
            client = people[who]() if "uitloggen" in str(route) else people.setdefault("kept", people[who]())
            answer = getattr(client, method)(_address(route, "/"))
            assert answer.status_code in FAULTLESS | {503}, (str(route), method, answer.status_code)
