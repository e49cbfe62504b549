"""What can be thought of beside the field that is open (R-18, T-01): the plugins' advice, interventions and tools."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register.panels import panels
from mdo_plugin_api import Advice, Dimension, Intervention, Severity, Tool

from .records import PatientRecord
from .snapshots import advice


@dataclass(frozen=True, kw_only=True)
class Aid:
    """An intervention or a tool; `fits`: what is filled in points to it."""

    code: str
    title: str
    summary: str = ""
    url: str = ""
    fits: bool = False


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """What is offered for a patient's target groups."""

    interventions: tuple[Intervention, ...] = ()
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Suggestions:
    """`warnings` concern the patient as a whole; the others what is open, those that fit first."""

    warnings: list[Advice] = field(default_factory=list)
    suggestions: list[Advice] = field(default_factory=list)
    interventions: list[Aid] = field(default_factory=list)
    tools: list[Aid] = field(default_factory=list)

    @property
    def other_tools(self) -> list[Aid]:
        """What is offered without anything that points to it: kept out of the way."""
        return [one for one in self.tools if not one.fits]


def catalogue(target_groups: Sequence[str]) -> Catalogue:
    """The interventions and tools of these target groups, each once, as the plugins offer them.

    The one place where they are read: what a network adds, hides or reorders for its region (T-02) comes in here.
    """
    groups = [group for code in target_groups if (group := get_registry().get(code))]
    interventions = {one.code: one for group in groups for one in group.interventions}
    tools = {one.code: one for group in groups for one in group.tools}
    return Catalogue(interventions=tuple(interventions.values()), tools=tuple(tools.values()))


def suggestions(record: PatientRecord, dimension: Dimension | None = None) -> Suggestions:
    """What fits this patient, and the dimension that is open: without one, only what is filled in counts."""
    next_on = panels.meeting_facts().next_on
    said = [one for code in record.target_groups for one in advice(record, code, next_meeting=next_on)]
    offered = catalogue(record.target_groups)
    here = [one for one in said if _is_about(one, dimension, offered)]
    named = {code for one in here for code in (*one.interventions, *one.tools)}
    return Suggestions(
        warnings=_once(one for one in said if one.severity is not Severity.SUGGESTION),
        suggestions=_once(one for one in here if one.severity is Severity.SUGGESTION),
        interventions=_fitting_first(_interventions(offered, dimension, named)),
        tools=_fitting_first(
            Aid(code=one.code, title=one.title, url=getattr(one, "url", ""), fits=one.code in named)
            for one in offered.tools
            if dimension is not None or one.code in named
        ),
    )


def _is_about(said: Advice, dimension: Dimension | None, offered: Catalogue) -> bool:
    """Advice belongs to the dimensions of the fields and interventions that it names; without any, to all."""
    by_code = {one.code: one for one in offered.interventions}
    fields = [found for code in said.fields if (found := get_registry().field(code))]
    about = {found.dimension for found in fields}
    about |= {one for code in said.interventions if code in by_code for one in by_code[code].dimensions}
    return dimension is None or not about or dimension in about


def _interventions(offered: Catalogue, dimension: Dimension | None, named: set[str]) -> list[Aid]:
    fitting = [
        one
        for one in offered.interventions
        if (one.code in named if dimension is None else dimension in one.dimensions or not one.dimensions)
    ]
    return [
        Aid(code=one.code, title=one.title, summary=one.summary, url=one.url, fits=one.code in named) for one in fitting
    ]


def _fitting_first(aids: Iterable[Aid]) -> list[Aid]:
    return sorted(aids, key=lambda aid: not aid.fits)


def _once(said: Iterable[Advice]) -> list[Advice]:
    """Two target groups may say the same."""
    return list({one.text: one for one in said}.values())
