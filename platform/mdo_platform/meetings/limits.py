"""How many mails to guests one person has sent: far above use, far below a nuisance for who gets them (ASVS 2.4.1)."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import TooMany
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.limits import Limit, seconds_left, take

PER_PERSON = Limit(name="guest-mails", maximum=30, per=timedelta(hours=1))
PER_GUEST = Limit(name="guest-mail-again", maximum=3, per=timedelta(hours=1))


def check_invitation(actor: Actor) -> None:
    _check(PER_PERSON, str(actor.user_id), _("Je hebt in een uur veel gasten uitgenodigd. Probeer het straks opnieuw."))


def check_mail_again(actor: Actor, pass_id: UUID) -> None:
    check_invitation(actor)
    _check(PER_GUEST, str(pass_id), _("Deze gast kreeg de uitnodiging al een paar keer. Probeer het straks opnieuw."))


def _check(limit: Limit, subject: str, sentence: str) -> None:
    with outside_groups():
        allowed = take(limit, subject=subject)
        wait = 0 if allowed else seconds_left(limit)
    if not allowed:
        raise TooMany(sentence, retry_after=wait)
