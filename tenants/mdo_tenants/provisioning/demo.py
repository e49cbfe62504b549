"""The three groups of the demo with their people and network, made by the same services as real ones."""

from __future__ import annotations

from mdo_foundation.targetgroups.registry import get_registry
from mdo_tenants.groups.demo import DEMO_GROUPS, DemoGroup, seed_people, seed_staff
from mdo_tenants.groups.models import Group
from mdo_tenants.networks.demo import seed_network
from mdo_tenants.provisioning.services import create_group


def seed_groups() -> list[Group]:
    """Put in what is missing; a second run changes nothing. Returns the groups. Raises NotFound outside the demo."""
    seed_staff()
    groups = [_group(demo) for demo in DEMO_GROUPS]
    organisations = seed_network(group.pk for group in groups)
    for group, demo in zip(groups, DEMO_GROUPS, strict=True):
        seed_people(group, demo, organisations=organisations)
    return groups


def _group(demo: DemoGroup) -> Group:
    found: Group | None = Group.objects.filter(slug=demo.slug, status=Group.Status.ACTIVE).first()
    installed = {target_group.code for target_group in get_registry().target_groups}
    return found or create_group(
        name=demo.name,
        slug=demo.slug,
        place=demo.place,
        target_groups=[code for code in demo.target_groups if code in installed],
        is_demo=True,
    )
