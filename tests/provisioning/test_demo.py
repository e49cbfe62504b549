"""The demo's groups: made as real ones are, only in a demo, and repeatable."""

from __future__ import annotations

import pytest

from mdo_foundation.common.errors import NotFound
from mdo_foundation.common.groups import in_group
from mdo_tenants.accounts.models import User
from mdo_tenants.groups.demo import DEMO_GROUPS
from mdo_tenants.groups.models import Group, Membership
from mdo_tenants.networks.models import HomeCareOrganisation, NewsItem
from mdo_tenants.networks.queries import news_for_group
from mdo_tenants.provisioning.demo import seed_groups


@pytest.fixture
def seeded(db, settings) -> list[Group]:
    settings.MDO_DEMO = True
    return seed_groups()


def test_three_groups_with_a_chair_who_also_administers(seeded):
    assert [group.slug for group in seeded] == ["wilgenmeer", "oosterpolder", "stadsrand-zuid"]
    for group in seeded:
        chairs = Membership.objects.filter(group=group, roles__contains=["chair", "group_admin", "gp"])
        assert (group.status, group.is_demo, chairs.count()) == ("active", True, 1)


def test_everybody_is_invented(seeded):
    people = User.objects.filter(is_demo=True)

    assert people.count() > 30
    assert all(user.full_name.endswith("-Demo") and user.email.endswith("@demo.invalid") for user in people)
    assert all(user.email.isascii() for user in people)


def test_nurses_belong_to_an_organisation_of_the_region(seeded):
    known = set(HomeCareOrganisation.objects.values_list("pk", flat=True))

    nurses = Membership.objects.filter(group__in=seeded, roles__contains=["nurse"])
    assert {nurse.organisation_id for nurse in nurses} == known
    assert list(Group.objects.filter(nurses_as_home_care=True).values_list("slug", flat=True)) == ["stadsrand-zuid"]


def test_one_person_is_in_two_groups_and_one_is_staff(seeded):
    assert User.objects.get(email="cato.koekoeksbloem@demo.invalid").memberships.count() == 2
    assert User.objects.filter(is_staff_member=True, is_demo=True).count() == 1


def test_news_reaches_each_group(seeded):
    for group in seeded:
        with in_group(group):
            assert len(news_for_group(group.pk)) == 1


def test_second_run_changes_nothing(seeded):
    def counts() -> list[int]:
        return [model.objects.count() for model in (Group, User, Membership, HomeCareOrganisation, NewsItem)]

    before = counts()
    seed_groups()

    assert counts() == before


def test_outside_the_demo_nobody_is_made(db, settings):
    settings.MDO_DEMO = False
    with pytest.raises(NotFound):
        seed_groups()

    assert not Group.objects.filter(is_demo=True).exists()


def test_every_group_has_the_people_of_the_notes():
    wanted = {
        "huisarts": 4,
        "wijkverpleegkundige": 2,
        "apotheker": 1,
        "geestelijk verzorger": 1,
        "maatschappelijk werker": 1,
    }
    for demo in DEMO_GROUPS:
        disciplines = [person.discipline for person in demo.people]
        assert {name: disciplines.count(name) for name in wanted} == wanted
