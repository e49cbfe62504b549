"""Mails with a link that opens something: the worker makes the secret while sending, so no table ever holds it."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from mdo_foundation.common import outbox
from mdo_foundation.common.mail import send_mail
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.accounts import queries
from mdo_tenants.accounts.services.invitations import INVITATION_MAIL, new_token
from mdo_tenants.accounts.services.passwords import RESET_MAIL, reset_tokens


@outbox.handler(RESET_MAIL, transactional=False, tries=outbox.MAX_POSTPONED)
def send_reset_link(entry: OutboxEntry) -> None:
    """Nothing to do for an address without account: the row is there so that asking looks the same."""
    user = queries.find_person(entry.payload["user_id"])
    if user is None:
        outbox.finish(entry)
        return
    link = reverse("accounts:reset", args=[user.pk, reset_tokens.make_token(user)], urlconf=settings.ROOT_URLCONF)
    _send(entry, "accounts/password_reset", to=user.email, name=user.full_name, link=settings.MDO_BASE_URL + link)


@outbox.handler(INVITATION_MAIL, transactional=False, tries=outbox.MAX_POSTPONED)
def send_invitation_link(entry: OutboxEntry) -> None:
    invitation = queries.find_open_invitation(entry.payload["invitation_id"])
    if invitation is None:
        outbox.finish(entry)
        return
    link = reverse("accounts:invitation", args=[new_token(invitation)], urlconf=settings.ROOT_URLCONF)
    _send(
        entry,
        "accounts/guest_invitation" if invitation.guest_pass_id else "accounts/invitation",
        to=invitation.email,
        name=invitation.full_name,
        group_name=invitation.group_name,
        when=invitation.details.get("when", ""),
        link=settings.MDO_BASE_URL + link,
    )


def _send(entry: OutboxEntry, template: str, *, to: str, **context: str) -> None:
    """Only in memory: `advance` writes the state of the entry, never its payload."""
    entry.payload = {"template": template, "to": to, "context": context}
    send_mail(entry)
