"""Every route of the portal, taken from the resolvers: a page that is added is tested without being listed."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.urls import URLPattern, URLResolver


@dataclass(frozen=True)
class Route:
    """`template` holds `{name}` for each parameter, `kinds` its converter; `package` is where the view lives."""

    template: str
    kinds: tuple[tuple[str, str], ...]
    package: str

    def __str__(self) -> str:
        return self.template

    def filled(self, **values: object) -> str:
        return self.template.format(**values)


METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}


def routes(urlconf: str) -> list[Route]:
    return [_route(path, view) for path, view in _views(import_module(urlconf).urlpatterns, "")]


def paths(urlconf: str) -> list[str]:
    """As the resolver has them, with converters."""
    return [path for path, _view in _views(import_module(urlconf).urlpatterns, "")]


def declared(urlconf: str) -> dict[str, set[str]]:
    """The methods that each address answers to; an empty set where the view does not say."""
    return {path: set(_methods(view)) & METHODS for path, view in _views(import_module(urlconf).urlpatterns, "")}


def _views(patterns: list, prefix: str) -> Iterator[tuple[str, Any]]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path, pattern.callback


def _methods(view: Any) -> Iterator[str]:
    """Of a class its handlers; of a function what its decorators let through."""
    if hasattr(view, "cls"):
        yield from (name for name in METHODS if hasattr(view.cls, name.lower()))
    while view is not None and hasattr(view, "__code__"):
        held = dict(zip(view.__code__.co_freevars, view.__closure__ or (), strict=True))
        if "request_method_list" in held:
            yield from held["request_method_list"].cell_contents
        view = getattr(view, "__wrapped__", None)


def _route(path: str, view: Any) -> Route:
    found = re.findall(r"<(?:(\w+):)?(\w+)>", path)
    template = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)
    module = getattr(view, "cls", inspect.unwrap(view)).__module__
    return Route(template, tuple((name, kind or "str") for kind, name in found), ".".join(module.split(".")[:-1][:2]))
