"""Mails that tell the owner of an account what just changed; the one who did it may be somebody else (ASVS 6.3.7)."""

from __future__ import annotations

from uuid import uuid4

from mdo_foundation.common.mail import queue_mail
from mdo_tenants.accounts.models import User


def tell_owner(user: User, template: str) -> None:
    """Queue `accounts/<template>` in the caller's transaction; the mail holds no link that opens anything."""
    queue_mail(
        template=f"accounts/{template}",
        key=f"{template}:{uuid4()}",
        to=user.email,
        context={"name": user.full_name},
    )
