"""Invitations by mail (O-02): made in or outside a group, accepted once."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import outbox
from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import Invitation, User, normalise_email
from mdo_tenants.accounts.services.passwords import require_strong
from mdo_tenants.accounts.services.people import create_person
from mdo_tenants.accounts.signals import invitation_accepted

INVITATION_MAIL = "accounts.invitation_mail"
VALID_FOR = timedelta(days=7)


def invite(
    email: str,
    *,
    full_name: str = "",
    group_id: UUID | None = None,
    group_name: str = "",
    roles: Sequence[str] = (),
    details: dict[str, Any] | None = None,
    invited_by_id: UUID | None = None,
    guest_pass_id: UUID | None = None,
    expires_at: datetime | None = None,
) -> Invitation:
    """Invite `email`; the mail goes out when the caller's transaction is committed. May be called inside a group.

    `roles` and `details` (ids only) come back with the signal `invitation_accepted`. An earlier open invitation of the
    same address for the same group is revoked: for a guest the one to the same meeting.
    """
    email = normalise_email(email)
    with transaction.atomic():
        earlier = Invitation.objects.filter(email=email, group_id=group_id, accepted_at=None, revoked_at=None)
        earlier.filter(guest_pass_id=guest_pass_id).update(revoked_at=timezone.now())
        invitation = Invitation.objects.create(
            email=email,
            full_name=full_name.strip(),
            group_id=group_id,
            group_name=group_name,
            roles=list(roles),
            details=details or {},
            invited_by_id=invited_by_id,
            guest_pass_id=guest_pass_id,
            expires_at=expires_at or timezone.now() + VALID_FOR,
        )
        send_invitation(invitation)
    return invitation


def send_invitation(invitation: Invitation) -> None:
    """Mail it (again). Each mail has a new token, made by the worker; the one before stops working."""
    outbox.enqueue(INVITATION_MAIL, f"{invitation.pk}:{uuid4()}", payload={"invitation_id": str(invitation.pk)})


def revoke_invitation(invitation_id: UUID) -> None:
    Invitation.objects.filter(pk=invitation_id, accepted_at=None).update(revoked_at=timezone.now())


def new_token(invitation: Invitation) -> str:
    """256 random bits; only their digest is stored."""
    token = secrets.token_urlsafe(32)
    Invitation.objects.filter(pk=invitation.pk).update(token_digest=digest_of(token))
    return token


def accept_as_new(token: str, *, full_name: str, password: str) -> User:
    """Make the account of the invited address, and use the invitation up. Raises NotFound, Invalid, Conflict."""
    with transaction.atomic():
        invitation = _use_up(token)
        require_strong(password, user=User(email=invitation.email, full_name=full_name))
        user = create_person(invitation.email, full_name=full_name, password=password)
        invitation_accepted.send(sender=Invitation, invitation=invitation, user=user)
    record_event("invitation accepted", user_id=user.pk)
    return user


def accept_as_existing(token: str, *, user: User) -> None:
    """As a logged-in person whose address was invited. Raises NotFound, also for somebody else's invitation."""
    with transaction.atomic():
        invitation = _use_up(token)
        if invitation.email != user.email:
            raise NotFound(unusable())
        invitation_accepted.send(sender=Invitation, invitation=invitation, user=user)
    record_event("invitation accepted", user_id=user.pk)


def unusable() -> str:
    return _("Deze uitnodiging is al gebruikt, ingetrokken of verlopen. Vraag om een nieuwe.")


def _use_up(token: str) -> Invitation:
    """One statement decides who accepts; it is undone with the caller's transaction."""
    found = Invitation.objects.filter(token_digest=digest_of(token))
    now = timezone.now()
    if not found.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).update(accepted_at=now):
        raise NotFound(unusable())
    return found.get()
