"""Names in addresses: unique, also when only dashes differ; never one that means something else."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mdo_foundation.common.database.base import is_group_schema
from mdo_foundation.common.errors import Invalid
from mdo_tenants.groups.models import SLUG, Group
from mdo_tenants.provisioning import slugs
from mdo_tenants.provisioning.building import reserve_group


@pytest.mark.parametrize(
    "slug",
    [
        "",
        "ab",
        "a-b",
        "-abc",
        "abc-",
        "1abc",
        "Abc",
        "a_bc",
        "a b",
        "abc/d",
        "é-groep",
        "admin",
        "nieuw",
        "a" * 31,
        "abc\n",
        "g;x",
    ],
)
def test_wrong_or_reserved_slug_is_refused(db, slug):
    with pytest.raises(Invalid):
        slugs.check_slug(slug)


def test_taken_slug_is_refused(wilgendal):
    with pytest.raises(Invalid):
        slugs.check_slug("wilgendal")


def test_slug_that_differs_in_dashes_only_is_taken(wilgendal):
    with pytest.raises(Invalid, match="lijkt te veel"):
        slugs.check_slug("wilgen-dal")


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Wilgenmeer", "wilgenmeer"),
        ("Huisartsengroep ’t Hooft", "huisartsengroep-t-hooft"),
        ("Één & Ander", "een-ander"),
        ("Huisartsengroep Rietveld en Omstreken", "huisartsengroep-rietveld"),
        ("2 Havens", "groep-2-havens"),
        ("Beheer", "beheer-2"),
        ("...", "groep-2"),
        ("日本", "groep-2"),
    ],
)
def test_slug_follows_the_name(db, name, slug):
    assert slugs.free_slug(name) == slug


def test_same_name_gets_the_next_number(db):
    made = [reserve_group(name="Waterkant-Demo").slug for _ in range(3)]

    assert made == ["waterkant-demo", "waterkant-demo-2", "waterkant-demo-3"]
    assert Group.objects.filter(schema_name__startswith="g_waterkantdemo").count() == 3


def test_race_for_a_name_ends_with_the_next_one(db, monkeypatch):
    """Another takes the name between our look and our write."""
    reserve_group(name="Waterkant-Demo")
    real, stale = slugs._is_taken, [False, False]
    monkeypatch.setattr(slugs, "_is_taken", lambda slug: stale.pop() if stale else real(slug))

    assert reserve_group(name="Waterkant-Demo").slug == "waterkant-demo-2"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(name=st.text(max_size=100))
def test_every_name_has_a_slug_that_is_safe(db, name):
    slug = slugs.free_slug(name)

    SLUG(slug)
    assert is_group_schema(slugs.schema_for(slug))
    assert slug not in slugs.RESERVED
