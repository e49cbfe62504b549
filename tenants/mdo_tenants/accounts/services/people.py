"""Accounts themselves: made, renamed, disabled."""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Conflict
from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import AccountSession, ApiToken, User, normalise_email


def create_person(email: str, *, full_name: str, password: str | None = None, is_staff_member: bool = False) -> User:
    """A new account; without `password` it can only be used after a reset or an invitation. Raises Conflict."""
    user = User(email=normalise_email(email), full_name=full_name.strip(), is_staff_member=is_staff_member)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("Er is al een account met dit e-mailadres.")) from error
    return user


def rename_person(user: User, *, full_name: str) -> None:
    user.full_name = full_name.strip()
    user.save(update_fields=["full_name"])


def disable_person(user_id: UUID) -> None:
    """Refused from the next request on; sessions and API tokens end with it."""
    with transaction.atomic():
        User.objects.filter(pk=user_id).update(is_active=False)
        AccountSession.objects.filter(user_id=user_id).delete()
        ApiToken.objects.filter(user_id=user_id, revoked_at=None).update(revoked_at=timezone.now())
    record_event("account disabled", user_id=user_id)
