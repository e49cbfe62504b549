"""Interventions, and the tools: links, documents, scores taken elsewhere, and questionnaires."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field

from .values import Checks, Code, Coded, Dimension, Option, Prose, Text, Url, Value

Direction = StrEnum("Direction", "HIGHER_IS_WORSE HIGHER_IS_BETTER NONE")


class Intervention(Coded):
    title: Text
    summary: Prose
    dimensions: tuple[Dimension, ...] = ()
    url: Url = ""


class Link(Coded):
    kind: Literal["link", "document"] = "link"
    title: Text
    url: Annotated[Url, Field(min_length=1)]


class Document(Link):
    kind: Literal["document"] = "document"


class Licence(Value):
    owner: Text
    terms: Text
    cleared: bool  # if not, a questionnaire is offered as a score only
    url: Url = ""


class Band(Value):
    low: float
    high: float  # inclusive, as low is
    label: Text
    source: Prose = ""


class Score(Coded):
    kind: Literal["score", "questionnaire"] = "score"
    title: Text
    minimum: float
    maximum: float
    bands: tuple[Band, ...]
    direction: Direction
    licence: Licence
    help: Prose = ""  # for whom, how to take it, other cut-offs

    @property
    def step(self) -> Decimal:
        """The finest unit of the limits: bands 0 to 2.99 and 3 to 13 touch each other at a step of 0.01."""
        limits = (self.minimum, self.maximum, *(limit for band in self.bands for limit in (band.low, band.high)))
        return Decimal(1).scaleb(-max(len(f"{limit:f}".rstrip("0").partition(".")[2]) for limit in limits))

    def _checks(self) -> Checks:
        ends = (self.bands[0].low, self.bands[-1].high) if self.bands else (self.minimum, self.maximum)
        is_short = ends != (self.minimum, self.maximum)
        yield is_short, f"{self}: the bands do not run from minimum to maximum; stretch the first or last band"
        is_upside_down = any(band.low > band.high for band in self.bands)
        yield is_upside_down, f"{self}: a band ends before it begins; swap its low and high"
        for one, other in pairwise(self.bands):
            distance = Decimal(str(other.low)) - Decimal(str(one.high)) - self.step
            fault = "gap" if distance > 0 else "overlap"
            yield distance != 0, f"{self}: {fault} between {one.label!r} and {other.label!r}; let them touch"

    def band(self, score: float) -> Band | None:
        """The band of a score, rounded to the unit of the bands; None outside the range or without bands."""
        rounded = float(Decimal(str(score)).quantize(self.step))
        return next((band for band in self.bands if band.low <= rounded <= band.high), None)


class Item(Coded):
    text: Text
    options: tuple[Option, ...] = ()  # to choose from; without them a number from minimum to maximum is asked
    minimum: float | None = None
    maximum: float | None = None
    help: Prose = ""
    only_if: tuple[Code, tuple[Code, ...]] | None = None  # an earlier item, and its options after which this is asked

    def _checks(self) -> Checks:
        limits = [limit for limit in (self.minimum, self.maximum) if limit is not None]
        is_wrong = bool(self.options) and (len(self.options) < 2 or bool(limits))
        yield is_wrong, f"{self} needs two options or more, and no minimum or maximum"
        yield not self.options and len(limits) < 2, f"{self} has no answer; give it options, or minimum and maximum"

    def points(self, answer: str | float) -> float:
        return next((one.points for one in self.options if one.code == answer), 0) if self.options else float(answer)


class Questionnaire(Score):
    kind: Literal["score", "questionnaire"] = "questionnaire"
    items: Annotated[tuple[Item, ...], Field(min_length=1)]  # filled in here, scored by the plugin's `mdo_score`

    def _checks(self) -> Checks:
        yield from super()._checks()
        known: dict[str, set[str]] = {}
        for item in self.items:
            is_wrong = item.only_if and not set(item.only_if[1]) <= known.get(item.only_if[0], set())
            yield bool(is_wrong), f"{item}: only_if names no options of an earlier item; mend its codes"
            known |= {} if item.only_if else {item.code: {option.code for option in item.options}}

    def asked(self, answers: Mapping[str, str | float]) -> tuple[Item, ...]:
        """The items that these answers ask for; an answer to any other does not count."""
        return tuple(one for one in self.items if one.only_if is None or answers.get(one.only_if[0]) in one.only_if[1])

    def total(self, answers: Mapping[str, str | float], *, missing: int = 0) -> float | None:
        """The points of the options chosen plus the numbers given; None when more than `missing` items are open."""
        asked = self.asked(answers)
        given = [item.points(answers[item.code]) for item in asked if item.code in answers]
        return float(sum(given)) if given and len(asked) - len(given) <= missing else None


Tool = Link | Document | Score | Questionnaire
