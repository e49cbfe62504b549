"""The target groups that this portal has: loaded once at start, and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal, TypeVar

from django.conf import settings

from mdo_plugin_api import Advice, Field, Intervention, Level, RecordSnapshot, TargetGroup, Tool
from mdo_plugin_api.testing import Plugin
from mdo_plugin_api.values import Coded

from .calls import Caller
from .loading import RegistryError, load_plugins

__all__ = ["Registry", "RegistryError", "get_registry"]

T = TypeVar("T", bound=Coded)


class Registry:
    """What the target groups declare. A code that no plugin has (any more) gets None: show 'module niet actief'."""

    def __init__(self, plugins: Iterable[Plugin], *, caller: Caller | None = None) -> None:
        plugins = tuple(plugins)
        self.target_groups: tuple[TargetGroup, ...] = tuple(plugin.target_group for plugin in plugins)
        self._caller = caller or Caller(plugins)
        self._by_code = _by_code(self.target_groups)
        self._levels = dict(entry for group in self.target_groups for entry in _levels(group))
        self._fields = _by_code(field for group in self.target_groups for field in (*group.fields, *group.evaluation))
        self._tools = _by_code(tool for group in self.target_groups for tool in group.tools)
        self._interventions = _by_code(one for group in self.target_groups for one in group.interventions)

    def get(self, code: str) -> TargetGroup | None:
        return self._by_code.get(code)

    def level(self, target_group: str, scale: Literal["urgency", "prognosis"], code: str) -> Level | None:
        return self._levels.get((target_group, scale, code))

    def field(self, code: str) -> Field | None:
        """A field, of the evaluation too, whichever target group declares it."""
        return self._fields.get(code)

    def tool(self, code: str) -> Tool | None:
        return self._tools.get(code)

    def intervention(self, code: str) -> Intervention | None:
        return self._interventions.get(code)

    def fields_for(self, codes: Iterable[str]) -> tuple[Field, ...]:
        """The fields of these target groups together, each once, in the order of the first that declares it."""
        return tuple(_by_code(field for group in self._known(codes) for field in group.fields).values())

    def evaluation_for(self, codes: Iterable[str]) -> tuple[Field, ...]:
        return tuple(_by_code(field for group in self._known(codes) for field in group.evaluation).values())

    def advise(self, snapshot: RecordSnapshot) -> tuple[Advice, ...]:
        """Blocks first, then warnings, then suggestions. Never raises: a plugin at fault costs its own advice only."""
        return self._caller.advise(snapshot)

    def score(self, tool: str, answers: Mapping[str, object]) -> float | None:
        """The score of a questionnaire; None when too much is missing.

        Raises NotFound for an unknown questionnaire, Invalid for answers that do not fit its items, and Unavailable
        when the plugin fails: show it, and store nothing.
        """
        return self._caller.score(self._tools.get(tool), answers)

    def _known(self, codes: Iterable[str]) -> Iterator[TargetGroup]:
        return (self._by_code[code] for code in codes if code in self._by_code)


@cache
def get_registry() -> Registry:
    """Loads on the first call, which is the start of the process. Raises RegistryError."""
    return Registry(load_plugins(disabled=[code.strip() for code in settings.MDO_DISABLED_PLUGINS]))


def _by_code(things: Iterable[T]) -> dict[str, T]:
    found: dict[str, T] = {}
    for thing in things:
        found.setdefault(thing.code, thing)
    return found


def _levels(group: TargetGroup) -> Iterator[tuple[tuple[str, str, str], Level]]:
    for name, scale in (("urgency", group.urgency), ("prognosis", group.prognosis)):
        for level in scale.levels if scale else ():
            yield (group.code, name, level.code), level
