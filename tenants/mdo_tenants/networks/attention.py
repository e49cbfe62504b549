"""What groups share with their networks. The only door by which a text leaves a group's schema for the public one."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from uuid import UUID

from django.utils import timezone

from mdo_foundation.common.groups import GroupLike, outside_groups
from mdo_tenants.networks.models import AttentionPoint, Network


@dataclass(frozen=True, kw_only=True)
class Shared:
    """Everything that leaves; the name of the group goes with it. No id of a patient, a meeting or a person."""

    category: str
    target_group: str
    text: str


def networks_for(group: GroupLike, *, target_group: str) -> list[Network]:
    """The group's networks that are for this target group, all when it is about none. Works inside the group."""
    found = Network.objects.filter(group_links__group_id=group.id)
    return [one for one in found if not (target_group and one.target_groups) or target_group in one.target_groups]


def share(group: GroupLike, *, source: UUID, shared: Shared) -> int:
    """In the caller's transaction; again with the same `source` replaces it. The number of networks that have it."""
    networks = networks_for(group, target_group=shared.target_group)
    with outside_groups():  # a group's role writes nothing public, so raw SQL in a group cannot either
        for network in networks:
            AttentionPoint.objects.update_or_create(
                network_id=network.pk,
                group_id=group.id,
                source=source,
                defaults={**asdict(shared), "updated_at": timezone.now()},
            )
    return len(networks)


def withdraw(group: GroupLike, *, source: UUID) -> None:
    """Take it back from every network; already gone is fine."""
    with outside_groups():
        AttentionPoint.objects.filter(group_id=group.id, source=source).delete()
