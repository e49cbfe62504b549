"""People of the demo (`MDO_DEMO`): a password that everybody may know, a code that the portal itself can read."""

from __future__ import annotations

import time

import pyotp
from django.conf import settings
from django.db import transaction

from mdo_foundation.common.crypto import encrypt
from mdo_foundation.common.errors import NotFound
from mdo_tenants.accounts.models import TotpDevice, User, normalise_email
from mdo_tenants.accounts.services.people import create_person
from mdo_tenants.accounts.services.second_factor import STEP, new_secret, secret_context, secret_of

DEMO_PASSWORD = "wilgen langs het donkere water"  # noqa: S105 - printed on the demo page


def add_demo_person(email: str, *, full_name: str, is_staff_member: bool = False) -> User:
    """A person with the demo's password and an authenticator app; who is there already is returned as is.

    Raises NotFound outside the demo, and Conflict when the address belongs to a person who is not of the demo.
    """
    _require_demo()
    found = User.objects.filter(email=normalise_email(email), is_demo=True).first()
    if found is not None:
        return found
    with transaction.atomic():
        user = create_person(email, full_name=full_name, password=DEMO_PASSWORD, is_staff_member=is_staff_member)
        User.objects.filter(pk=user.pk).update(is_demo=True)
        TotpDevice.objects.create(user=user, secret=encrypt(new_secret(), context=secret_context(user.pk)))
    user.is_demo = True
    return user


def demo_code(user: User) -> str:
    """A code that the app of this demo person would show. Raises NotFound for anybody else.

    When this half minute's code was used already, the device forgets that: the demo's secret protects nothing, and one
    click has to work every time.
    """
    _require_demo()
    device = TotpDevice.objects.select_related("user").filter(pk=user.pk, user__is_demo=True).first()
    if device is None:
        raise NotFound
    now = int(time.time()) // STEP
    if device.last_timecode >= now:
        TotpDevice.objects.filter(pk=device.pk).update(last_timecode=now - 1)
    return pyotp.TOTP(secret_of(device)).generate_otp(now)


def _require_demo() -> None:
    if not settings.MDO_DEMO:
        raise NotFound
