"""A group that is made: by an operator at once, or by the worker for somebody who signed up (O-01)."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import limits, outbox
from mdo_foundation.common.actor import system_actor
from mdo_foundation.common.errors import NotFound, TooMany
from mdo_tenants.accounts.digests import digest_of
from mdo_tenants.accounts.models import User, normalise_email
from mdo_tenants.accounts.services.invitations import new_token
from mdo_tenants.groups.memberships import add_membership
from mdo_tenants.groups.models import Group
from mdo_tenants.groups.rules import check_target_groups
from mdo_tenants.provisioning import building, queries
from mdo_tenants.provisioning.models import SignUp
from mdo_tenants.provisioning.steps import FIRST_ROLES

PROVISION = "provision_group"
CONFIRMATION_MAIL = "provisioning.confirmation_mail"
FORGET = "provisioning.forget"
VALID_FOR = timedelta(hours=48)
PER_ADDRESS = limits.Limit(name="sign-up-address", maximum=10, per=timedelta(hours=1))
PER_MAILBOX = limits.Limit(name="sign-up-mailbox", maximum=3, per=timedelta(hours=24))

State = SignUp.State


def create_group(
    *,
    name: str,
    slug: str = "",
    target_groups: Collection[str] = (),
    chair: User | None = None,
    network_id: UUID | None = None,
    **fields: Any,
) -> Group:
    """Make a whole group at once, for operators and the demo; `fields` are columns of Group (place, is_demo, …).

    After an interruption the same call goes on with what is there. Raises Invalid for a slug that is taken.
    """
    if target_groups:
        check_target_groups(target_groups)
    unfinished = Group.objects.filter(slug=slug, name=name, status=Group.Status.CREATING, sign_up__isnull=True).first()
    group = unfinished or building.reserve_group(name=name, slug=slug, **fields)
    building.build_schema(group)
    with transaction.atomic():
        building.furnish_group(group, target_groups=target_groups, network_id=network_id)
        if chair is not None:
            add_membership(group, chair, roles=FIRST_ROLES, by=system_actor(group.id))
        building.open_group(group)
    group.refresh_from_db()
    return group


def request_sign_up(*, address: str, idempotency_key: UUID | None = None, **fields: Any) -> None:
    """Keep what was asked, and mail a link to the asker's mailbox; nothing is made before that link is used.

    The answer is the same whether or not the address has an account. Raises TooMany for one network `address`; for one
    mailbox the mail is left out without a word. Call it outside a transaction.
    """
    if not limits.take(PER_ADDRESS, subject=limits.network_of(address)):
        raise TooMany(
            _("Er zijn vanaf jouw netwerk te veel aanmeldingen gedaan. Probeer het later opnieuw."),
            retry_after=limits.seconds_left(PER_ADDRESS),
        )
    email = normalise_email(fields.pop("email"))
    may_mail = limits.take(PER_MAILBOX, subject=email)
    with transaction.atomic():
        sign_up, is_new = SignUp.objects.get_or_create(
            idempotency_key=idempotency_key or uuid4(), defaults={"email": email, **fields}
        )
        if not is_new:
            return
        payload = {"sign_up_id": str(sign_up.pk)}
        outbox.enqueue(FORGET, str(sign_up.pk), payload=payload, due_at=timezone.now() + 2 * VALID_FOR)
        if may_mail:
            outbox.enqueue(CONFIRMATION_MAIL, str(sign_up.pk), payload=payload)


def new_confirmation_token(sign_up: SignUp) -> str:
    """256 random bits for the mail; only their digest is stored. An earlier mail's link stops working."""
    token = secrets.token_urlsafe(32)
    open_request = SignUp.objects.filter(pk=sign_up.pk, state=State.REQUESTED)
    open_request.update(token_digest=digest_of(token), token_expires_at=timezone.now() + VALID_FOR)
    return token


def confirm_sign_up(token: str) -> SignUp:
    """The mailbox is the asker's: start making the group. One statement decides: a link works once, else NotFound."""
    digest, now = digest_of(token), timezone.now()
    usable = SignUp.objects.filter(token_digest=digest, state=State.REQUESTED, token_expires_at__gt=now)
    with transaction.atomic():
        if not usable.update(state=State.VERIFIED, verified_at=now):
            raise NotFound(unusable_link())
        sign_up = SignUp.objects.get(token_digest=digest)
        _ask_for_group(sign_up)
    return sign_up


def unusable_link() -> str:
    return _(
        "Deze link is al gebruikt, of ouder dan 48 uur. Heb je net bevestigd? Dan krijg je een e-mail zodra je groep "
        "klaarstaat. Meld je anders opnieuw aan."
    )


def forget_request(sign_up_id: str) -> None:
    """Erase a request that nobody confirmed: it holds a name and an address, and has no purpose any more."""
    SignUp.objects.filter(pk=sign_up_id, state=State.REQUESTED).delete()


def try_again(sign_up_id: UUID) -> None:
    """By staff, for one that failed: go on after the last finished step. Raises NotFound."""
    with transaction.atomic():
        sign_up = SignUp.objects.select_for_update().filter(pk=sign_up_id, state=State.FAILED).first()
        if sign_up is None:
            raise NotFound
        sign_up.state, sign_up.rounds = State.CREATING, sign_up.rounds + 1
        sign_up.save(update_fields=["state", "rounds"])
        _ask_for_group(sign_up)


def account_token(sign_up: SignUp) -> str | None:
    """A new token for the first chair's open invitation; None when there is nothing to accept (any more)."""
    invitation = queries.chair_invitation(sign_up)
    return new_token(invitation) if invitation else None


def _ask_for_group(sign_up: SignUp) -> None:
    outbox.enqueue(PROVISION, f"{sign_up.pk}:{sign_up.rounds}", payload={"sign_up_id": str(sign_up.pk)})
