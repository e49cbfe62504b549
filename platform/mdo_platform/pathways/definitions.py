"""The door to what target groups declare: their programmes, and which outcomes ask for a meeting every year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mdo_foundation.targetgroups.archive import get_archive
from mdo_foundation.targetgroups.registry import get_registry
from mdo_plugin_api import Outcome, Pathway, Step


@dataclass(frozen=True, kw_only=True)
class Yearly:
    """An outcome after which a patient is discussed at least once a year (K-08)."""

    target_group: str
    pathway: str
    step: str
    outcome: Outcome


def pathway_of(target_group: str) -> Pathway | None:
    """None when it has no programme, or when its module is not active."""
    group = get_registry().get(target_group)
    return group.pathway if group else None


def known_pathway(target_group: str) -> Pathway | None:
    """To show: the present programme, or as it was stored when its module is gone."""
    group = get_registry().get(target_group) or get_archive().target_group(target_group)
    return group.pathway if group else None


def pathways_of(target_groups: Iterable[str]) -> dict[str, Pathway]:
    """The programmes of these target groups, by target group."""
    found = {code: pathway_of(code) for code in target_groups}
    return {code: pathway for code, pathway in found.items() if pathway is not None}


def step_of(pathway: Pathway | None, step: str) -> Step | None:
    return next((one for one in pathway.steps if one.code == step), None) if pathway else None


def find_step(target_groups: Iterable[str], *, pathway: str, step: str) -> tuple[str, Pathway, Step] | None:
    """The step of the programme that one of these target groups has, with that target group."""
    for code, declared in pathways_of(target_groups).items():
        found = step_of(declared, step) if declared.code == pathway else None
        if found is not None:
            return code, declared, found
    return None


def filled_in(pathway: Pathway, step: Step) -> list[str]:
    """The fields that recording the step can fill in: by an outcome, or by what the patient says."""
    fields = {one.sets[0] for one in step.outcomes if one.sets}
    return sorted(fields | {pathway.consent[0]} if pathway.consent else fields)


def outcome_of(step: Step | None, code: str) -> Outcome | None:
    return next((one for one in step.outcomes if one.code == code), None) if step else None


def outcome_label(step: Step | None, code: str) -> str:
    """The code itself when nobody knows it any more."""
    outcome = outcome_of(step, code)
    return outcome.label if outcome else code


def yearly_outcomes() -> Iterator[Yearly]:
    """Of every target group, whatever this group has switched on: an enrolment of it may still be active."""
    for group in get_registry().target_groups:
        for step in group.pathway.steps if group.pathway else ():
            for outcome in step.outcomes:
                if group.pathway and outcome.yearly:
                    yield Yearly(target_group=group.code, pathway=group.pathway.code, step=step.code, outcome=outcome)
