"""The demo: three groups with the forty synthetic patients, made by the same services as real ones. Repeatable."""

from __future__ import annotations

from django.db import transaction

from mdo_foundation.common.groups import in_group
from mdo_platform.meetings.demo import seed_meetings
from mdo_platform.register.demo import seed_patients
from mdo_tenants.provisioning.demo import seed_groups


def seed_demo() -> None:
    """Put in what is missing; a second run changes nothing."""
    for group in seed_groups():
        with transaction.atomic(), in_group(group):
            seed_patients(group)
            seed_meetings(group)
