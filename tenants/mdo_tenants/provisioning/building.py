"""The steps that make a group. Each may be repeated: what is there already stays as it is (F20)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from mdo_tenants.groups.models import Group
from mdo_tenants.groups.services import enable_target_group
from mdo_tenants.networks.models import NetworkGroup
from mdo_tenants.provisioning import slugs
from mdo_tenants.provisioning.signals import group_ready
from mdo_tenants.provisioning.template import create_schema

_RACES = 5  # how often another may be quicker with the same name


def reserve_group(*, name: str, slug: str = "", **fields: Any) -> Group:
    """A row for the group, closed still. Without `slug` one is made of `name`. Raises Invalid for a wrong slug."""
    for _race in range(_RACES):
        chosen = slug or slugs.free_slug(name)
        slugs.check_slug(chosen)
        try:
            with transaction.atomic():
                return Group.objects.create(name=name, slug=chosen, schema_name=slugs.schema_for(chosen), **fields)
        except (IntegrityError, ValidationError):  # taken between looking and writing: look again
            continue
    raise RuntimeError("No free slug was found.")


def build_schema(group: Group) -> None:
    """Schema, role and grants, in one transaction of their own."""
    version = create_schema(group.schema_name)
    Group.objects.filter(pk=group.pk).update(schema_version=version)


def furnish_group(group: Group, *, target_groups: Iterable[str], network_id: UUID | None = None) -> None:
    for code in target_groups:
        enable_target_group(group_id=group.pk, code=code)
    if network_id is not None:
        NetworkGroup.objects.get_or_create(network_id=network_id, group=group)


def open_group(group: Group) -> None:
    """Let members in and tell the floors above, together or not at all; an open group stays as it is."""
    with transaction.atomic():
        if Group.objects.filter(pk=group.pk, status=Group.Status.CREATING).update(status=Group.Status.ACTIVE):
            group.status = Group.Status.ACTIVE
            group_ready.send(sender=Group, group=group)
