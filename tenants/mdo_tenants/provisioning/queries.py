"""Reads of sign-ups."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.accounts.models import Invitation
from mdo_tenants.accounts.queries import open_invitations
from mdo_tenants.provisioning.models import SignUp


def confirmable(token: str) -> SignUp | None:
    """The request that this link would confirm now."""
    waiting = SignUp.objects.filter(state=SignUp.State.REQUESTED, token_expires_at__gt=timezone.now())
    return waiting.filter(token_digest=digest_of(token)).first()


def sign_up(sign_up_id: UUID | str) -> SignUp | None:
    return SignUp.objects.select_related("group").filter(pk=sign_up_id).first()


def chair_invitation(found: SignUp) -> Invitation | None:
    """What the first chair can accept to make an account; None with an account, or when it was accepted."""
    return open_invitations(found.group_id).filter(email=found.email).first() if found.group_id else None


def is_handing_over(found: SignUp) -> bool:
    """The invitation was not mailed yet: a link given now would stop working when it is.

    Ten seconds at most, since the mail server may be away.
    """
    invitation = chair_invitation(found)
    return (
        invitation is not None
        and invitation.token_digest is None
        and timezone.now() - invitation.created_at < timedelta(seconds=10)
    )


def unfinished() -> list[SignUp]:
    """Confirmed, and not ready: what staff may have to look at. Oldest first."""
    busy = [SignUp.State.VERIFIED, SignUp.State.CREATING, SignUp.State.FAILED]
    return list(SignUp.objects.filter(state__in=busy).order_by("created_at"))
