"""What the tests of billing share: a sender, groups that used the portal, and the check on numbers."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from django.utils import timezone

from mdo_tenants.groups.models import Group, GroupTargetGroup, TargetGroupUse

SELLER = {
    "name": "Portaal-Demo BV", "address": "Voorbeeldstraat 1", "postcode": "1234 AB", "city": "Voorbeeldstad",
    "kvk": "00000000", "vat_id": "NL000000000B00", "iban": "NL00DEMO0000000000", "email": "facturen@demo.invalid",
}  # fmt: skip
BY = uuid.UUID(int=7)
SLUG = "factuur"


def add_group(name: str, *used: str, start: date = date(2018, 3, 1), end: date | None = None, year: int = 2026) -> Any:
    unique = uuid.uuid4().hex[:12]
    group = Group.objects.create(
        name=name, slug=f"{SLUG}-{unique}", schema_name=f"g_{unique}", status=Group.Status.ACTIVE, started_on=start,
        ended_on=end, place="Voorbeelddorp", contact_name="A. Bakker-Demo", contact_email="groep@demo.invalid",
    )  # fmt: skip
    for code in used:
        GroupTargetGroup.objects.create(group=group, code=code, enabled_on=start)
        TargetGroupUse.objects.create(group=group, code=code, year=year)
    return group


def assert_gapless(numbers: list[str], *, year: int | None = None) -> None:
    """Unique numbers 1, 2, 3 … of one year."""
    year = year or timezone.localdate().year
    assert sorted(numbers) == [f"{year}-{i:05d}" for i in range(1, len(numbers) + 1)]
