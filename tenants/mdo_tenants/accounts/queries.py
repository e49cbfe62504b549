"""Reads of accounts, for the pages of this app and for the floors above."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.accounts.models import (
    AccountSession,
    ApiToken,
    Invitation,
    RecoveryCode,
    TotpDevice,
    User,
    normalise_email,
)


def find_person(user_id: UUID | str | None) -> User | None:
    return User.objects.filter(pk=user_id).first() if user_id else None


def find_person_by_email(email: str) -> User | None:
    return User.objects.filter(email=normalise_email(email)).first()


def names_of(user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id; may be asked inside a group."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "full_name"))


def has_second_factor(user: User) -> bool:
    return TotpDevice.objects.filter(pk=user.pk).exists()


def recovery_codes_left(user: User) -> int:
    return RecoveryCode.objects.filter(user=user, used_at=None).count()


def sessions_of(user: User) -> QuerySet[AccountSession]:
    """Open sessions, last used first."""
    return AccountSession.objects.filter(user_id=user.pk, expire_date__gt=timezone.now()).order_by("-seen_at")


def open_invitations(group_id: UUID) -> QuerySet[Invitation]:
    """Invitations to become a member that can still be accepted, newest first; may be asked inside a group."""
    return _open().filter(group_id=group_id, guest_pass_id=None).order_by("-created_at")


def open_guest_invitations(pass_ids: Iterable[UUID]) -> QuerySet[Invitation]:
    """Invitations of these guests that can still be accepted."""
    return _open().filter(guest_pass_id__in=list(pass_ids))


def find_open_invitation(invitation_id: UUID | str) -> Invitation | None:
    return _open().filter(pk=invitation_id).first()


def find_invitation_by_token(token: str) -> Invitation | None:
    return _open().filter(token_digest=digest_of(token)).first()


def tokens_of(user_id: UUID, *, group_id: UUID) -> QuerySet[ApiToken]:
    """The person's tokens in one group that still work, newest first; may be asked inside a group."""
    usable = ApiToken.objects.filter(user_id=user_id, group_id=group_id, revoked_at=None, expires_at__gt=timezone.now())
    return usable.order_by("-created_at")


def _open() -> QuerySet[Invitation]:
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=timezone.now())
