"""What a group pays for one year (B-01, B-02, B-03). Pure: no clock, no database.

Money is `Decimal` euros with two decimals. A line is rounded half up to the cent, once; VAT is calculated once, over
the sum of the lines, because that is how an electronic invoice is checked (EN 16931, BR-CO-17).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from . import explanations

VAT_RATE = Decimal("0.21")
CENT = Decimal("0.01")
MONTHS_PER_YEAR = 12
LAST_DAY_THAT_COUNTS_AS_START = 15


class Kind(StrEnum):
    BASE = "base"
    SURCHARGE = "surcharge"


class NoBaseTariffError(ValueError):
    """A month must be paid for which no base tariff has started yet."""


@dataclass(frozen=True, slots=True)
class Tariff:
    """Euros a year, excl. VAT, valid from `starts_on` until a later tariff of the same kind starts."""

    kind: Kind
    starts_on: date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Usage:
    """One period in which a target group was switched on; `has_enrolment`: at least one in the invoiced year (B-02)."""

    target_group: str
    name: str
    started_on: date
    ended_on: date | None
    has_enrolment: bool


@dataclass(frozen=True, slots=True)
class Line:
    kind: Kind
    description: str
    explanation: str
    tariff: Decimal
    months: tuple[int, ...]
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Quote:
    year: int
    lines: tuple[Line, ...]
    remarks: tuple[str, ...]

    @property
    def net(self) -> Decimal:
        return sum((line.amount for line in self.lines), Decimal("0.00"))

    @property
    def vat(self) -> Decimal:
        return to_cents(self.net * VAT_RATE)

    @property
    def total(self) -> Decimal:
        return self.net + self.vat


def to_cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def counted_months(year: int, started_on: date, ended_on: date | None) -> frozenset[int]:
    """The months of `year` that are paid (B-03): a start counts on or before the 15th, an end counts after the 15th."""
    first = _first_counted(started_on)
    last = _index(ended_on.year, ended_on.month) - (ended_on.day <= LAST_DAY_THAT_COUNTS_AS_START) if ended_on else None
    months = range(1, MONTHS_PER_YEAR + 1)
    return frozenset(m for m in months if first <= _index(year, m) and (last is None or _index(year, m) <= last))


def price(
    year: int, *, started_on: date, ended_on: date | None, usage: Sequence[Usage], tariffs: Sequence[Tariff]
) -> Quote:
    """Raises NoBaseTariffError: a month is never silently free."""
    usage = [use for use in usage if _touches(year, use)]
    group_months = counted_months(year, started_on, ended_on)
    together = group_months & _months_with_several(year, usage)
    base = _lines(Kind.BASE, year, group_months, tariffs, usage)
    if sum(len(line.months) for line in base) != len(group_months):
        raise NoBaseTariffError(year)
    surcharge = _lines(Kind.SURCHARGE, year, together, tariffs, usage)
    remarks = explanations.remarks(year, usage, several=bool(together), surcharge=bool(surcharge)) if base else ()
    return Quote(year=year, lines=base + surcharge, remarks=remarks)


def _lines(
    kind: Kind, year: int, months: Iterable[int], tariffs: Sequence[Tariff], usage: Sequence[Usage]
) -> tuple[Line, ...]:
    """One line per tariff that was valid in `months`, in the order of the year."""
    by_tariff: dict[Tariff, list[int]] = {}
    for month in sorted(months):
        tariff = _valid_tariff(kind, year, month, tariffs)
        if tariff is not None:
            by_tariff.setdefault(tariff, []).append(month)
    return tuple(_line(year, tariff, tuple(paid), usage) for tariff, paid in by_tariff.items())


def _line(year: int, tariff: Tariff, months: tuple[int, ...], usage: Sequence[Usage]) -> Line:
    return Line(
        kind=tariff.kind,
        description=explanations.description(tariff.kind, year),
        explanation=explanations.explanation(year, tariff, months, usage),
        tariff=tariff.amount,
        months=months,
        amount=to_cents(tariff.amount * len(months) / MONTHS_PER_YEAR),
    )


def _valid_tariff(kind: Kind, year: int, month: int, tariffs: Sequence[Tariff]) -> Tariff | None:
    started = (t for t in tariffs if t.kind == kind and _first_counted(t.starts_on) <= _index(year, month))
    return max(started, key=lambda tariff: tariff.starts_on, default=None)


def _months_with_several(year: int, usage: Sequence[Usage]) -> frozenset[int]:
    """Months in which at least two used target groups count; switching one off and on again makes it one, not two."""
    months_of: dict[str, frozenset[int]] = {}
    for use in usage:
        if use.has_enrolment:
            months = counted_months(year, use.started_on, use.ended_on)
            months_of[use.target_group] = months_of.get(use.target_group, frozenset()) | months
    return frozenset(
        month for month in range(1, MONTHS_PER_YEAR + 1) if sum(month in months for months in months_of.values()) > 1
    )


def _touches(year: int, use: Usage) -> bool:
    return use.started_on.year <= year and (use.ended_on is None or use.ended_on.year >= year)


def _first_counted(start: date) -> int:
    return _index(start.year, start.month) + (start.day > LAST_DAY_THAT_COUNTS_AS_START)


def _index(year: int, month: int) -> int:
    return year * MONTHS_PER_YEAR + month
