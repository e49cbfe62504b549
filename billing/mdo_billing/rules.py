"""What may be invoiced and when, and which tariffs may be added."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid

FIRST_YEAR = 2017  # the first tariff (B-01)


def check_year_is_over(year: int, *, today: date) -> None:
    """B-02 and B-03 need the whole year, and what is issued never changes: so a year is invoiced after its end."""
    if year >= today.year:
        message = _("De facturen van %(year)s kunnen worden gemaakt vanaf 1 januari %(next)s.")
        raise Invalid(message % {"year": year, "next": year + 1})
    if year < FIRST_YEAR:
        raise Invalid(_("Voor %(year)s bestaat geen tarief.") % {"year": year})


def check_new_tariff(starts_on: date, *, newest: date | None, last_issued_year: int | None) -> None:
    """Tariffs are only added at the end, and never in a year of which an invoice was issued (B-01)."""
    if last_issued_year is not None and starts_on.year <= last_issued_year:
        message = _("Over %(year)s zijn al facturen gemaakt. Kies een datum vanaf 1 januari %(next)s.")
        raise _refusal(message % {"year": last_issued_year, "next": last_issued_year + 1})
    if newest is not None and starts_on <= newest:
        message = _("Er is al een tarief dat later ingaat. Kies een datum na %(day)s.")
        raise _refusal(message % {"day": f"{newest:%d-%m-%Y}"})


def _refusal(message: str) -> Invalid:
    return Invalid(message, fields={"starts_on": [message]})
