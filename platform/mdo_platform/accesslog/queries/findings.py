"""What in a month of the log asks for a second look (L12). Rules as data: each is a function over the month's lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.accesslog.pseudonyms import pseudonym
from mdo_platform.register.models import Patient
from mdo_platform.register.names import fold

NIGHT_FROM, NIGHT_UNTIL = 23, 6  # hours on the clock of Europe/Amsterdam
MANY_PER_HOUR = 20  # patients opened by one person; lists and the meeting's screen do not count
# What shows many patients at once, or is about the meeting, the log or the group: opens nobody's record.
_NO_OPENING = ("register.", "meeting.", "log.", "exchange.", "reports.", "page.")
_PREFIXES = "van de der den het t ten ter te in op aan bij la le"
_NO_SURNAME = {*_PREFIXES.split(), "demo"}  # fictitious names end in -Demo


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing to look at. `key` is the same whenever the same month is looked at again: remarks belong to it.

    `what` and `action` are those of the first line.
    """

    rule: str
    key: str
    actor_id: UUID
    actor_name: str
    first_at: datetime
    times: int
    what: str
    action: str
    patient_id: UUID | None = None
    patients: int = 0


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the register knows now of the patients in the lines; a deleted patient is in none of them."""

    surnames: dict[UUID, frozenset[str]]
    closed_on: dict[UUID, date]


@dataclass(frozen=True)
class Rule:
    code: str
    label: object
    explanation: object
    find: Callable[[Sequence[AccessLogEntry], Known], Iterator[Finding]]


def findings_in(lines: Sequence[AccessLogEntry]) -> list[Finding]:
    """All findings in these lines, by rule and then by time. The portal's own work is not looked at."""
    human = [line for line in lines if line.via != "system"]
    known = _known({one for line in human if is_opening(line) for one in line.patient_ids})
    return [finding for rule in RULES for finding in sorted(rule.find(human, known), key=lambda one: one.first_at)]


def findings_as_kept(kept: Iterable[Mapping[str, Any]], lines: Iterable[AccessLogEntry]) -> list[Finding]:
    """The findings of a signed review; who, and what was done first, are read from the line that each began with."""
    first: dict[tuple[str, datetime], AccessLogEntry] = {}
    for line in lines:
        first.setdefault((str(line.actor_id), line.at), line)
    found = []
    for one in kept:
        at = datetime.fromisoformat(one["first_at"])
        began_with = first.get((one["actor"], at))
        found.append(
            Finding(
                rule=one["rule"],
                key=one["key"],
                actor_id=UUID(one["actor"]),
                actor_name=began_with.actor_name if began_with else "",
                first_at=at,
                times=one["times"],
                what=began_with.what if began_with else "",
                action=began_with.action if began_with else "",
                patient_id=UUID(one["patient"]) if one["patient"] else None,
                patients=one["patients"],
            )
        )
    return found


def is_opening(line: AccessLogEntry) -> bool:
    """Whether somebody came at one patient's own record."""
    return len(line.patient_ids) == 1 and not line.what.startswith(_NO_OPENING)


def surname_words(*names: str) -> frozenset[str]:
    """The words that make somebody's surname the same as somebody else's: no prefix, no initial."""
    words = {word for name in names for word in fold(name).split()}
    return frozenset(word for word in words - _NO_SURNAME if len(word) > 1)


def _own_surname(lines: Sequence[AccessLogEntry], known: Known) -> Iterator[Finding]:
    def is_namesake(line: AccessLogEntry) -> bool:
        own = surname_words(*line.actor_name.split()[1:])
        return not own.isdisjoint(known.surnames.get(line.patient_ids[0], frozenset()))

    yield from _per_patient("own_surname", [line for line in lines if is_opening(line) and is_namesake(line)])


def _night(lines: Sequence[AccessLogEntry], known: Known) -> Iterator[Finding]:
    def at_night(line: AccessLogEntry) -> bool:
        hour = timezone.localtime(line.at).hour
        return bool(line.patient_ids) and (hour >= NIGHT_FROM or hour < NIGHT_UNTIL)

    found = [line for line in lines if at_night(line)]
    yield from _grouped("night", found, by=lambda line: f"{timezone.localdate(line.at)}")


def _many(lines: Sequence[AccessLogEntry], known: Known) -> Iterator[Finding]:
    def hour(line: AccessLogEntry) -> str:
        return f"{timezone.localtime(line.at):%Y-%m-%dT%H}"

    openings = [line for line in lines if is_opening(line)]
    found = _grouped("many", openings, by=hour)
    yield from (finding for finding in found if finding.patients > MANY_PER_HOUR)


def _after_closing(lines: Sequence[AccessLogEntry], known: Known) -> Iterator[Finding]:
    def is_late(line: AccessLogEntry) -> bool:
        closed_on = known.closed_on.get(line.patient_ids[0])
        return closed_on is not None and timezone.localdate(line.at) > closed_on

    yield from _per_patient("after_closing", [line for line in lines if is_opening(line) and is_late(line)])


def _no_relation(lines: Sequence[AccessLogEntry], known: Known) -> Iterator[Finding]:
    yield from _per_patient("no_relation", [line for line in lines if is_opening(line) and line.controls[1] == "F"])


def _log_itself(lines: Sequence[AccessLogEntry], known: Known) -> Iterator[Finding]:
    found = [line for line in lines if line.what.startswith("log.") or line.what == "patient.access"]
    yield from _grouped("log_itself", found, by=lambda line: f"{line.what}:{line.action}")


def _per_patient(rule: str, lines: Iterable[AccessLogEntry]) -> Iterator[Finding]:
    yield from _grouped(rule, lines, by=lambda line: str(line.patient_ids[0]), of_one=True)


def _grouped(
    rule: str, lines: Iterable[AccessLogEntry], *, by: Callable[[AccessLogEntry], str], of_one: bool = False
) -> Iterator[Finding]:
    """One finding per person and whatever `by` says. Its key goes to whoever reviews, so it holds no patient's id."""
    groups: defaultdict[tuple[UUID | None, str], list[AccessLogEntry]] = defaultdict(list)
    for line in lines:
        groups[line.actor_id, by(line)].append(line)
    for (actor_id, about), found in groups.items():
        first = found[0]
        yield Finding(
            rule=rule,
            key=f"{rule}:{actor_id}:{pseudonym(first.patient_ids[0]) if of_one else about}",
            actor_id=first.actor_id,
            actor_name=first.actor_name,
            first_at=first.at,
            times=len(found),
            what=first.what,
            action=first.action,
            patient_id=first.patient_ids[0] if of_one else None,
            patients=len({one for line in found for one in line.patient_ids}),
        )


def _known(patient_ids: set[UUID]) -> Known:
    rows = list(Patient.objects.filter(pk__in=patient_ids).values("pk", "last_name", "birth_name", "closed_on"))
    return Known(
        surnames={row["pk"]: surname_words(row["last_name"], row["birth_name"]) for row in rows},
        closed_on={row["pk"]: row["closed_on"] for row in rows if row["closed_on"]},
    )


RULES = (
    Rule(
        "own_surname",
        _("Zelfde achternaam"),
        _("Iemand opende een patiënt met de eigen achternaam: misschien familie."),
        _own_surname,
    ),
    Rule("night", _("In de nacht"), _("Tussen 23.00 en 6.00 uur kwam iemand bij gegevens van patiënten."), _night),
    Rule("many", _("Veel patiënten in een uur"), _("Iemand opende meer dan 20 patiënten binnen een uur."), _many),
    Rule(
        "after_closing",
        _("Na het afsluiten"),
        _("Iemand opende een patiënt die al was afgesloten."),
        _after_closing,
    ),
    Rule(
        "no_relation",
        _("Geen behandelrelatie"),
        _("Iemand opende een patiënt en was geen eigen huisarts, betrokkene, thuiszorg of deelnemer aan het MDO."),
        _no_relation,
    ),
    Rule(
        "log_itself",
        _("Het log zelf"),
        _("Wie het inzagelog bekeek, ophaalde of aftekende, of een overzicht voor een patiënt maakte."),
        _log_itself,
    ),
)
