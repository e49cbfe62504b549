"""Closed patients as the screens show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_platform.register.models import EndReason
from mdo_platform.register.retention import Step

from .labels import full_name_of, group_label

_TITLES: Mapping[str, str | Promise] = {
    "announced": gettext_lazy("Aangekondigd"),
    "coming": gettext_lazy("Komt eraan"),
    "held": gettext_lazy("Blijft bewaard"),
}
_SECTION = {Step.ANNOUNCED: "announced", Step.DELETE: "announced", Step.HELD: "held"}


@dataclass(frozen=True, kw_only=True)
class RetentionSection:
    name: str
    title: str | Promise
    rows: list[dict[str, Any]]


def closed_row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **row,
        "name": full_name_of(row),
        "birth_year": row["birth_date"].year,
        "target_group": group_label(row["target_group"]),
        "reason": dict(EndReason.choices).get(row["end_reason"], _("onbekend")),
    }


def retention_sections(rows: Sequence[Mapping[str, Any]], *, today: date) -> list[RetentionSection]:
    """What was announced, what will be, and what somebody keeps; the first to go comes first."""
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in _TITLES}
    for row in rows:
        name = _SECTION.get(row["term"].step(today), "coming")
        days = {"announce_on": max(row["term"].announce_on, today), "goes_on": row["term"].delete_on(today)}
        found[name].append({**closed_row(row), **days})
    return [RetentionSection(name=name, title=_TITLES[name], rows=found[name]) for name in _TITLES]
