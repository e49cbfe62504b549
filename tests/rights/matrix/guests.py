"""The guests of the matrix: a pass for one meeting each, used or taken away, and for each meeting one that waits."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.utils import timezone

from mdo_foundation.common.groups import in_group, outside_groups
from mdo_platform.meetings.models import Attendance
from mdo_tenants.groups.models import Group, GuestPass
from tests.rights.matrix.people import PEOPLE

if TYPE_CHECKING:
    from tests.rights.matrix.world import World

WHERE = {"open": "wilgendal", "planned": "wilgendal", "reported": "wilgendal", "twin": "zandplaat"}


def let_in(world: World) -> None:
    for name, person in PEOPLE.items():
        meeting, _space, revoked = person.guest_at.partition(" ")
        if meeting:
            user, group = world.people[name].user, world.groups[WHERE[meeting]]
            meeting_id = world.things[f"meeting {meeting}"].meeting_id
            used = {"user": user, "accepted_at": timezone.now(), "revoked_at": timezone.now() if revoked else None}
            found = _pass(group, meeting_id, email=user.email, **used)
            with in_group(group):
                Attendance.objects.create(
                    meeting_id=meeting_id, name="Gast-Demo", is_guest=True, guest_pass_id=found.pk
                )
    for meeting, slug in WHERE.items():
        _pass(world.groups[slug], world.things[f"meeting {meeting}"].meeting_id, email=f"{uuid4()}@demo.invalid")


def ids_of(world: World, slug: str, meeting_id: UUID) -> dict[str, UUID]:
    """Of the guest who used the link, and of the one who did not yet."""
    with outside_groups():
        passes = GuestPass.objects.filter(group=world.groups[slug], meeting_id=meeting_id, revoked_at=None)
        used = passes.exclude(user=None).values_list("pk", flat=True).first()
        waiting = passes.filter(user=None).values_list("pk", flat=True).first()
    return {"pass_id": used or uuid4(), "waiting_pass_id": waiting or uuid4()}


def _pass(group: Group, meeting_id: UUID, *, email: str, **more: Any) -> GuestPass:
    begins = timezone.now() + timedelta(hours=1)
    return GuestPass.objects.create(
        group=group, meeting_id=meeting_id, email=email, full_name="Gast-Demo", discipline="Klinisch geriater",
        starts_at=begins, valid_until=begins + timedelta(hours=3), invited_by_id=uuid4(), **more,
    )  # fmt: skip
