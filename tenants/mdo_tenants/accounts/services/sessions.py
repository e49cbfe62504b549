"""The session of a browser: nobody → password given → logged in, and its end.

Between the two factors the person is only *pending*: `request.user` stays anonymous, so nothing that asks for a log-in
can be reached with a password alone. The session gets a new key at each of the two steps.
"""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import UUID

from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import AccountSession, User
from mdo_tenants.accounts.presenters import device_label
from mdo_tenants.accounts.rules import can_log_in
from mdo_tenants.accounts.sessions import CREATED, DEVICE, SEEN

PENDING = "pending_login"
PENDING_FOR = timedelta(minutes=10)
SECOND_FACTOR = "second_factor_at"
BACKEND = "mdo_tenants.accounts.backend.AccountBackend"


def open_pending(request: HttpRequest, user: User, *, next_path: str | None) -> None:
    """The password was right (or just chosen): start an empty session that waits for the second factor."""
    request.session.flush()
    request.user = AnonymousUser()
    request.session[PENDING] = {
        "user": str(user.pk),
        "hash": user.get_session_auth_hash(),
        "at": int(time.time()),
        "next": next_path,
    }


def pending_user(request: HttpRequest) -> User | None:
    """The person who gave the password in this session, for ten minutes or until it is changed."""
    pending = request.session.get(PENDING)
    if not pending or time.time() - pending["at"] > PENDING_FOR.total_seconds():
        return None
    user = User.objects.filter(pk=UUID(pending["user"])).first()
    if user is None or not can_log_in(user):
        return None
    return user if constant_time_compare(pending["hash"], user.get_session_auth_hash()) else None


def complete_login(request: HttpRequest, user: User) -> str | None:
    """The second factor was right: log in under a new session key. Returns the path that was asked for, if any."""
    next_path: str | None = request.session.pop(PENDING, {}).get("next")
    login(request, user, backend=BACKEND)
    now = int(time.time())
    request.session[CREATED] = request.session[SEEN] = request.session[SECOND_FACTOR] = now
    request.session[DEVICE] = device_label(request.headers.get("User-Agent", ""))
    record_event("logged in", user_id=user.pk)
    return next_path


def confirm_second_factor(request: HttpRequest) -> None:
    """A fresh code was given in a session that was logged in already (step-up)."""
    request.session.cycle_key()
    request.session[SECOND_FACTOR] = int(time.time())


def end_session(request: HttpRequest) -> None:
    """Log out: the session is gone on the server, so an old copy of the cookie opens nothing."""
    if request.user.is_authenticated:
        record_event("logged out", user_id=request.user.pk)
    request.session.flush()
    request.user = AnonymousUser()


def keep_session(request: HttpRequest, user: User) -> None:
    """After the password changed: this session stays, all others of the person end."""
    update_session_auth_hash(request, user)
    end_other_sessions(user, keep=request.session.session_key)


def end_other_sessions(user: User, *, keep: str | None) -> int:
    """End all sessions of `user` but the one with key `keep`; returns how many."""
    ended, _ = AccountSession.objects.filter(user_id=user.pk).exclude(session_key=keep or "").delete()
    record_event("other sessions ended", user_id=user.pk)
    return ended
