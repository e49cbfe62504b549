"""Questionnaires made for the tests, offered to palliative patients by a plugin of their own: open, closed, faulty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import pluggy
import pytest

from mdo_foundation.targetgroups import registry
from mdo_foundation.targetgroups.loading import load_plugins
from mdo_plugin_api import PROJECT, Band, Direction, Item, Licence, Option, Questionnaire, Score, hookimpl, hooks
from mdo_plugin_api.testing import Plugin

YES_NO = (Option(code="ja", label="Ja", points=1), Option(code="nee", label="Nee"))
OWNER = "Eigenaar-Demo"


def _licence(*, cleared: bool) -> Licence:
    return Licence(owner=OWNER, terms="Voorwaarden-Demo.", cleared=cleared)


WALK = Questionnaire(
    code="proef_lopen",
    title="Proeflijst lopen",
    help="Vraag het aan de patiënt zelf.",
    source="EK",
    items=(
        Item(code="moe", text="Bent u moe?", options=YES_NO),
        Item(code="hulp", text="Gebruikt u een hulpmiddel?", options=YES_NO),
        Item(
            code="welk",
            text="Welk hulpmiddel?",
            options=(Option(code="stok", label="Stok", points=1), Option(code="rollator", label="Rollator", points=2)),
            only_if=("hulp", ("ja",)),
        ),
        Item(code="minuten", text="Hoeveel minuten kunt u lopen?", minimum=0, maximum=6),
    ),
    minimum=0,
    maximum=10,
    bands=(
        Band(low=0, high=2.9, label="Loopt goed", source="B1, EK"),
        Band(low=3, high=10, label="Loopt moeilijk", source="B1, EK"),
    ),
    direction=Direction.HIGHER_IS_WORSE,
    licence=_licence(cleared=True),
)
CLOSED = Questionnaire(
    code="proef_dicht",
    title="Proeflijst zonder licentie",
    items=(
        Item(code="een", text="Geheime vraag een?", options=YES_NO),
        Item(code="twee", text="Geheime vraag twee?", options=YES_NO),
    ),
    minimum=0,
    maximum=2,
    bands=(),
    direction=Direction.NONE,
    licence=_licence(cleared=False),
)
FAULTY = WALK.model_copy(update={"code": "proef_stuk", "title": "Proeflijst met een fout"})
TOTAL = Score(
    code="proef_totaal",
    title="Proefscore",
    minimum=-1.5,
    maximum=20,
    bands=(Band(low=-1.5, high=4.5, label="Laag", source="EK"), Band(low=4.6, high=20, label="Hoog", source="EK")),
    direction=Direction.HIGHER_IS_BETTER,
    licence=_licence(cleared=False),
)
TOOLS = (WALK, CLOSED, FAULTY, TOTAL)


def score(questionnaire: str, answers: Mapping[str, Any]) -> float | None:
    if questionnaire == FAULTY.code:
        raise RuntimeError(f"stuk bij {dict(answers)}")
    return (WALK if questionnaire == WALK.code else CLOSED).total(answers)


@contextmanager
def offered() -> Iterator[None]:
    """Until the end the registry has these tools, for palliative patients."""
    patch = pytest.MonkeyPatch()
    patch.setattr(registry, "load_plugins", lambda **given: _with_ours(load_plugins(**given)))
    registry.get_registry.cache_clear()
    try:
        yield
    finally:
        patch.undo()
        registry.get_registry.cache_clear()


def _with_ours(plugins: Any) -> list[Plugin]:
    module = ModuleType("mdo_proef")

    def mdo_score(questionnaire: str, answers: Any) -> float | None:
        return score(questionnaire, answers)

    module.mdo_score = hookimpl(mdo_score)  # type: ignore[attr-defined]
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hooks)
    manager.register(module)
    others = [_also_ours(plugin) for plugin in plugins]
    theme = next(plugin.target_group for plugin in others if plugin.target_group.thematic)
    ours = theme.model_copy(update={"code": "proef", "label": "Proef", "short": "Proef", "tools": TOOLS, "order": 99})
    return [Plugin(ours, manager.hook), *others]


def _also_ours(plugin: Plugin) -> Plugin:
    group = plugin.target_group
    if group.code != "palliatief":
        return plugin
    return Plugin(group.model_copy(update={"tools": (*group.tools, *TOOLS)}), plugin.hook)
