"""The demo: three groups with the forty synthetic patients, made by the same services as real ones. Repeatable."""

from __future__ import annotations

from django.db import transaction

from mdo_foundation.common.groups import in_group
from mdo_platform.meetings.demo import seed_meetings
from mdo_platform.pathways.demo import seed_steps
from mdo_platform.questionnaires.demo import seed_results
from mdo_platform.register.demo import seed_patients
from mdo_tenants.groups.models import Membership
from mdo_tenants.groups.rights import Role
from mdo_tenants.provisioning.demo import seed_groups


def chairs() -> list[str]:
    """Who can be tried first: the chair of every demo group, with the address to log in with."""
    found = Membership.objects.filter(group__is_demo=True, ended_at__isnull=True, roles__contains=[Role.CHAIR])
    rows = found.order_by("group__name").values_list("group__name", "user__full_name", "user__email")
    return [f"{group}: {name}, {Role.CHAIR.label}, {email}" for group, name, email in rows]


def seed_demo() -> None:
    """Put in what is missing; a second run changes nothing."""
    for group in seed_groups():
        with transaction.atomic(), in_group(group):
            seed_patients(group)
            seed_steps(group)
            seed_results(group)
            seed_meetings(group)
