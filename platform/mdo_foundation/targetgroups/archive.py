"""What the portal can name: what is installed, then what earlier releases declared, newest first.

Only for words, colours and shapes. What may be chosen or filled in is what the registry has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache, cached_property
from typing import Any, Literal, TypeVar

from django.db import DatabaseError, transaction

from mdo_plugin_api import Field, Intervention, Level, Option, Scale, TargetGroup, Tool
from mdo_plugin_api.values import Coded

from . import queries
from .reading import read_field, read_intervention, read_level, read_target_group, read_tool, things
from .registry import Registry, get_registry
from .services import digest_of

ScaleName = Literal["urgency", "prognosis"]
SCALES: tuple[ScaleName, ...] = ("urgency", "prognosis")
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
    def _everything(self) -> Everything:
        """Without a database, or before its first migration, there is nothing but what is installed."""
        try:
            return self._read
        except DatabaseError:
            return Everything(self._registry.target_groups, ())

    @cached_property
    def _read(self) -> Everything:
        installed = self._registry.target_groups
        with transaction.atomic():  # a failure must not spoil the transaction of who asks
            told = queries.contents(but=[digest_of(group) for group in installed])
        return Everything(installed, told)


class Everything:
    """Of an older definition only what is not known yet is read: there may be many, and they are mostly alike."""

    def __init__(self, installed: Iterable[TargetGroup], stored: Iterable[Mapping[str, Any]]) -> None:
        self.groups: dict[str, TargetGroup] = {}
        self.levels: dict[tuple[str, ScaleName, str], Level] = {}
        self.fields: dict[str, Field] = {}
        self.tools: dict[str, Tool] = {}
        self.interventions: dict[str, Intervention] = {}
        for group in installed:
            self._add(group)
        for told in stored:
            newer = self.groups.get(str(told.get("code", "")))
            if newer is None:
                self._add(read_target_group(told))
            else:
                self._add_older(newer, told)

    def _add(self, group: TargetGroup) -> None:
        self.groups[group.code] = group
        for name in SCALES:
            scale: Scale | None = getattr(group, name)
            self.levels |= {(group.code, name, level.code): level for level in (scale.levels if scale else ())}
        for field in (*group.fields, *group.evaluation):
            self._add_field(field.code, field, field.options)
        for tool in group.tools:
            self.tools.setdefault(tool.code, tool)
        for intervention in group.interventions:
            self.interventions.setdefault(intervention.code, intervention)

    def _add_older(self, newer: TargetGroup, told: Mapping[str, Any]) -> None:
        for name in SCALES:
            self._add_levels(newer.code, name, told.get(name))
        for one in (*things(told.get("fields")), *things(told.get("evaluation"))):
            known = self.fields.get(one["code"])
            field = known or read_field(one)
            gone = {option["code"] for option in things(one.get("options"))} - {option.code for option in field.options}
            self._add_field(field.code, field, read_field(one).options if gone else ())
        for one in things(told.get("tools")):
            if one["code"] not in self.tools:
                self.tools[one["code"]] = read_tool(one)
        for one in things(told.get("interventions")):
            if one["code"] not in self.interventions:
                self.interventions[one["code"]] = read_intervention(one)

    def _add_levels(self, code: str, name: ScaleName, told: Any) -> None:
        levels = things(told.get("levels")) if isinstance(told, Mapping) else []
        gone = tuple(_retired(read_level(one)) for one in levels if (code, name, one["code"]) not in self.levels)
        self.levels |= {(code, name, level.code): level for level in gone}
        group = self.groups[code]
        scale: Scale | None = getattr(group, name)
        if gone and scale:
            wider = scale.model_copy(update={"levels": scale.levels + gone})
            self.groups[code] = group.model_copy(update={name: wider})

    def _add_field(self, code: str, field: Field, options: Sequence[Option]) -> None:
        """`options`: what was declared; those that the newest declaration does not have are retired."""
        known = self.fields.setdefault(code, field)
        codes = {option.code for option in known.options}
        gone = tuple(_retired(option) for option in options if option.code not in codes)
        if gone:
            self.fields[code] = known.model_copy(update={"options": known.options + gone})


@cache
def _archive_of(registry: Registry) -> Archive:
    return Archive(registry)


def get_archive() -> Archive:
    """Reads the stored definitions once per process, in one query, at the first question for which it needs them."""
    return _archive_of(get_registry())


def _retired(one: T) -> T:
    return one.model_copy(update={"retired": True})
