"""Guests: outsiders who read along at one meeting (M-11). A pass opens the door to the guests' pages and to no other.

The rows are public and written outside the group, as those of members are. Who runs the meeting is checked a floor up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common import dutch
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.groups import GroupLike, in_group, outside_groups
from mdo_tenants.accounts.models import Invitation, User, normalise_email
from mdo_tenants.accounts.queries import open_guest_invitations
from mdo_tenants.accounts.services.invitations import invite, unusable
from mdo_tenants.groups.models import Group, GuestPass, Membership
from mdo_tenants.groups.queries import switches_of
from mdo_tenants.groups.rights import GUEST

PATHS = ("te-gast/", "api/v1/guest/")  # what a guest may ask for: for everything else a guest is a stranger


@dataclass(frozen=True, kw_only=True)
class Slot:
    """When a meeting is, as far as a pass must know."""

    meeting_id: UUID
    starts_at: datetime
    ends_at: datetime
    valid_until: datetime

    @property
    def in_words(self) -> str:
        starts, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        return f"{dutch.day_long(starts.date())}, {dutch.clock_range(starts, ends)}"


def give_pass(
    group: GroupLike, slot: Slot, *, by: Actor, name: str, email: str, discipline: str, organisation: str = ""
) -> tuple[GuestPass, bool]:
    """A pass for this address, and the mail with its link; whether it is new. Who has one keeps it, with one mail.

    Raises Invalid for a member, who comes as a member.
    """
    address = normalise_email(email)
    with transaction.atomic(), outside_groups():
        _refuse_member(group.id, address)
        found, created = GuestPass.objects.get_or_create(
            group_id=group.id,
            meeting_id=slot.meeting_id,
            email=address,
            revoked_at=None,
            defaults={
                "full_name": name,
                "discipline": discipline,
                "organisation": organisation,
                "starts_at": slot.starts_at,
                "valid_until": slot.valid_until,
                "invited_by_id": by.user_id,
            },
        )
        if created:
            _invite(group, found, slot, by=by)
    return found, created


def mail_again(group: GroupLike, slot: Slot, pass_id: UUID, *, by: Actor) -> GuestPass:
    """A new link; the one before stops working. For who used it already there is nothing to mail."""
    with transaction.atomic(), outside_groups():
        found = _pass(group, slot.meeting_id, pass_id)
        if found.accepted_at is None:
            _invite(group, found, slot, by=by)
    return found


def revoke_pass(group: GroupLike, meeting_id: UUID, pass_id: UUID) -> GuestPass:
    """Holds from the next request, for the link too; revoked already is fine."""
    with transaction.atomic(), outside_groups():
        found = _pass(group, meeting_id, pass_id, revoked_too=True)
        if found.revoked_at is None:
            found.revoked_at = timezone.now()
            found.save(update_fields=["revoked_at"])
        open_guest_invitations([pass_id]).update(revoked_at=timezone.now())
    return found


def end_links(group: GroupLike, meeting_id: UUID) -> None:
    """The meeting is over or will not be: links that nobody used end with it."""
    with transaction.atomic(), outside_groups():
        open_guest_invitations(_ids(group, meeting_id)).update(revoked_at=timezone.now())


def follow_meeting(group: GroupLike, slot: Slot) -> None:
    """The meeting moved: its passes and the links that nobody used yet move along."""
    with transaction.atomic(), outside_groups():
        passes = GuestPass.objects.filter(group_id=group.id, meeting_id=slot.meeting_id)
        passes.update(starts_at=slot.starts_at, valid_until=slot.valid_until)
        for invitation in open_guest_invitations(_ids(group, slot.meeting_id)):
            invitation.expires_at = slot.valid_until
            invitation.details = {**invitation.details, "when": slot.in_words}
            invitation.save(update_fields=["expires_at", "details"])


def passes_of(group: GroupLike, meeting_id: UUID) -> list[GuestPass]:
    """Everybody who was invited, in order; may be asked inside the group."""
    with outside_groups():
        return list(GuestPass.objects.filter(group_id=group.id, meeting_id=meeting_id))


def use_pass(group: Group, pass_id: UUID, *, user: User) -> None:
    """The link was used by `user`, whose address was invited. Raises NotFound when it was revoked meanwhile."""
    by = Actor(user_id=user.pk, name=user.full_name, group_id=group.id, roles=frozenset({GUEST}))
    with transaction.atomic():
        waiting = GuestPass.objects.filter(pk=pass_id, group=group, revoked_at=None, accepted_at=None)
        if not waiting.update(user=user, accepted_at=timezone.now()):
            raise NotFound(unusable())
        with in_group(group):
            record_access(by, action="C", what="guest.accepted", detail={"pass": str(pass_id)})


def guest_at_door(*, group_id: UUID, user_id: UUID, address: str = "") -> tuple[Group, Actor] | None:
    """Asked at every request of who is no member: a revoked pass, a group or account that stopped, let nobody in."""
    passes = list(_passes_that_open().filter(group_id=group_id, user_id=user_id))
    if not passes:
        return None
    group: Group = passes[0].group
    actor = Actor(
        user_id=user_id,
        name=passes[0].user.full_name,  # type: ignore[union-attr]  # only a pass with a user opens
        roles=frozenset({GUEST}),
        group_id=group.id,
        meeting_ids=frozenset(one.meeting_id for one in passes),
        switches=switches_of(group),
        address=address,
    )
    return group, actor


def passes_ahead(user_id: UUID) -> Sequence[GuestPass]:
    """Where a person is a guest, today or later."""
    return list(_passes_that_open().filter(user_id=user_id, valid_until__gt=timezone.now()).order_by("starts_at"))


def _passes_that_open() -> models.QuerySet[GuestPass]:
    active = {"group__status": Group.Status.ACTIVE, "user__is_active": True}
    return GuestPass.objects.select_related("group", "user").filter(revoked_at=None, **active)


def _invite(group: GroupLike, found: GuestPass, slot: Slot, *, by: Actor) -> Invitation:
    return invite(
        found.email,
        full_name=found.full_name,
        group_id=group.id,
        group_name=group.name,
        details={"when": slot.in_words},
        invited_by_id=by.user_id,
        guest_pass_id=found.pk,
        expires_at=slot.valid_until,
    )


def _pass(group: GroupLike, meeting_id: UUID, pass_id: UUID, *, revoked_too: bool = False) -> GuestPass:
    found = GuestPass.objects.select_for_update().filter(pk=pass_id, group_id=group.id, meeting_id=meeting_id).first()
    if found is None or (found.revoked_at and not revoked_too):
        raise NotFound
    return found


def _ids(group: GroupLike, meeting_id: UUID) -> list[UUID]:
    return list(GuestPass.objects.filter(group_id=group.id, meeting_id=meeting_id).values_list("pk", flat=True))


def _refuse_member(group_id: UUID, email: str) -> None:
    present = Membership.objects.filter(group_id=group_id, ended_at__isnull=True, user__is_active=True)
    if present.filter(user__email=email).exists():
        message = _("Deze persoon is lid van de groep en is er al bij. Vink hem of haar aan bij ‘Wie is er’.")
        raise Invalid(message, fields={"email": [message]})
