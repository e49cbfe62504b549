"""A member's own tokens for the API of this group (I-04): made by a person, shown once, ended at any moment.

The rows are public and are written outside the group, as memberships are.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid, NotAllowed, NotFound
from mdo_foundation.common.groups import GroupLike, outside_groups
from mdo_tenants.accounts.models import ApiToken
from mdo_tenants.accounts.queries import tokens_of
from mdo_tenants.accounts.services import tokens
from mdo_tenants.groups.models import Membership

# What a token may be for. The parts are those of the API's views; every part is read and changed apart.
SCOPES: dict[str, Promise] = {
    "register:read": gettext_lazy("Register lezen"),
    "register:write": gettext_lazy("Register wijzigen"),
    "meetings:read": gettext_lazy("Vergaderingen, afspraken en aandachtspunten lezen"),
    "meetings:write": gettext_lazy("Vergaderingen, afspraken en aandachtspunten wijzigen"),
    "group:read": gettext_lazy("Leden, thuiszorg, nieuws en keuzes van de groep lezen"),
}


@dataclass(frozen=True, kw_only=True)
class NewToken:
    """`text` is the token itself: nobody can read it back later."""

    text: str
    row: ApiToken


def own_tokens(actor: Actor, group: GroupLike) -> list[ApiToken]:
    """The actor's tokens in this group that still work, newest first."""
    _check_person(actor)
    with outside_groups():  # a group's role may not read what a token is checked by
        return list(tokens_of(actor.user_id, group_id=group.id))


def make_token(group: GroupLike, *, by: Actor, name: str, scopes: Collection[str], expires_at: datetime) -> NewToken:
    """A token for what the actor's own roles allow, and of that `scopes` only. Raises Invalid.

    A name is used once among the tokens that still work, so a form that is sent twice makes one.
    """
    _check_person(by)
    name = name.strip()
    if not scopes or not set(scopes) <= set(SCOPES):
        raise _invalid("scopes", _("Kies minstens één onderdeel."))
    with transaction.atomic():
        with outside_groups():
            _lock_membership(group.id, by.user_id)
            same = tokens_of(by.user_id, group_id=group.id).filter(name=name)
            if same.exists():
                raise _invalid("name", _("Je hebt al een sleutel met deze naam. Kies een andere naam."))
            text = tokens.create_token(
                by.user_id, group_id=group.id, name=name, scopes=sorted(scopes), expires_at=expires_at
            )
            made = NewToken(text=text, row=same.get())
        _log(by, "C", "token.made", made.row.pk, scopes=made.row.scopes)
    return made


def end_token(group: GroupLike, token_id: UUID, *, by: Actor) -> None:
    """The token is refused from the next request. Raises NotFound for one that is unknown or another's."""
    _check_person(by)
    with transaction.atomic():
        with outside_groups():
            tokens.revoke_token(token_id, user_id=by.user_id, group_id=group.id)
        _log(by, "D", "token.revoked", token_id)


def _check_person(actor: Actor) -> None:
    if actor.via != "session":
        raise NotAllowed(_("Dit kan niet met een token, alleen als je zelf bent ingelogd."))


def _lock_membership(group_id: UUID, user_id: UUID) -> None:
    """One at a time for each member, and only while the membership lasts."""
    present = Membership.objects.select_for_update().filter(group_id=group_id, user_id=user_id, ended_at__isnull=True)
    if present.first() is None:
        raise NotFound


def _invalid(field: str, message: str) -> Invalid:
    return Invalid(message, fields={field: [message]})


def _log(by: Actor, action: str, what: str, token_id: UUID, **detail: object) -> None:
    record_access(by, action=action, what=what, detail={"token": str(token_id), **detail})  # type: ignore[arg-type]
