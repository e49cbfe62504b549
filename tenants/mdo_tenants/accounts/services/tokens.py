"""API tokens (I-04): made once, shown once, checked at every request."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid, NotFound
from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.accounts.events import record_event
from mdo_tenants.accounts.models import ApiToken
from mdo_tenants.accounts.rules import can_log_in

PREFIX = "mdo_"
LONGEST = timedelta(days=366)
_STAMP_EVERY = timedelta(minutes=1)


def create_token(user_id: UUID, *, group_id: UUID, name: str, scopes: Sequence[str], expires_at: datetime) -> str:
    """A new token of `user_id` for one group; the returned text is shown once and not kept.

    The caller has checked membership and that `scopes` exist. Raises Invalid when `expires_at` is past or over a year
    away.
    """
    now = timezone.now()
    if not now < expires_at <= now + LONGEST:
        problem = _("Kies een einddatum binnen een jaar.")
        raise Invalid(problem, fields={"expires_at": [problem]})
    handle = f"{PREFIX}{secrets.token_hex(4)}"
    raw = f"{handle}_{secrets.token_urlsafe(32)}"
    ApiToken.objects.create(
        user_id=user_id,
        group_id=group_id,
        name=name.strip(),
        scopes=sorted(set(scopes)),
        prefix=handle,
        digest=digest_of(raw),
        expires_at=expires_at,
    )
    record_event("API token made", user_id=user_id)
    return raw


def revoke_token(token_id: UUID, *, user_id: UUID, group_id: UUID) -> None:
    """End a token of this person in this group at once. Raises NotFound."""
    mine = ApiToken.objects.filter(pk=token_id, user_id=user_id, group_id=group_id)
    if not mine.exists():
        raise NotFound
    mine.filter(revoked_at=None).update(revoked_at=timezone.now())
    record_event("API token revoked", user_id=user_id)


def revoke_tokens_of(user_id: UUID, *, group_id: UUID) -> None:
    """End every token of this person in this group: a membership that starts anew starts without."""
    if ApiToken.objects.filter(user_id=user_id, group_id=group_id, revoked_at=None).update(revoked_at=timezone.now()):
        record_event("API tokens revoked", user_id=user_id)


def authenticate_token(raw: str, *, group_id: UUID) -> ApiToken | None:
    """The token with its user, when it may be used in `group_id` now; call it outside the group, at every request.

    Whether the user is still a member, and what its roles allow, is for the caller.
    """
    now = timezone.now()
    usable = ApiToken.objects.filter(group_id=group_id, revoked_at=None, expires_at__gt=now)
    token = usable.select_related("user").filter(digest=digest_of(raw)).first()
    if token is None or not can_log_in(token.user):
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - _STAMP_EVERY)
    ApiToken.objects.filter(stale, pk=token.pk).update(last_used_at=now)
    return token
