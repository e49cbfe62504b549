"""The Dutch words of an invoice. Not translated: an invoice is Dutch, whatever language its issuer has chosen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # pricing uses these words; its types are needed here for checking only
    from .pricing import Tariff, Usage

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
DESCRIPTIONS = {"base": "Basistarief MDO-Portal", "surcharge": "Meerprijs voor meer dan één doelgroep"}


def euros(amount: Decimal) -> str:
    """1234.5 → '€ 1.234,50', with a space that does not break."""
    swapped = f"{amount:,.2f}".translate(str.maketrans(",.", ".,"))
    return f"€\u00a0{swapped}"


def day(value: date) -> str:
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def enumeration(words: Sequence[str]) -> str:
    return " en ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else ""


def month_ranges(months: Iterable[int]) -> str:
    """(1, 2, 3, 7) → 'januari tot en met maart, juli'."""
    numbered = groupby(enumerate(sorted(months)), lambda pair: pair[1] - pair[0])
    runs = [[month for _, month in run] for _, run in numbered]
    return ", ".join(
        MONTHS[run[0] - 1] + (f" tot en met {MONTHS[run[-1] - 1]}" if len(run) > 1 else "") for run in runs
    )


def description(kind: str, year: int) -> str:
    return f"{DESCRIPTIONS[kind]} {year}"


def explanation(year: int, tariff: Tariff, months: Sequence[int], usage: Sequence[Usage]) -> str:
    sentences = [f"{len(months)} van 12 maanden ({month_ranges(months)}) van {euros(tariff.amount)} per jaar."]
    if tariff.kind == "surcharge":
        sentences.insert(0, f"In gebruik: {enumeration(_names(usage, used=True))}.")
    if tariff.starts_on.year == year and tariff.starts_on != date(year, 1, 1):
        sentences.append(f"Dit tarief geldt vanaf {day(tariff.starts_on)}.")
    return " ".join(sentences)


def remarks(year: int, usage: Sequence[Usage], *, several: bool, surcharge: bool) -> tuple[str, ...]:
    """Why there is no surcharge, and which target groups did not count (B-02)."""
    used, unused = _names(usage, used=True), _names(usage, used=False)
    sentences = [] if surcharge else [_no_surcharge(year, used, several=several)]
    if unused:
        verb, counts = ("stond", "telt") if len(unused) == 1 else ("stonden", "tellen")
        sentences.append(f"{enumeration(unused)} {verb} aan, maar {counts} niet mee: in {year} was er geen aanmelding.")
    return tuple(sentences)


def _no_surcharge(year: int, used: Sequence[str], *, several: bool) -> str:
    if several:
        return f"Geen meerprijs voor {enumeration(used)}: daarvoor gold in deze maanden van {year} nog geen tarief."
    if len(used) > 1:
        return f"Geen meerprijs: {enumeration(used)} telden in {year} niet in dezelfde maand."
    return f"Geen meerprijs: in {year} was niet meer dan één doelgroep in gebruik{f' ({used[0]})' if used else ''}."


def _names(usage: Sequence[Usage], *, used: bool) -> list[str]:
    return sorted({use.name for use in usage if use.has_enrolment is used})
