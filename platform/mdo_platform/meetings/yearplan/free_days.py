"""Days on which a year plan proposes no meeting: public holidays, school holidays, and what the user keeps free."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import holidays
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_FILE = Path(__file__).with_name("school_holidays.toml")


class Region(models.TextChoices):
    """The regions in which school holidays are spread; none for who does not mind them."""

    NONE = "", gettext_lazy("Schoolvakanties tellen niet mee")
    NORTH = "noord", gettext_lazy("Noord")
    MIDDLE = "midden", gettext_lazy("Midden")
    SOUTH = "zuid", gettext_lazy("Zuid")


@dataclass(frozen=True, kw_only=True)
class Period:
    """A time from one day to another, both included."""

    first: date
    last: date
    name: str = ""

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, kw_only=True)
class Known:
    """The time of which the portal knows the school holidays."""

    years: str
    first: date
    last: date


def why_free(day: date, *, region: str = Region.NONE, own: Sequence[Period] = ()) -> list[str]:
    """In words why there had better be no meeting on this day; empty for an ordinary one."""
    found = [public] if (public := _public(day.year).get(day)) else []
    found += [period.name for period in _school(region) if period.holds(day)]
    found += [_("Vrije periode") for period in own if period.holds(day)][:1]
    return found


def known() -> list[Known]:
    return [Known(**row) for row in _data()["known"]]


@cache
def _public(year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("NL", years=[year], language="nl"))


@cache
def _school(region: str) -> list[Period]:
    rows = _data()["period"] if region else []
    return [Period(name=row["name"], first=row[region][0], last=row[region][1]) for row in rows]


@cache
def _data() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(_FILE.read_text())
