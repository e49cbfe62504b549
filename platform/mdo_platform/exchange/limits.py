"""How often one person may take patients in and out: far above use, far below abuse (ASVS 2.4.1)."""

from __future__ import annotations

from datetime import timedelta

from django.utils.translation import gettext as _

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import TooMany
from mdo_foundation.common.groups import outside_groups
from mdo_foundation.common.limits import Limit, seconds_left, take

IMPORTS = Limit(name="exchange.import", maximum=60, per=timedelta(hours=1))
EXPORTS = Limit(name="exchange.export", maximum=60, per=timedelta(days=1))


def check_import(actor: Actor) -> None:
    _check(IMPORTS, actor, _("Je hebt in een uur veel bestanden gekozen. Probeer het straks opnieuw."))


def check_export(actor: Actor) -> None:
    _check(EXPORTS, actor, _("Je hebt vandaag al vaak geëxporteerd. Probeer het morgen opnieuw."))


def _check(limit: Limit, actor: Actor, sentence: str) -> None:
    with outside_groups():
        allowed = take(limit, subject=str(actor.user_id))
        wait = 0 if allowed else seconds_left(limit)
    if not allowed:
        raise TooMany(sentence, retry_after=wait)
