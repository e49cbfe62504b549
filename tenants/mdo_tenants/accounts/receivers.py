"""What accounts do when the mail server says something of a mailbox."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from mdo_foundation.common.signals import mail_accepted, mail_refused
from mdo_tenants.accounts.models import User, normalise_email


@receiver(mail_refused)
def mark_refused(*, address: str, **_kwargs: Any) -> None:
    address = normalise_email(address)
    User.objects.filter(email=address).update(mail_refused_for=address)


@receiver(mail_accepted)
def clear_refused(*, address: str, **_kwargs: Any) -> None:
    User.objects.filter(email=normalise_email(address)).exclude(mail_refused_for="").update(mail_refused_for="")
