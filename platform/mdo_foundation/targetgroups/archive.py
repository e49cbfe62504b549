"""What the portal can name: what is installed, then what earlier releases declared, newest first.

Only for words, colours and shapes. What may be chosen or filled in is what the registry has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import Literal, TypeVar

from django.db import DatabaseError, transaction

from mdo_plugin_api import Field, Intervention, Level, Scale, TargetGroup, Tool
from mdo_plugin_api.values import Coded

from . import queries
from .reading import read_target_group
from .registry import Registry, get_registry
from .services import digest_of

ScaleName = Literal["urgency", "prognosis"]
T = TypeVar("T", bound=Coded)


class Archive:
    """Installed and stored target groups. What a newer release left out is there as retired."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def is_active(self, code: str) -> bool:
        return self._registry.get(code) is not None

    @property
    def target_groups(self) -> tuple[TargetGroup, ...]:
        """Installed ones in their order, then those that are gone."""
        return tuple(self._everything.groups.values())

    def target_group(self, code: str) -> TargetGroup | None:
        """With every level that it ever had."""
        return self._everything.groups.get(code)

    def label(self, code: str) -> str | None:
        found = self._registry.get(code) or self.target_group(code)
        return found.label if found else None

    def level(self, target_group: str, scale: ScaleName, code: str) -> Level | None:
        found = self._registry.level(target_group, scale, code)
        return found or self._everything.levels.get((target_group, scale, code))

    def field(self, code: str) -> Field | None:
        """With every option that it ever had."""
        found = self._registry.field(code)
        return found if found and not found.options else self._everything.fields.get(code)

    def tool(self, code: str) -> Tool | None:
        return self._registry.tool(code) or self._everything.tools.get(code)

    def intervention(self, code: str) -> Intervention | None:
        return self._registry.intervention(code) or self._everything.interventions.get(code)

    @property
    def _everything(self) -> _Everything:
        """Without a database, or before its first migration, there is nothing but what is installed."""
        try:
            return self._read
        except DatabaseError:
            return _Everything(self._registry.target_groups, ())

    @cached_property
    def _read(self) -> _Everything:
        installed = self._registry.target_groups
        with transaction.atomic():  # a failure must not spoil the transaction of who asks
            told = queries.contents(but=[digest_of(group) for group in installed])
        return _Everything(installed, [read_target_group(one) for one in told])


class _Everything:
    def __init__(self, installed: Iterable[TargetGroup], stored: Sequence[TargetGroup]) -> None:
        self.groups: dict[str, TargetGroup] = {}
        self.levels: dict[tuple[str, ScaleName, str], Level] = {}
        self.fields: dict[str, Field] = {}
        self.tools: dict[str, Tool] = {}
        self.interventions: dict[str, Intervention] = {}
        for group in (*installed, *stored):
            self._add(group)

    def _add(self, group: TargetGroup) -> None:
        newer = self.groups.get(group.code)
        self.groups[group.code] = _with_scales_of(newer, group) if newer else group
        for field in (*group.fields, *group.evaluation):
            known = self.fields.get(field.code)
            self.fields[field.code] = _with_options_of(known, field) if known else field
        scales: tuple[tuple[ScaleName, Scale | None], ...] = ("urgency", group.urgency), ("prognosis", group.prognosis)
        for name, scale in scales:
            for level in scale.levels if scale else ():
                self.levels.setdefault((group.code, name, level.code), level)
        for tool in group.tools:
            self.tools.setdefault(tool.code, tool)
        for intervention in group.interventions:
            self.interventions.setdefault(intervention.code, intervention)


@cache
def _archive_of(registry: Registry) -> Archive:
    return Archive(registry)


def get_archive() -> Archive:
    """Reads the stored definitions once per process, in one query, at the first question for which it needs them."""
    return _archive_of(get_registry())


def _with_scales_of(newer: TargetGroup, older: TargetGroup) -> TargetGroup:
    urgency = _with_levels_of(newer.urgency, older.urgency)
    prognosis = _with_levels_of(newer.prognosis, older.prognosis)
    if urgency is newer.urgency and prognosis is newer.prognosis:
        return newer
    return newer.model_copy(update={"urgency": urgency, "prognosis": prognosis})


def _with_options_of(newer: Field, older: Field) -> Field:
    options = _with_retired(newer.options, older.options)
    return newer if len(options) == len(newer.options) else newer.model_copy(update={"options": options})


def _with_levels_of(newer: Scale | None, older: Scale | None) -> Scale | None:
    if newer is None or older is None:
        return newer
    levels = _with_retired(newer.levels, older.levels)
    return newer if len(levels) == len(newer.levels) else newer.model_copy(update={"levels": levels})


def _with_retired(newer: tuple[T, ...], older: tuple[T, ...]) -> tuple[T, ...]:
    known = {one.code for one in newer}
    return newer + tuple(one.model_copy(update={"retired": True}) for one in older if one.code not in known)
