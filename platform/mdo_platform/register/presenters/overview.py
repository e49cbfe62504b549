"""The rows of the register as the screen shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.safestring import SafeString

from mdo_foundation.targetgroups.archive import get_archive
from mdo_platform.register.definitions import level
from mdo_platform.register.models import ConsentStatus
from mdo_platform.register.queries import Overview
from mdo_platform.register.queries.order import COLOUR_RANK
from mdo_platform.register.queries.snapshots import age_on
from mdo_plugin_api import Colour

from .labels import GroupLabel, full_name_of, group_label, short_name_of


@dataclass(frozen=True, kw_only=True)
class Row:
    """`before`: the urgency at the last meeting, when it is another one now."""

    id: UUID
    name: str
    birth_year: int
    age: int
    target_group: GroupLabel
    thematic: list[GroupLabel]
    urgency: Any
    prognosis: Any
    before: Any
    question: str
    gp_name: str
    care: str
    updated_at: datetime
    is_stale: bool
    is_new: bool
    objects: bool
    cell: SafeString | str


@dataclass(frozen=True, kw_only=True)
class LegendEntry:
    colour: Colour
    shape: Any
    label: str


def rows(found: Overview, *, cells: Mapping[UUID, SafeString], short_names: bool) -> list[Row]:
    """One row per patient; `short_names` leaves the names out of the page altogether."""
    today = timezone.localdate()
    labels = {code: group_label(code) for row in found.rows for code in (row["shown__target_group"], *row["thematic"])}
    return [
        _row(row, today=today, cell=cells.get(row["id"], ""), short_names=short_names, labels=labels)
        for row in found.rows
    ]


def legend(codes: list[str]) -> list[LegendEntry]:
    """What each colour means for these target groups, the most urgent first."""
    words: dict[Colour, dict[str, Any]] = {}
    for code in codes:
        group = get_archive().target_group(code)
        for one in group.urgency.levels if group else ():
            entry = words.setdefault(one.colour, {"shape": one.shape, "labels": {}})
            entry["labels"][one.label] = None
    ordered = sorted(words.items(), key=lambda item: COLOUR_RANK[item[0]])
    return [LegendEntry(colour=colour, shape=e["shape"], label=" · ".join(e["labels"])) for colour, e in ordered]


def _row(
    row: Mapping[str, Any],
    *,
    today: date,
    cell: SafeString | str,
    short_names: bool,
    labels: Mapping[str, GroupLabel],
) -> Row:
    code = row["shown__target_group"]
    return Row(
        id=row["id"],
        name=short_name_of(row) if short_names else full_name_of(row),
        birth_year=row["birth_date"].year,
        age=age_on(row["birth_date"], today),
        target_group=labels[code],
        thematic=[labels[other] for other in row["thematic"] if other != code],
        urgency=level(code, "urgency", row["shown__urgency"]),
        prognosis=_prognosis(row),
        before=level(code, "urgency", row["before"]) if row["before"] else None,
        question=row["shown__question"],
        gp_name=row["gp_name"],
        care=", ".join(row["care"]),
        updated_at=row["record_updated_at"],
        is_stale=row["is_stale"],
        is_new=row["is_new"],
        objects=row["consent"] == ConsentStatus.OBJECTS,
        cell=cell,
    )


def _prognosis(row: Mapping[str, Any]) -> Any:
    if row["shown__prognosis"]:
        return level(row["shown__target_group"], "prognosis", row["shown__prognosis"])
    primary = row["primary"]
    return level(primary["target_group"], "prognosis", primary["prognosis"]) if primary else None
