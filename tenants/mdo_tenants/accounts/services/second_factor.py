"""The second factor: codes of the authenticator app (TOTP, RFC 6238).

A code counts in its own half minute and the next, so it lives 60 seconds at most. That is a deliberate deviation from
the 30 seconds of ASVS 6.5.5: people read a code and then type it. A code of a later half minute is refused; telephones
set their own clock. Each code works once, also in parallel.
"""

from __future__ import annotations

import re
import time
from datetime import timedelta
from uuid import UUID

import pyotp
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from mdo_foundation.common import limits
from mdo_foundation.common.crypto import decrypt, encrypt
from mdo_foundation.common.errors import Conflict, Invalid, TooMany
from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import TotpDevice, User
from mdo_tenants.accounts.services.notices import tell_owner
from mdo_tenants.accounts.services.recovery import make_recovery_codes, use_up_recovery_code

STEP = 30
ISSUER = "MDO-Portal"
PER_QUARTER = limits.Limit(name="code-quarter", maximum=10, per=timedelta(minutes=15))
PER_DAY = limits.Limit(name="code-day", maximum=96, per=timedelta(days=1))

_SIX_DIGITS = re.compile(r"[0-9]{6}")  # not \d: that also matches full-width and Arabic digits


def new_secret() -> str:
    """160 random bits, as an authenticator app wants them."""
    return pyotp.random_base32()


def provisioning_uri(secret: str, *, email: str) -> str:
    """What the QR code holds."""
    return pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)


def set_up_device(user: User, *, secret: str, code: str) -> list[str]:
    """Confirm the first authenticator app with a code of it; returns the recovery codes, which are shown once."""
    step = _checked_step(user, secret=secret, code=code)
    try:
        with transaction.atomic():
            TotpDevice.objects.create(user=user, secret=_sealed(user.pk, secret), last_timecode=step)
            codes = make_recovery_codes(user)
    except IntegrityError as error:
        raise Conflict(_("Je hebt al een app ingesteld. Log in met de code daarvan.")) from error
    record_event("second factor set up", user_id=user.pk)
    return codes


def replace_device(user: User, *, secret: str, code: str) -> None:
    """Confirm another authenticator app; the old one stops working. The caller has asked for a fresh code (step-up)."""
    step = _checked_step(user, secret=secret, code=code)
    with transaction.atomic():
        TotpDevice.objects.filter(user=user).update(secret=_sealed(user.pk, secret), last_timecode=step)
        tell_owner(user, "app_replaced")
    record_event("second factor replaced", user_id=user.pk)


def check_code(user: User, *, code: str) -> None:
    """Use up the code that the app shows now. Raises Invalid (wrong, old or used before) or TooMany."""
    take_attempt(user)
    device = TotpDevice.objects.filter(user=user).first()
    step = matching_step(secret_of(device), code=code) if device else None
    if step is None or not _use_step(user.pk, step):
        record_event("code refused", user_id=user.pk)
        raise Invalid(_wrong_code())
    give_attempt_back(user)


def check_recovery_code(user: User, *, code: str) -> None:
    """Use up a recovery code in place of the app's code. Raises Invalid or TooMany."""
    take_attempt(user)
    if not use_up_recovery_code(user, code=code):
        record_event("recovery code refused", user_id=user.pk)
        raise Invalid(_("Deze herstelcode klopt niet of is al gebruikt."))
    give_attempt_back(user)


def matching_step(secret: str, *, code: str) -> int | None:
    """The number of the half minute that `code` belongs to, when it may be used now."""
    code = code.replace(" ", "")
    if not _SIX_DIGITS.fullmatch(code):
        return None
    totp, now = pyotp.TOTP(secret), int(time.time()) // STEP
    return next((step for step in (now, now - 1) if pyotp.utils.strings_equal(totp.generate_otp(step), code)), None)


def secret_of(device: TotpDevice) -> str:
    return decrypt(bytes(device.secret), context=secret_context(device.pk))


def take_attempt(user: User) -> None:
    """Count one guess at a second factor of `user`: codes and recovery codes together. Raises TooMany."""
    for limit in (PER_QUARTER, PER_DAY):
        if not limits.take(limit, subject=str(user.pk)):
            record_event(f"limit {limit.name}", user_id=user.pk)
            raise TooMany(
                _("Er zijn te veel codes geprobeerd. Wacht een kwartier en probeer het opnieuw."),
                retry_after=limits.seconds_left(limit),
            )


def give_attempt_back(user: User) -> None:
    for limit in (PER_QUARTER, PER_DAY):
        limits.give_back(limit, subject=str(user.pk))


def _checked_step(user: User, *, secret: str, code: str) -> int:
    take_attempt(user)
    step = matching_step(secret, code=code)
    if step is None:
        raise Invalid(_wrong_code())
    give_attempt_back(user)
    return step


def _use_step(user_id: UUID, step: int) -> bool:
    """One statement decides, so of twenty who bring the same code one gets in."""
    return TotpDevice.objects.filter(pk=user_id, last_timecode__lt=step).update(last_timecode=step) == 1


def _sealed(user_id: UUID, secret: str) -> bytes:
    return encrypt(secret, context=secret_context(user_id))


def secret_context(user_id: UUID) -> str:
    """What the encryption of a secret is bound to: it cannot be moved to another person's row."""
    return f"accounts.totpdevice.secret:{user_id}"


def _wrong_code() -> str:
    return _("Deze code klopt niet of is al gebruikt. Wacht op de volgende code in je app en vul die in.")
