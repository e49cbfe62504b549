"""Every route of the portal, taken from the resolvers: a page that is added is tested without being listed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from django.urls import URLPattern, URLResolver


@dataclass(frozen=True)
class Route:
    """`template` holds `{name}` for each parameter, `kinds` the converter of each."""

    template: str
    kinds: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return self.template

    def filled(self, **values: object) -> str:
        return self.template.format(**values)


def routes(urlconf: str) -> list[Route]:
    return [_route(path) for path in _paths(import_module(urlconf).urlpatterns, "")]


def _paths(patterns: list, prefix: str) -> Iterator[str]:
    for pattern in patterns:
        path = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _paths(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield path


def _route(path: str) -> Route:
    found = re.findall(r"<(?:(\w+):)?(\w+)>", path)
    template = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", path)
    return Route(template, tuple((name, kind or "str") for kind, name in found))
