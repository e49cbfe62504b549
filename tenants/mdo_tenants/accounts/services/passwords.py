"""A new password: by mail when it was forgotten, or from the account page. Neither ever skips the second factor."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID, uuid4

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.db import transaction
from django.utils.translation import gettext as _

from mdo_foundation.common import limits, outbox
from mdo_foundation.common.errors import Invalid, NotFound, TooMany
from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import AccountSession, User, normalise_email
from mdo_tenants.accounts.rules import can_log_in, password_problem
from mdo_tenants.accounts.services.notices import tell_owner

RESET_MAIL = "accounts.reset_mail"
PER_ACCOUNT = limits.Limit(name="reset-account", maximum=3, per=timedelta(hours=1))
PER_ADDRESS = limits.Limit(name="reset-address", maximum=30, per=timedelta(hours=1))

# Signed over the current password, e-mail address and last log-in: any of these changing, or an hour, ends the link.
reset_tokens = PasswordResetTokenGenerator()
reset_tokens.key_salt = "mdo.accounts.reset"


def request_reset(email: str, *, address: str) -> None:
    """Have a reset link mailed, when there is such an account: the caller cannot tell, and waits as long.

    Raises TooMany.
    The outbox row holds the id of the account or nothing; the worker makes the link, so no table ever holds it.
    """
    email = normalise_email(email)
    for limit, subject in ((PER_ADDRESS, limits.network_of(address)), (PER_ACCOUNT, email)):
        if not limits.take(limit, subject=subject):
            raise TooMany(
                _("Er is te vaak een nieuw wachtwoord gevraagd. Wacht een uur en kijk ook bij ongewenste mail."),
                retry_after=limits.seconds_left(limit),
            )
    user = User.objects.filter(email=email).first()
    known = user is not None and can_log_in(user)
    with transaction.atomic():
        outbox.enqueue(RESET_MAIL, str(uuid4()), payload={"user_id": str(user.pk) if user and known else None})


def user_of_reset(user_id: UUID, *, token: str) -> User:
    """Whose link this is. Raises NotFound when it is wrong, used or older than an hour."""
    user = User.objects.filter(pk=user_id).first()
    return _checked(user, token)


def reset_password(user_id: UUID, *, token: str, password: str) -> User:
    """Use the link up; all sessions end, and logging in asks for both factors as ever. Raises NotFound, Invalid."""
    with transaction.atomic():
        user = _checked(User.objects.select_for_update().filter(pk=user_id).first(), token)
        store_password(user, password=password)
        AccountSession.objects.filter(user_id=user.pk).delete()
    return user


def change_password(user: User, *, password: str) -> None:
    """The caller has asked for a fresh code (step-up), and keeps its own session by `sessions.keep_session`."""
    with transaction.atomic():
        store_password(user, password=password)


def store_password(user: User, *, password: str) -> None:
    """Check, hash, save, and tell the owner by mail. Raises Invalid."""
    require_strong(password, user=user)
    user.set_password(password)
    user.save(update_fields=["password"])
    tell_owner(user, "password_changed")
    record_event("password changed", user_id=user.pk)


def require_strong(password: str, *, user: User) -> None:
    problem = password_problem(password, about=(user.full_name, user.email))
    if problem:
        raise Invalid(problem, fields={"password": [problem]})


def _checked(user: User | None, token: str) -> User:
    if user is None or not can_log_in(user) or not reset_tokens.check_token(user, token):
        raise NotFound(_("Deze link werkt niet meer. Vraag een nieuwe aan; een link werkt een uur en één keer."))
    return user
