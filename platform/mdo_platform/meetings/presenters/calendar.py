"""Answers, the year, and what became of mails, in the words of the pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mdo_foundation.common import dutch
from mdo_platform.meetings.models import Answer
from mdo_platform.meetings.presenters.meetings import MeetingCard
from mdo_platform.meetings.queries import Answers, Posted
from mdo_platform.meetings.yearplan.free_days import Known

_WHAT = {
    "invitation": gettext_lazy("Uitnodiging"),
    "change": gettext_lazy("Wijziging van de uitnodiging"),
    "cancellation": gettext_lazy("Afzegging"),
    "meetings/reminder_first": gettext_lazy("Herinnering, een week vooraf"),
    "meetings/reminder_second": gettext_lazy("Tweede herinnering"),
    "meetings/report_ready": gettext_lazy("Verslag staat klaar"),
    "register/deletion_announced": gettext_lazy("Aankondiging van verwijderen"),
    "accesslog/review_missed": gettext_lazy("Controle van het inzagelog"),
}
_WHY = (
    ("refused by the mail server", gettext_lazy("De mailserver weigert dit adres. Kijk of het nog klopt.")),
    ("mail server said", gettext_lazy("De mailserver vraagt om later terug te komen. Dat doen we vanzelf.")),
    ("connection lost while sending", gettext_lazy("De verbinding viel weg. Misschien is de mail aangekomen.")),
    ("worker died while sending", gettext_lazy("Het versturen werd onderbroken. Misschien is de mail aangekomen.")),
    ("superseded", gettext_lazy("Niet verstuurd: er is een nieuwere.")),
    ("the meeting had begun", gettext_lazy("Niet verstuurd: de vergadering was al begonnen.")),
    ("the first reminder goes first", gettext_lazy("Wacht op de eerste herinnering.")),
    ("group is not active", gettext_lazy("De groep was opgeschort.")),
)
_UNREACHABLE = gettext_lazy("De mailserver was niet bereikbaar. We proberen het vanzelf opnieuw.")
_GIVEN_UP = gettext_lazy("De mailserver was te lang niet bereikbaar.")


@dataclass(frozen=True, kw_only=True)
class PostedRow:
    mail: Posted
    what: str
    why: str


@dataclass(frozen=True, kw_only=True)
class Month:
    title: str
    meetings: list[MeetingCard]


def answers_sentence(answers: Answers) -> str:
    """'8 komen, 2 niet, 3 onbekend'; who says 'misschien' only when there is one."""
    coming, maybe = answers.count(Answer.ACCEPTED), answers.count(Answer.TENTATIVE)
    parts = [ngettext("%(count)d komt", "%(count)d komen", coming) % {"count": coming}]
    parts += [_("%(count)d misschien") % {"count": maybe}] if maybe else []
    parts.append(_("%(count)d niet") % {"count": answers.count(Answer.DECLINED)})
    parts.append(_("%(count)d onbekend") % {"count": answers.count(Answer.UNKNOWN)})
    return ", ".join(parts)


def posted_rows(found: Iterable[Posted]) -> list[PostedRow]:
    return [PostedRow(mail=one, what=str(_WHAT.get(one.what, _("Bericht"))), why=_why(one)) for one in found]


def months(cards: Sequence[MeetingCard], *, year: int) -> list[Month]:
    """All twelve, so that an empty month is seen."""
    return [
        Month(
            title=dutch.month_year(date(year, number, 1)),
            meetings=[card for card in cards if card.starts_at.month == number],
        )
        for number in range(1, 13)
    ]


def known_holidays(known: Iterable[Known]) -> str:
    """Until when the portal knows the school holidays."""
    said = [
        _("%(years)s (%(first)s t/m %(last)s)") % {"years": one.years, "first": _day(one.first), "last": _day(one.last)}
        for one in known
    ]
    return ", ".join(said)


def _why(mail: Posted) -> str:
    if not mail.reason:
        return ""
    for start, words in _WHY:
        if mail.reason.startswith(start):
            return str(words)
    return str(_UNREACHABLE if mail.state == "waiting" else _GIVEN_UP)


def _day(day: date) -> str:
    return f"{day.day} {dutch.month_year(day)}"
