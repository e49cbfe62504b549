"""Reads of sign-ups."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.provisioning.models import SignUp


def confirmable(token: str) -> SignUp | None:
    """The request that this link would confirm now."""
    waiting = SignUp.objects.filter(state=SignUp.State.REQUESTED, token_expires_at__gt=timezone.now())
    return waiting.filter(token_digest=digest_of(token)).first()


def sign_up(sign_up_id: UUID | str) -> SignUp | None:
    return SignUp.objects.select_related("group").filter(pk=sign_up_id).first()


def unfinished() -> list[SignUp]:
    """Confirmed, and not ready: what staff may have to look at. Oldest first."""
    busy = [SignUp.State.VERIFIED, SignUp.State.CREATING, SignUp.State.FAILED]
    return list(SignUp.objects.filter(state__in=busy).order_by("created_at"))
