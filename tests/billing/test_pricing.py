"""Worked cases of B-01, B-02 and B-03, calculated by hand; the arithmetic stands next to each case."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_billing.explanations import euros, month_ranges
from mdo_billing.pricing import Kind, NoBaseTariffError, Quote, Tariff, Usage, counted_months, price

TARIFFS = (
    Tariff(Kind.BASE, date(2017, 1, 1), Decimal("70.00")),
    Tariff(Kind.BASE, date(2026, 1, 1), Decimal("85.00")),
    Tariff(Kind.SURCHARGE, date(2026, 6, 15), Decimal("40.00")),
)
LONG_AGO = date(2018, 3, 1)


def use(code: str, started_on: date = LONG_AGO, ended_on: date | None = None, *, enrolment: bool = True) -> Usage:
    return Usage(code, code.capitalize(), started_on, ended_on, enrolment)


def quote(
    year: int, *usage: Usage, start: date = LONG_AGO, end: date | None = None, tariffs: tuple[Tariff, ...] = TARIFFS
) -> Quote:
    return price(year, started_on=start, ended_on=end, usage=usage, tariffs=tariffs)


ONE = (use("palliatief"),)
TWO = (use("palliatief"), use("ouderen"))
THREE = (*TWO, use("psychogeriatrie"))

CASES = {
    # 70; VAT 70 x 0.21 = 14.70
    "1 the old base tariff in 2025": (quote(2025, *ONE), ["70.00"], "14.70", "84.70"),
    # 85; VAT 85 x 0.21 = 17.85
    "2 the base tariff of 2026, one target group": (quote(2026, *ONE), ["85.00"], "17.85", "102.85"),
    # 85 + 40 x 7/12 (June to December) = 85 + 23.333 = 108.33; VAT 22.7493 = 22.75
    "3 two target groups all 2026": (quote(2026, *TWO), ["85.00", "23.33"], "22.75", "131.08"),
    # 85 + 40 = 125; VAT 26.25
    "4 two target groups all 2027": (quote(2027, *TWO), ["85.00", "40.00"], "26.25", "151.25"),
    # three target groups: still one surcharge
    "5 three target groups all 2027": (quote(2027, *THREE), ["85.00", "40.00"], "26.25", "151.25"),
    # the second is switched on, but nobody was enrolled for it: no surcharge
    "6 second target group without an enrolment": (
        quote(2027, *ONE, use("ouderen", enrolment=False)), ["85.00"], "17.85", "102.85",
    ),
    # started on the 15th: March counts, 10 months: 85 x 10/12 = 70.833; VAT 70.83 x 0.21 = 14.8743
    "7 group starts on 15 March": (quote(2026, *ONE, start=date(2026, 3, 15)), ["70.83"], "14.87", "85.70"),
    # started on the 16th: from April, 9 months: 85 x 9/12 = 63.75; VAT 13.3875 = 13.39
    "8 group starts on 16 March": (quote(2026, *ONE, start=date(2026, 3, 16)), ["63.75"], "13.39", "77.14"),
    # ended on the 15th: January and February: 85 x 2/12 = 14.1667; VAT 14.17 x 0.21 = 2.9757
    "9 group ends on 15 March": (quote(2026, *ONE, end=date(2026, 3, 15)), ["14.17"], "2.98", "17.15"),
    # ended on the 16th: March counts too: 85 x 3/12 = 21.25; VAT 4.4625 = 4.46
    "10 group ends on 16 March": (quote(2026, *ONE, end=date(2026, 3, 16)), ["21.25"], "4.46", "25.71"),
    # second from 15 September: 4 months: 40 x 4/12 = 13.333; 98.33; VAT 20.6493 = 20.65
    "11 second target group from 15 September": (
        quote(2026, *ONE, use("ouderen", date(2026, 9, 15))), ["85.00", "13.33"], "20.65", "118.98",
    ),
    # second from 16 September: 3 months: 40 x 3/12 = 10; 95; VAT 19.95
    "12 second target group from 16 September": (
        quote(2026, *ONE, use("ouderen", date(2026, 9, 16))), ["85.00", "10.00"], "19.95", "114.95",
    ),
    # second switched off on 15 February: January only: 40 x 1/12 = 3.333; 88.33; VAT 18.5493 = 18.55
    "13 second target group until 15 February": (
        quote(2027, *ONE, use("ouderen", LONG_AGO, date(2027, 2, 15))), ["85.00", "3.33"], "18.55", "106.88",
    ),
    # second switched off on 16 February: two months: 40 x 2/12 = 6.667; 91.67; VAT 19.2507 = 19.25
    "14 second target group until 16 February": (
        quote(2027, *ONE, use("ouderen", LONG_AGO, date(2027, 2, 16))), ["85.00", "6.67"], "19.25", "110.92",
    ),
    # leap year: started on 29 February 2028, so from March, 10 months: 70.833 + 40 x 10/12 = 33.333;
    # 70.83 + 33.33 = 104.16; VAT 21.8736 = 21.87
    "15 leap year, started on 29 February": (
        quote(2028, *TWO, start=date(2028, 2, 29)), ["70.83", "33.33"], "21.87", "126.03",
    ),
    # base goes to 95 on 1 July 2028: 85 x 6/12 + 95 x 6/12 = 42.50 + 47.50 = 90; VAT 18.90
    "16 base tariff changes within the year": (
        quote(2028, *ONE, tariffs=(*TARIFFS, Tariff(Kind.BASE, date(2028, 7, 1), Decimal("95.00")))),
        ["42.50", "47.50"], "18.90", "108.90",
    ),
    # base goes to 95 on 16 July 2028: July still at 85: 85 x 7/12 = 49.583, 95 x 5/12 = 39.583; 89.16; VAT 18.7236
    "17 base tariff changes on the 16th": (
        quote(2028, *ONE, tariffs=(*TARIFFS, Tariff(Kind.BASE, date(2028, 7, 16), Decimal("95.00")))),
        ["49.58", "39.58"], "18.72", "107.88",
    ),
    # two target groups since 15-12-2025, but no tariff for a surcharge in 2025
    "18 two target groups before the surcharge exists": (
        quote(2025, *ONE, use("ouderen", date(2025, 12, 15))), ["70.00"], "14.70", "84.70",
    ),
    # first until 16 June, second from 1 July: no month in which both count
    "19 one target group after the other": (
        quote(2027, use("palliatief", LONG_AGO, date(2027, 6, 16)), use("ouderen", date(2027, 7, 1))),
        ["85.00"], "17.85", "102.85",
    ),
    # 10 to 20 April: one month: 85/12 = 7.0833; VAT 7.08 x 0.21 = 1.4868
    "20 started and ended within one month": (
        quote(2026, *ONE, start=date(2026, 4, 10), end=date(2026, 4, 20)), ["7.08"], "1.49", "8.57",
    ),
    # 85.14 x 3/12 = 21.285: half a cent goes up (half even would give 21.28); VAT 21.29 x 0.21 = 4.4709
    "21 half a cent goes up": (
        quote(2026, *ONE, end=date(2026, 3, 31), tariffs=(Tariff(Kind.BASE, date(2026, 1, 1), Decimal("85.14")),)),
        ["21.29"], "4.47", "25.76",
    ),
    # second off on 20 March (January to March), on again on 1 November (November, December): 40 x 5/12 = 16.667;
    # 101.67; VAT 21.3507 = 21.35
    "22 second target group off and on again": (
        quote(2027, *ONE, use("ouderen", LONG_AGO, date(2027, 3, 20)), use("ouderen", date(2027, 11, 1))),
        ["85.00", "16.67"], "21.35", "123.02",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_worked_case(case: str) -> None:
    result, lines, vat, total = CASES[case]

    assert [str(line.amount) for line in result.lines] == lines
    assert (str(result.vat), str(result.total)) == (vat, total)


def test_the_lines_say_what_is_paid_and_why() -> None:
    base, surcharge = quote(2026, *TWO).lines

    assert base.description == "Basistarief MDO-Portal 2026"
    assert base.explanation == "12 van 12 maanden (januari tot en met december) van €\u00a085,00 per jaar."
    assert surcharge.explanation == (
        "In gebruik: Ouderen en Palliatief. 7 van 12 maanden (juni tot en met december) van €\u00a040,00 per jaar. "
        "Dit tarief geldt vanaf 15 juni 2026."
    )


@pytest.mark.parametrize(
    ("usage", "year", "remarks"),
    [
        (TWO, 2027, ()),
        (ONE, 2027, ("Geen meerprijs: in 2027 was niet meer dan één doelgroep in gebruik (Palliatief).",)),
        ((), 2027, ("Geen meerprijs: in 2027 was niet meer dan één doelgroep in gebruik.",)),
        (
            (*ONE, use("ouderen", enrolment=False)), 2027,
            (
                "Geen meerprijs: in 2027 was niet meer dan één doelgroep in gebruik (Palliatief).",
                "Ouderen stond aan, maar telt niet mee: in 2027 was er geen aanmelding.",
            ),
        ),
        (
            TWO, 2025,
            ("Geen meerprijs voor Ouderen en Palliatief: daarvoor gold in deze maanden van 2025 nog geen tarief.",),
        ),
        (
            (*ONE, use("ouderen", date(2027, 12, 20))), 2027,
            ("Geen meerprijs: Ouderen en Palliatief telden in 2027 niet in dezelfde maand.",),
        ),
        ((*ONE, use("ouderen", LONG_AGO, date(2026, 12, 31))), 2027,
         ("Geen meerprijs: in 2027 was niet meer dan één doelgroep in gebruik (Palliatief).",)),
    ],
)  # fmt: skip
def test_the_invoice_says_why_there_is_no_surcharge(
    usage: tuple[Usage, ...], year: int, remarks: tuple[str, ...]
) -> None:
    assert quote(year, *usage).remarks == remarks


def test_a_month_before_the_first_tariff_is_refused_instead_of_free() -> None:
    with pytest.raises(NoBaseTariffError):
        quote(2016, *ONE, start=date(2016, 1, 1))


@pytest.mark.parametrize(
    ("start", "end"),
    [(date(2028, 1, 1), None), (date(2020, 1, 1), date(2026, 12, 31)), (date(2027, 4, 16), date(2027, 5, 15))],
)
def test_nothing_to_pay_without_a_month(start: date, end: date | None) -> None:
    result = quote(2027, *TWO, start=start, end=end)

    assert (result.lines, result.remarks, result.total) == ((), (), Decimal("0.00"))


@pytest.mark.parametrize(
    ("months", "text"),
    [((1,), "januari"), ((6, 7, 8), "juni tot en met augustus"), ((1, 2, 3, 11, 12),
      "januari tot en met maart, november tot en met december")],
)  # fmt: skip
def test_months_in_words(months: tuple[int, ...], text: str) -> None:
    assert month_ranges(months) == text


def test_euros_in_dutch() -> None:
    assert euros(Decimal("12345.6")) == "€\u00a012.345,60"


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@settings(max_examples=60, deadline=None)
@given(change=days, year=st.integers(2024, 2030))
def test_what_ends_and_starts_on_one_day_pays_every_month_once(change: date, year: int) -> None:
    before, after = counted_months(year, LONG_AGO, change), counted_months(year, change, None)

    assert not before & after
    assert before | after == frozenset(range(1, 13))


@settings(max_examples=60, deadline=None)
@given(start=days, end=st.none() | days, second=days, enrolment=st.booleans(), year=st.integers(2026, 2030))
def test_a_year_never_costs_more_than_the_full_tariffs(
    start: date, end: date | None, second: date, enrolment: bool, year: int
) -> None:
    result = quote(year, *ONE, use("ouderen", second, enrolment=enrolment), start=start, end=end)

    assert Decimal(0) <= result.net <= Decimal(125)
    assert result.net == sum(line.amount for line in result.lines)
    assert result.total == result.net + result.vat
    assert all(line.amount == line.amount.quantize(Decimal("0.01")) for line in result.lines)
    assert enrolment or all(line.kind is Kind.BASE for line in result.lines)
