from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from mdo_foundation.common import dutch

TODAY = date(2026, 11, 24)


def test_days_are_written_as_people_say_them() -> None:
    assert dutch.day_short(TODAY) == "di 24 nov"
    assert dutch.day_long(TODAY) == "dinsdag 24 november"
    assert dutch.day_month(date(2026, 10, 13), today=TODAY) == "13 oktober"
    assert dutch.day_month(date(2025, 10, 13), today=TODAY) == "13 oktober 2025"


@pytest.mark.parametrize(("month", "short"), [(3, "mrt"), (5, "mei"), (8, "aug"), (10, "okt")])
def test_a_month_has_its_short_name(month: int, short: str) -> None:
    assert dutch.month_short(date(2026, month, 1)) == short


def test_hours_have_a_point() -> None:
    assert dutch.clock(time(9, 5)) == "9.05 uur"
    assert dutch.clock(datetime(2026, 11, 24, 12, 30, tzinfo=UTC)) == "12.30 uur"
    assert dutch.clock_range(time(12, 30), time(13, 30)) == "12.30 – 13.30 uur"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 11, 24), "vandaag"),
        (date(2026, 11, 23), "gisteren"),
        (date(2026, 11, 22), "2 dagen geleden"),
        (date(2026, 11, 17), "7 dagen geleden"),
        (date(2026, 11, 16), "16 nov"),
        (date(2025, 10, 12), "12 okt 2025"),
        (date(2026, 11, 25), "25 nov"),
    ],
)
def test_ago_counts_up_to_a_week(day: date, words: str) -> None:
    assert dutch.ago(day, today=TODAY) == words


def test_numbers_have_points_and_a_comma() -> None:
    assert dutch.number(1979) == "1.979"
    assert dutch.number(2750.5) == "2.750,5"


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Sanne Vermeulen", "SV"), ("M. de Groot", "MG"), ("Anna", "A"), ("", ""), ("Fatima El Idrissi-Demo", "FI")],
)
def test_initials_skip_particles(name: str, letters: str) -> None:
    assert dutch.initials(name) == letters
