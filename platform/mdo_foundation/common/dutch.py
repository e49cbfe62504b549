"""How the screens, mails and reports write dates, times and numbers in Dutch ('di 24 nov', '12.30 uur', '1.979').

Pure functions; a moment must already be in local time.
"""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

_DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_MONTHS_SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_DAYS_TOLD_IN_WORDS = 7


def month_short(day: date) -> str:
    return _MONTHS_SHORT[day.month - 1]


def weekday_short(day: date) -> str:
    return _DAYS[day.weekday()][:2]


def day_short(day: date) -> str:
    """'di 24 nov'"""
    return f"{weekday_short(day)} {day.day} {month_short(day)}"


def day_long(day: date) -> str:
    """'dinsdag 24 november'"""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def day_month(day: date, *, today: date) -> str:
    """'13 oktober', with the year when it is another year than today's."""
    text = f"{day.day} {_MONTHS[day.month - 1]}"
    return text if day.year == today.year else f"{text} {day.year}"


def month_year(day: date) -> str:
    """'november 2026'"""
    return f"{_MONTHS[day.month - 1]} {day.year}"


def clock(moment: time | datetime) -> str:
    """'12.30 uur'"""
    return f"{_hours(moment)} uur"


def clock_range(start: time | datetime, end: time | datetime) -> str:
    """'12.30 – 13.30 uur'"""
    return f"{_hours(start)} – {_hours(end)} uur"


def ago(day: date, *, today: date) -> str:
    """'vandaag', 'gisteren', '2 dagen geleden' up to a week, then the date ('12 okt', '12 okt 2025')."""
    days = (today - day).days
    if days == 0:
        return "vandaag"
    if days == 1:
        return "gisteren"
    if 1 < days <= _DAYS_TOLD_IN_WORDS:
        return f"{days} dagen geleden"
    text = f"{day.day} {month_short(day)}"
    return text if day.year == today.year else f"{text} {day.year}"


def day_ahead(day: date, *, today: date) -> str:
    """'vandaag', 'morgen', else 'dinsdag 24 november'."""
    return {0: "vandaag", 1: "morgen"}.get((day - today).days, day_long(day))


def number(value: int | float | Decimal) -> str:
    """'1.979' and '2.750,5': points between thousands, a comma before decimals."""
    return f"{value:,}".translate(str.maketrans(",.", ".,"))


def initials(name: str) -> str:
    """'SV' of 'Sanne Vermeulen', 'MG' of 'M. de Groot': first and last word that starts with a capital."""
    letters = [word[0] for word in name.split() if word[0].isupper()]
    return "".join(letters[:1] + letters[1:][-1:])


def _hours(moment: time | datetime) -> str:
    return f"{moment.hour}.{moment.minute:02d}"
