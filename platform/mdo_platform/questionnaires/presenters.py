"""Tools, results and questions in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import dutch
from mdo_foundation.targetgroups.presenters import tool_label
from mdo_platform.questionnaires.models import How, Result
from mdo_platform.questionnaires.queries import OpenForm, ToolState
from mdo_plugin_api import Direction, Item, Option, Questionnaire, Score, Tool

_DECIMALS = 2


@dataclass(frozen=True, kw_only=True)
class BandView:
    """A band of the scale in words; `is_here` for the one that the score is in."""

    range: str
    label: str
    source: str
    is_here: bool = False


@dataclass(frozen=True, kw_only=True)
class ResultView:
    result: Result
    title: str
    score: str
    band: BandView | None
    direction: str
    how: str
    counted: str
    bands: list[BandView] = field(default_factory=list)
    answers: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class ToolView:
    """A tool on the tab; `newest` in words, `progress` of what is being filled in."""

    state: ToolState
    title: str
    newest: ResultView | None
    url: str = ""
    kind: str = ""


@dataclass(frozen=True, kw_only=True)
class ItemView:
    """A question of the form: `answer` in its control, `stored` what the page knows to be saved.

    `condition`: the item and the options after which it is asked, for the script.
    """

    item: Item
    number: int
    answer: str
    stored: str
    is_asked: bool
    condition: str = ""
    errors: list[str] = field(default_factory=list)

    @property
    def limits(self) -> dict[str, str]:
        low, high = self.item.minimum, self.item.maximum
        return {"low": score_text(low or 0), "high": score_text(high or 0)}

    @property
    def options(self) -> list[Option]:
        return [one for one in self.item.options if not one.retired or one.code == self.answer]


def score_text(score: float) -> str:
    """A Dutch number of at most two decimals: 18, 4,3, 2,67."""
    rounded = round(float(score), _DECIMALS)
    return dutch.number(int(rounded) if rounded.is_integer() else rounded)


def direction_words(tool: Tool | None) -> str:
    if not isinstance(tool, Score):
        return ""
    words = {Direction.HIGHER_IS_WORSE: _("hoger is slechter"), Direction.HIGHER_IS_BETTER: _("hoger is beter")}
    return words.get(tool.direction, "")


def bands(tool: Tool | None, score: float | None = None) -> list[BandView]:
    if not isinstance(tool, Score):
        return []
    here = tool.band(score) if score is not None else None
    return [
        BandView(range=_range(one.low, one.high), label=one.label, source=one.source, is_here=one is here)
        for one in tool.bands
    ]


def result_view(result: Result, tool: Tool | None, *, shows_items: bool = False) -> ResultView:
    """The band as it was called when the result was recorded; its range only if the tool still calls it so."""
    found = bands(tool, result.score)
    limits = next((one.range for one in found if one.is_here and one.label == result.band_label), "")
    band = BandView(range=limits, label=result.band_label, source=result.band_source) if result.band_label else None
    return ResultView(
        result=result,
        title=tool_label(result.tool),
        score=score_text(result.score),
        band=band,
        direction=direction_words(tool),
        how=str(How(result.how).label),
        counted=_counted(result),
        bands=found,
        answers=_answers(result, tool) if shows_items else [],
    )


def tool_view(state: ToolState) -> ToolView:
    tool = state.tool
    return ToolView(
        state=state,
        title=tool_label(state.code),
        newest=result_view(state.newest, tool) if state.newest else None,
        url=getattr(tool, "url", ""),
        kind=tool.kind if tool else "",
    )


def item_views(
    form: OpenForm, *, errors: Mapping[str, list[str]], typed: Mapping[str, Any] | None = None
) -> list[ItemView]:
    """All questions in their order; `typed` is what was sent and could not be kept."""
    stored: dict[str, Any] = form.draft.answers if form.draft else {}
    answers: dict[str, Any] = {**stored, **(typed or {})}
    asked = {item.code for item in form.questionnaire.asked(answers)}
    number, views = 0, []
    for item in form.questionnaire.items:
        number += item.code in asked
        views.append(
            ItemView(
                item=item,
                number=number,
                answer=answer_raw(answers.get(item.code)),
                stored=answer_raw(stored.get(item.code)),
                is_asked=item.code in asked,
                condition=" ".join((item.only_if[0], *item.only_if[1])) if item.only_if else "",
                errors=errors.get(item.code, []),
            )
        )
    return views


def answer_raw(answer: Any) -> str:
    """An answer as a control holds it."""
    if answer is None:
        return ""
    return score_text(float(answer)) if isinstance(answer, int | float) else str(answer)


def answer_words(item: Item, answer: Any) -> str:
    labels = {option.code: option.label for option in item.options}
    return labels.get(str(answer), answer_raw(answer))


def change_words(newest: Result, before: Result, tool: Tool | None) -> str:
    """The newest beside the one before it, as a sentence without a judgement."""
    day = dutch.day_month(before.taken_on, today=timezone.localdate())
    values = {"score": score_text(newest.score), "before": score_text(before.score), "day": day}
    direction = direction_words(tool)
    sentence = _("Nu %(score)s, op %(day)s was het %(before)s.") % values
    return f"{sentence} {direction[:1].upper()}{direction[1:]}." if direction else sentence


def limits_hint(tool: Score) -> str:
    """Van 0 tot en met 15, hoger is slechter."""
    limits = {"low": score_text(tool.minimum), "high": score_text(tool.maximum)}
    hint = _("Van %(low)s tot en met %(high)s") % limits
    direction = direction_words(tool)
    return f"{hint}, {direction}." if direction else f"{hint}."


def _range(low: float, high: float) -> str:
    if low == high:
        return score_text(low)
    return _("%(low)s t/m %(high)s") % {"low": score_text(low), "high": score_text(high)}


def _counted(result: Result) -> str:
    if result.asked is None or result.answered == result.asked:
        return ""
    return _("%(answered)d van %(asked)d vragen") % {"answered": result.answered, "asked": result.asked}


def _answers(result: Result, tool: Tool | None) -> list[tuple[str, str]]:
    if not result.items or not isinstance(tool, Questionnaire):
        return []
    return [(one.text, answer_words(one, result.items[one.code])) for one in tool.items if one.code in result.items]
