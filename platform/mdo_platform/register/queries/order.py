"""The order of the register's list: by urgency unless another column is chosen, then by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    ExpressionWrapper,
    F,
    Func,
    IntegerField,
    JSONField,
    Q,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.functions import Concat, Lower

from mdo_foundation.targetgroups.archive import Archive, get_archive
from mdo_platform.register.models import Patient
from mdo_plugin_api import Colour, Scale

# Red first. Who was never estimated comes before who is known to be stable: unknown is not green.
COLOUR_RANK = {
    Colour.RED: 0,
    Colour.ORANGE: 1,
    Colour.YELLOW: 2,
    Colour.GREY: 3,
    Colour.PURPLE: 4,
    Colour.BLUE: 5,
    Colour.GREEN: 6,
}
SORTS = ("urgency", "name", "target_group", "prognosis", "question", "gp", "updated", "agenda")


def ordered(
    patients: QuerySet[Patient], *, by: str, descending: bool, agenda: Sequence[UUID] = ()
) -> QuerySet[Patient]:
    """`agenda`: the patients of the next agenda in their order; only for that column."""
    patients = patients.annotate(name=Lower("last_name"), rank=_key(by, agenda))
    rank = F("rank")
    first = rank.desc(nulls_last=True) if descending else rank.asc(nulls_last=True)
    return patients.order_by(first, "name", "initials", "pk")


def _key(by: str, agenda: Sequence[UUID]) -> Any:
    keys: dict[str, Callable[[], Any]] = {
        "name": lambda: Lower("last_name"),
        "target_group": lambda: F("shown__target_group"),
        "prognosis": lambda: _rank_of("shown__prognosis", _prognosis_ranks(get_archive())),
        "question": lambda: ExpressionWrapper(Q(shown__question=""), output_field=BooleanField()),
        "gp": lambda: F("gp_name"),
        "updated": lambda: F("record_updated_at"),
        "agenda": lambda: Func(
            Value(list(agenda), output_field=ArrayField(UUIDField())), F("pk"), function="array_position"
        ),
    }
    key = keys.get(by)
    return key() if key else _rank_of("shown__urgency", _urgency_ranks(get_archive()))


def _rank_of(level: str, ranks: Mapping[str, int]) -> Func:
    """The rank of a level by a table that goes along as one parameter; a CASE with every level is slow to build."""
    table = Value(ranks, output_field=JSONField())
    key = Concat("shown__target_group", Value(":"), level)
    return Func(
        table, key, template="(%(expressions)s)::integer", arg_joiner=" ->> ", output_field=IntegerField(null=True)
    )


@cache
def _urgency_ranks(archive: Archive) -> dict[str, int]:
    groups = archive.target_groups
    return {f"{one.code}:{level.code}": COLOUR_RANK[level.colour] for one in groups for level in one.urgency.levels}


@cache
def _prognosis_ranks(archive: Archive) -> dict[str, int]:
    scales = [(one.code, one.prognosis) for one in archive.target_groups if one.prognosis]
    return {f"{code}:{level}": rank for code, scale in scales for level, rank in _course(scale).items()}


def _course(scale: Scale) -> dict[str, int]:
    """From 0 for the last phase to 100 for the first; unknown is just before the first."""
    known = [level.code for level in scale.levels if not level.unknown]
    step = 100 // max(len(known) - 1, 1)
    unknown = {level.code: 90 for level in scale.levels if level.unknown}
    return {code: step * place for place, code in enumerate(reversed(known))} | unknown
