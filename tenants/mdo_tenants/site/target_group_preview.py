"""What a target group declares, as the screens of a group will show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.archive import get_archive
from mdo_foundation.targetgroups.field_forms import FieldForm, empty_form
from mdo_foundation.targetgroups.presenters import DIMENSION_LABELS, STATE_LABELS, tool_title
from mdo_foundation.targetgroups.services import content_of
from mdo_plugin_api import (
    Band,
    Dimension,
    Direction,
    Field,
    Intervention,
    Item,
    Option,
    Outcome,
    Questionnaire,
    Scale,
    Score,
    State,
    Step,
    TargetGroup,
    Tool,
)
from mdo_tenants.licences.queries import is_open

_KINDS = {
    "link": gettext_lazy("link"),
    "document": gettext_lazy("document"),
    "score": gettext_lazy("score"),
    "questionnaire": gettext_lazy("vragenlijst"),
}
_DIRECTIONS = {
    Direction.HIGHER_IS_WORSE: gettext_lazy("hoger is ongunstiger"),
    Direction.HIGHER_IS_BETTER: gettext_lazy("hoger is gunstiger"),
}


@dataclass(frozen=True, kw_only=True)
class ScaleView:
    """`is_urgency`: shown as pills, the prognosis as badges."""

    title: str
    scale: Scale
    is_urgency: bool


@dataclass(frozen=True, kw_only=True)
class DimensionView:
    dimension: Dimension
    label: str
    problems: FieldForm | None
    strengths: FieldForm | None
    fields: list[FieldForm]

    @property
    def count(self) -> int:
        return len(self.fields) + sum(one is not None for one in (self.problems, self.strengths))


@dataclass(frozen=True, kw_only=True)
class InterventionView:
    intervention: Intervention
    dimensions: str


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """A question as on the page where it is filled in, without an answer."""

    id: str
    item: Item
    options: list[Option]
    limits: dict[str, str]
    answer: str = ""


@dataclass(frozen=True, kw_only=True)
class ToolView:
    """`items` only when they may be shown: else a group keeps the score alone."""

    tool: Tool
    kind: str
    bands: list[tuple[str, Band]]
    direction: str
    items: list[ItemView]
    is_score: bool
    only_score: bool


@dataclass(frozen=True, kw_only=True)
class StepView:
    step: Step
    tools: str
    outcomes: list[Outcome]


@dataclass(frozen=True, kw_only=True)
class Preview:
    scales: list[ScaleView]
    dimensions: list[DimensionView]
    interventions: list[InterventionView]
    tools: list[ToolView]
    steps: list[StepView]
    states: list[tuple[str, Any]]
    sources: list[tuple[str, int]]


def preview(group: TargetGroup, *, permitted: Set[str]) -> Preview:
    """`permitted`: the questionnaires with a permission that holds today."""
    scales = [(_("Prognose"), group.prognosis, False), (_("Urgentie"), group.urgency, True)]
    return Preview(
        scales=[ScaleView(title=title, scale=scale, is_urgency=urgent) for title, scale, urgent in scales if scale],
        dimensions=_dimensions([*group.fields, *group.evaluation]),
        interventions=[_intervention(one) for one in group.interventions],
        tools=[_tool(one, permitted=permitted) for one in group.tools],
        steps=[_step(one) for one in group.pathway.steps] if group.pathway else [],
        states=[(state.value, label) for state, label in STATE_LABELS.items() if state is not State.FILLED],
        sources=_sources(group),
    )


def _dimensions(fields: list[Field]) -> list[DimensionView]:
    known = {field.code: get_archive().field(field.code) or field for field in fields}
    found = [
        (dimension, [empty_form(field) for field in known.values() if field.dimension is dimension])
        for dimension in DIMENSION_LABELS
    ]
    return [_dimension(dimension, forms) for dimension, forms in found if forms]


def _dimension(dimension: Dimension, forms: list[FieldForm]) -> DimensionView:
    main = [one for one in forms if one.is_main]
    return DimensionView(
        dimension=dimension,
        label=str(DIMENSION_LABELS[dimension]),
        problems=next((one for one in main if one.is_problem), None),
        strengths=next((one for one in main if not one.is_problem), None),
        fields=[one for one in forms if not one.is_main],
    )


def _intervention(one: Intervention) -> InterventionView:
    return InterventionView(intervention=one, dimensions=", ".join(str(DIMENSION_LABELS[it]) for it in one.dimensions))


def _tool(tool: Tool, *, permitted: Set[str]) -> ToolView:
    may_be_shown = isinstance(tool, Questionnaire) and is_open(tool, permitted=permitted)
    return ToolView(
        tool=tool,
        kind=str(_KINDS.get(tool.kind, tool.kind)),
        bands=[(_range(band), band) for band in tool.bands] if isinstance(tool, Score) else [],
        direction=str(_DIRECTIONS.get(tool.direction, "")) if isinstance(tool, Score) else "",
        items=_items(tool) if isinstance(tool, Questionnaire) and may_be_shown else [],
        is_score=isinstance(tool, Score),
        only_score=isinstance(tool, Questionnaire) and not may_be_shown,
    )


def _items(tool: Questionnaire) -> list[ItemView]:
    return [
        ItemView(
            id=f"{tool.code}-{item.code}",
            item=item,
            options=[option for option in item.options if not option.retired],
            limits={"low": _limit(item.minimum), "high": _limit(item.maximum)},
        )
        for item in tool.items
    ]


def _range(band: Band) -> str:
    low, high = _limit(band.low), _limit(band.high)
    return low if low == high else f"{low} – {high}"


def _limit(limit: float | None) -> str:
    return "" if limit is None else dutch.number(int(limit) if limit.is_integer() else limit)


def _step(step: Step) -> StepView:
    return StepView(step=step, tools=", ".join(map(tool_title, step.tools)), outcomes=list(step.outcomes))


def _sources(group: TargetGroup) -> list[tuple[str, int]]:
    """The tags of docs/plugins/sources.md, with the number of things that name them."""
    tags = (part.split()[0] for source in _named(content_of(group)) for part in source.split(",") if part.strip())
    return sorted(Counter(tags).items())


def _named(told: Any) -> Iterator[str]:
    """Every source in a definition, however deep."""
    if isinstance(told, list):
        for one in told:
            yield from _named(one)
    if isinstance(told, dict):
        if isinstance(source := told.get("source"), str) and source:
            yield source
        yield from _named(list(told.values()))
