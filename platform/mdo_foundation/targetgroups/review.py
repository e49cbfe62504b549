"""What is wrong with a target group that loads: what a reviewer would look for, one line each. Needs no Django.

A line that begins with `warning: ` keeps nothing from working, and is for whoever approves the content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from mdo_plugin_api import Answers, Item, Option, Questionnaire, Score, TargetGroup
from mdo_plugin_api.testing import Plugin
from mdo_plugin_api.values import Coded

from .hooks import collect_advice, take_score
from .samples import snapshots

WARNING = "warning: "
_MOST_NAMED = 5


def review(plugin: Plugin) -> Iterator[str]:
    group = plugin.target_group
    found = [*_codes(group), *_questionnaires(plugin), *_advice(plugin), *_sources(group), *_licences(group)]
    for problem in sorted(found, key=lambda line: line.startswith(WARNING)):
        warning = WARNING if problem.startswith(WARNING) else ""
        yield f"{warning}plugin {group.code!r}: {problem.removeprefix(WARNING)}"


def _codes(group: TargetGroup) -> Iterator[str]:
    """What is named must be there, and what is asked must be reachable."""
    fields = {field.code: {option.code for option in field.options} for field in (*group.fields, *group.evaluation)}
    tools = {tool.code for tool in group.tools}
    for step in group.pathway.steps if group.pathway else ():
        for code in sorted(set(step.tools) - tools):
            yield f"{step} offers tool {code!r}, which is not declared; mend the code"
        for outcome in (one for one in step.outcomes if one.sets):
            field, option = outcome.sets or ("", "")
            if option not in fields.get(field, ()):
                yield f"{outcome} of {step} fills in {field!r} with {option!r}, which is not declared; mend the code"
    field, *said = (group.pathway.consent if group.pathway else None) or ("",)
    for option in sorted(set(said) - fields.get(field, set())):
        yield f"consent of {group.pathway} fills in {field!r} with {option!r}, which is not declared; mend the code"
    for questionnaire in (tool for tool in group.tools if isinstance(tool, Questionnaire)):
        open_options = {item.code: {one.code for one in _open(item.options)} for item in questionnaire.items}
        for item in questionnaire.items:
            if item.only_if and not set(item.only_if[1]) & open_options[item.only_if[0]]:
                yield f"{item} of {questionnaire} is never asked; mend its only_if"


def _questionnaires(plugin: Plugin) -> Iterator[str]:
    """Full answers must give a score, in its range, also with the highest and the lowest of every item."""
    for tool in (tool for tool in plugin.target_group.tools if isinstance(tool, Questionnaire)):
        for name, choose in _ANSWERS.items():
            try:
                score = take_score(plugin.hook, tool, _answered(tool, choose))
            except BaseException as error:  # noqa: BLE001 - whatever a plugin raises is what the author wants to know
                what = f"is not from {tool.minimum:g} to {tool.maximum:g}" if str(error) == "" else _kind(error)
                yield f"{tool}: its score for {name} {what}; mend mdo_score, or the range"
                break
            if score is None:
                yield f"{tool} has no score for {name}, though nothing is missing; mend mdo_score"
                break
        try:
            take_score(plugin.hook, tool, {})
        except BaseException as error:  # noqa: BLE001
            yield f"{tool} fails without answers ({_kind(error)}); give None when too much is missing"


def _answered(tool: Questionnaire, choose: Callable[[Item], str | float]) -> Answers:
    answers: dict[str, str | float] = {}
    for item in tool.items:
        if item in tool.asked(answers):
            answers[item.code] = choose(item)
    return answers


def _extreme(item: Item, pick: Callable[..., Option], limit: float | None) -> str | float:
    return pick(_open(item.options), key=lambda one: one.points).code if item.options else float(limit or 0)


_ANSWERS: dict[str, Callable[[Item], str | float]] = {
    "the lowest answers": lambda item: _extreme(item, min, item.minimum),
    "the highest answers": lambda item: _extreme(item, max, item.maximum),
    "the first options": lambda item: item.options[0].code if item.options else float(item.minimum or 0),
    "the last options": lambda item: item.options[-1].code if item.options else float(item.maximum or 0),
}


def _advice(plugin: Plugin) -> Iterator[str]:
    """Advice must stand any record, an empty one first, and point at what exists."""
    group = plugin.target_group
    known = {one.code for one in (*group.fields, *group.evaluation, *group.interventions, *group.tools)}
    said: set[str] = set()
    for number, snapshot in enumerate(snapshots(group)):
        try:
            advice = collect_advice(plugin.hook, snapshot)
        except BaseException as error:  # noqa: BLE001
            record = "an empty record" if number == 0 else f"a record that may be ({snapshot.model_dump_json()[:300]})"
            yield f"fails on {record} ({_kind(error)}); handle what is absent"
            return
        codes = [one.code for one in advice]
        said |= {f"advice {code!r} is given twice; give each its own code" for code in codes if codes.count(code) > 1}
        for one in advice:
            absent = sorted({*one.interventions, *one.tools, *one.fields} - known)
            said |= {f"advice {one.code!r} points at {code!r}, which is not declared; mend the code" for code in absent}
            if not one.source:
                said.add(f"{WARNING}advice {one.code!r} has no source; say who says so")
    yield from sorted(said)


def _sources(group: TargetGroup) -> Iterator[str]:
    scales = [scale for scale in (group.prognosis, group.urgency) if scale]
    scores = [tool for tool in group.tools if isinstance(tool, Score)]
    steps = group.pathway.steps if group.pathway else ()
    declared = (*scales, *group.fields, *group.evaluation, *group.interventions, *scores, *steps)
    if without := [one for one in declared if not one.source]:
        yield f"{WARNING}no source for {_named(without)}; say who says so (docs/plugins/sources.md)"
    if bare := [score for score in scores if any(not band.source for band in score.bands)]:
        yield f"{WARNING}bands without a source in {_named(bare)}; a cut-off needs one"


def _licences(group: TargetGroup) -> Iterator[str]:
    for tool in group.tools:
        if isinstance(tool, Questionnaire) and not tool.licence.cleared:
            texts = f"the texts of {len(tool.items)} questions"
            yield f"{WARNING}{tool} holds {texts} without a cleared licence; ask {tool.licence.owner}"


def _open(options: Iterable[Option]) -> list[Option]:
    return [option for option in options if not option.retired]


def _named(things: Sequence[Coded]) -> str:
    more = len(things) - _MOST_NAMED
    return ", ".join(map(str, things[:_MOST_NAMED])) + (f" and {more} more" if more > 0 else "")


def _kind(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:200]
