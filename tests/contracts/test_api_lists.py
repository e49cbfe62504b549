"""Lists come in pages with bounds, whatever is asked."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from mdo_tenants.accounts.models import User
from mdo_tenants.groups.models import Membership
from tests.contracts.callers import operations

PAGED = [
    one for one in operations() if {"limit", "offset"} <= {part["name"] for part in one.spec.get("parameters", [])}
]
COLLEAGUES = 230


@pytest.fixture
def crowd(wilgendal, person):
    users = User.objects.bulk_create(
        User(email=f"collega{number}@demo.invalid", full_name=f"Collega {number:03}-Demo", password="!")
        for number in range(COLLEAGUES)
    )
    Membership.objects.bulk_create(Membership(group=wilgendal.row, user=user, roles=["gp"]) for user in users)


def test_there_are_paged_lists():
    names = {one.spec["operationId"] for one in PAGED}
    assert {"meetings", "agreements", "signals", "members", "tokens", "invitations", "news"} <= names


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 50),
        ("limit=3", 3),
        ("limit=0", 50),
        ("limit=-1", 50),
        ("limit=alles", 50),
        ("limit=100000", 200),
        ("limit=" + "9" * 30, 200),
        ("offset=-5&limit=1", 1),
        ("offset=225", 6),
        ("offset=" + "9" * 30, 0),
    ],
)
def test_a_page_has_bounds(api, crowd, query, expected):
    answer = api("get", f"members/?{query}")
    assert answer.status_code == 200
    assert (answer.json()["count"], len(answer.json()["results"])) == (COLLEAGUES + 1, expected)


def test_next_leads_to_the_end_without_gap_or_repeat(api, crowd):
    found: list[str] = []
    path = "members/?limit=100"
    while path:
        page = api("get", path).json()
        found += [row["membership_id"] for row in page["results"]]
        path = page["next"] and "members/?" + urlsplit(page["next"]).query
        assert page["next"] is None or urlsplit(page["next"]).path == api.place.url("api/v1/members/")
    assert len(found) == len(set(found)) == COLLEAGUES + 1


@pytest.mark.parametrize("page", ["0", "-1", "alles", "9" * 30, "1.5", ""])
def test_a_page_of_patients_that_is_not_there(api, page):
    answer = api("get", f"patients/?page={page}")
    assert (answer.status_code, answer.json()["page"]) == (200, 1)


def test_a_list_costs_the_same_for_one_and_many(api, crowd, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        api("get", "members/?limit=200")
