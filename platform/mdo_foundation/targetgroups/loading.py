"""Finds the plugins by their entry points and validates them together. The only place that knows how they are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from importlib.metadata import EntryPoint, entry_points
from itertools import pairwise

from mdo_plugin_api import ENTRY_POINTS, TargetGroup
from mdo_plugin_api.testing import Plugin, PluginError, load
from mdo_plugin_api.values import Coded

from .containment import Breaker, PluginFaultError, call
from .sources import problem_of

LOAD_SECONDS = 30.0


class RegistryError(Exception):
    """The start ends here: one line that names plugin, thing and mend."""


def load_plugins(found: Iterable[EntryPoint] | None = None, *, disabled: Sequence[str] = ()) -> tuple[Plugin, ...]:
    """All plugins that are not disabled, sorted by (order, code). A disabled one is not even imported."""
    chosen = entry_points(group=ENTRY_POINTS) if found is None else found
    points = sorted((point for point in chosen if point.name not in disabled), key=lambda point: point.name)
    _check_names(points)
    try:
        plugins = [load_plugin(point) for point in points]
    except PluginError as error:
        raise RegistryError(str(error)) from error
    plugins.sort(key=lambda plugin: (plugin.target_group.order, plugin.target_group.code))
    check_agreement([plugin.target_group for plugin in plugins])
    return tuple(plugins)


def load_plugin(point: EntryPoint, *, seconds: float = LOAD_SECONDS) -> Plugin:
    """One plugin, whose sources are read before any of it runs. Raises PluginError, also when it does not end.

    It is imported in a thread of its own: one that waits for ever is left behind, and the start goes on to end.
    """
    problem = problem_of(point.module.partition(".")[0])
    if problem:
        raise PluginError(f"plugin {point.name!r}: {problem}")
    try:
        loaded = call(partial(_loaded, point), breaker=Breaker(point.name), budget=seconds)
    except PluginFaultError as error:
        what = f"plugin {point.name!r}: does not load within {seconds:g} seconds"
        raise PluginError(f"{what}; take out what waits, or name it in MDO_DISABLED_PLUGINS") from error
    if isinstance(loaded, PluginError):
        raise loaded
    return loaded


def _loaded(point: EntryPoint) -> Plugin | PluginError:
    try:
        return load(point.value, code=point.name)
    except PluginError as error:
        return error


def _check_names(points: Sequence[EntryPoint]) -> None:
    for one, other in pairwise(points):
        if one.name == other.name:
            where = " and ".join(sorted({one.value, other.value}))
            raise RegistryError(f"plugin {one.name!r} is there twice ({where}); uninstall one, or change its code")


def check_agreement(target_groups: Sequence[TargetGroup]) -> None:
    """A code declared by two target groups is one thing, so it must be declared equally by both."""
    seen: dict[tuple[str, str], tuple[str, Coded]] = {}
    for target_group in target_groups:
        for kind, thing in _shareable(target_group):
            owner, first = seen.setdefault((kind, thing.code), (target_group.code, thing))
            if first != thing:
                raise RegistryError(
                    f"plugin {target_group.code!r}: {kind} {thing.code!r} differs from that of {owner!r} "
                    f"({_difference(first, thing)}); declare it equally, or give it another code"
                )


def _shareable(target_group: TargetGroup) -> Iterator[tuple[str, Coded]]:
    yield from (("field", field) for field in (*target_group.fields, *target_group.evaluation))
    yield from (("tool", tool) for tool in target_group.tools)
    yield from (("intervention", intervention) for intervention in target_group.interventions)


def _difference(one: Coded, other: Coded) -> str:
    if type(one) is not type(other):
        return f"a {type(one).__name__} there, a {type(other).__name__} here"
    return ", ".join(name for name in type(one).model_fields if getattr(one, name) != getattr(other, name))
