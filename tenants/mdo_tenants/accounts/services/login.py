"""The first factor: e-mail address and password."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from mdo_foundation.common import limits
from mdo_foundation.common.errors import Invalid, TooMany
from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import User, normalise_email
from mdo_tenants.accounts.rules import can_log_in

PER_ACCOUNT = limits.Limit(name="login-account", maximum=10, per=timedelta(hours=1))
PER_ADDRESS = limits.Limit(name="login-address", maximum=50, per=timedelta(hours=1))


def check_credentials(email: str, *, password: str, address: str) -> User:
    """The person who may go on to the second factor; `address` is the client's network address.

    Unknown, disabled and wrong look the same and cost the same: one hash each. Attempts are counted before they are
    checked and given back when right, so many people behind one address do not shut each other out.
    Raises Invalid or TooMany.
    """
    email, network = normalise_email(email), limits.network_of(address)
    _take(PER_ADDRESS, network)
    _take(PER_ACCOUNT, email)
    user = User.objects.filter(email=email).first()
    if user is None:
        User().set_password(password)
    if user is None or not user.check_password(password) or not can_log_in(user):
        record_event("login refused", user_id=user.pk if user else None)
        raise Invalid(_("Dit e-mailadres en wachtwoord horen niet bij elkaar. Controleer ze en probeer het opnieuw."))
    limits.give_back(PER_ADDRESS, subject=network)
    limits.give_back(PER_ACCOUNT, subject=email)
    return user


def _take(limit: limits.Limit, subject: str) -> None:
    if not limits.take(limit, subject=subject):
        record_event(f"limit {limit.name}")
        raise TooMany(
            _("Er is te vaak geprobeerd om in te loggen. Wacht een uur, of maak een nieuw wachtwoord."),
            retry_after=limits.seconds_left(limit),
        )
