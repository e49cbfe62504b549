"""Recovery codes: ten, of 60 bits each, for the day that the telephone is gone."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone

from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import RecoveryCode, User
from mdo_tenants.accounts.services.notices import tell_owner

COUNT = 10
LENGTH = 12
_SELECTOR = 2  # the first characters find the row; the ten others, 50 bits, are hashed
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs without 0, O, 1 and I


def make_recovery_codes(user: User) -> list[str]:
    """Ten new codes, for showing once; all earlier ones stop working."""
    codes = _draw_codes()
    rows = [
        RecoveryCode(user=user, selector=code[:_SELECTOR], digest=make_password(code[_SELECTOR:])) for code in codes
    ]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(rows)
    return [_grouped(code) for code in codes]


def renew_recovery_codes(user: User) -> list[str]:
    """As `make_recovery_codes`, and tell the owner by mail. The caller has asked for a fresh code (step-up)."""
    with transaction.atomic():
        codes = make_recovery_codes(user)
        tell_owner(user, "recovery_codes_new")
    record_event("recovery codes renewed", user_id=user.pk)
    return codes


def use_up_recovery_code(user: User, *, code: str) -> bool:
    """Whether `code` was an unused one of `user`; it is used up then, also when two bring it at once."""
    plain = "".join(sign for sign in code.upper() if sign in _ALPHABET)
    row = RecoveryCode.objects.filter(user=user, selector=plain[:_SELECTOR], used_at=None).first()
    if row is None or len(plain) != LENGTH:
        make_password(plain)  # an unknown code takes as long as a known one
        return False
    if not check_password(plain[_SELECTOR:], row.digest):
        return False
    with transaction.atomic():
        used = RecoveryCode.objects.filter(pk=row.pk, used_at=None).update(used_at=timezone.now())
        if used:
            tell_owner(user, "recovery_code_used")
    return used == 1


def _draw_codes() -> list[str]:
    """Codes whose first characters differ, since those find the row."""
    codes: dict[str, str] = {}
    while len(codes) < COUNT:
        code = "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))
        codes[code[:_SELECTOR]] = code
    return list(codes.values())


def _grouped(code: str) -> str:
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))
