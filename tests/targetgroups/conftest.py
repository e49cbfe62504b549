"""Plugins made for one test: as a package on disk that is loaded like a real one, or in memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path
from textwrap import dedent
from types import ModuleType
from typing import Any

import pluggy
import pytest

from mdo_plugin_api import (
    API_VERSION,
    ENTRY_POINTS,
    PROJECT,
    Colour,
    Level,
    RecordSnapshot,
    Scale,
    Shape,
    TargetGroup,
    hookimpl,
    hooks,
)
from mdo_plugin_api.testing import Plugin

UNKNOWN = Level(code="x", label="Onbekend", meaning="", colour=Colour.GREY, shape=Shape.RING, letter="?", unknown=True)
KNOWN = Level(code="s", label="Stabiel", meaning="", colour=Colour.GREEN, shape=Shape.CIRCLE, letter="S")
SCALE = Scale(code="scale", label="Schaal", levels=(UNKNOWN, KNOWN))

SOURCE = """
from mdo_plugin_api import *
from mdo_plugin_api import hookimpl

UNKNOWN = Level(code="x", label="Onbekend", meaning="", colour="grey", shape="ring", letter="?", unknown=True)
KNOWN = Level(code="s", label="Stabiel", meaning="", colour="green", shape="circle", letter="S")
SCALE = Scale(code="scale", label="Schaal", levels=(UNKNOWN, KNOWN))
GIVEN = dict(
    code={code!r}, label="Test", short="Test", order=1, version="1.0.0", api_version=API_VERSION, description="",
    prognosis=SCALE, urgency=SCALE, fields=(), evaluation=(), interventions=(), tools=(),
)
{body}

@hookimpl
def mdo_target_group():
    return TargetGroup(**GIVEN)
"""


@pytest.fixture
def group() -> Callable[..., TargetGroup]:
    """A valid target group, with what the test wants different."""

    def make(code: str = "proef", **changes: Any) -> TargetGroup:
        given: dict[str, Any] = {
            "code": code,
            "label": code.capitalize(),
            "short": code,
            "order": 1,
            "version": "1.0.0",
            "api_version": API_VERSION,
            "description": "",
            "prognosis": SCALE,
            "urgency": SCALE,
            "fields": (),
            "evaluation": (),
            "interventions": (),
            "tools": (),
        }
        return TargetGroup(**given | changes)

    return make


@pytest.fixture
def in_memory(group: Callable[..., TargetGroup]) -> Callable[..., Plugin]:
    """A loaded plugin with these hooks, without a package on disk."""

    def make(code: str = "proef", *, advise: Any = None, score: Any = None, **changes: Any) -> Plugin:
        module = ModuleType(f"mdo_{code}")
        if advise is not None:

            def mdo_advise(snapshot: RecordSnapshot) -> Any:
                return advise(snapshot)

            module.mdo_advise = hookimpl(mdo_advise)  # type: ignore[attr-defined]
        if score is not None:

            def mdo_score(questionnaire: str, answers: Any) -> Any:
                return score(questionnaire, answers)

            module.mdo_score = hookimpl(mdo_score)  # type: ignore[attr-defined]
        manager = pluggy.PluginManager(PROJECT)
        manager.add_hookspecs(hooks)
        manager.register(module)
        return Plugin(group(code, **changes), manager.hook)

    return make


@pytest.fixture
def on_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., EntryPoint]]:
    """`on_disk("proef", "GIVEN['order'] = 2")`: a package that can be imported, and its entry point."""
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)

    def make(code: str, body: str = "", *, package: str = "", source: str = SOURCE) -> EntryPoint:
        package = package or f"mdo_{code}"
        folder = tmp_path / package
        folder.mkdir()
        (folder / "__init__.py").write_text("")
        (folder / "plugin.py").write_text(source.format(code=code, body=dedent(body)), "utf-8")
        return EntryPoint(code, f"{package}.plugin", ENTRY_POINTS)

    yield make
    for name in set(sys.modules) - before:
        if name.startswith("mdo_") and str(tmp_path) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def snapshot() -> RecordSnapshot:
    return RecordSnapshot(target_group="proef", today=date(2026, 11, 22))
