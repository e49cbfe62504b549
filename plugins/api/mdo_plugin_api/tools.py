"""Interventions, and the tools: links, documents, scores taken elsewhere, and questionnaires."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .values import Code, Coded, Dimension, Option, Sourced, Text, Unique, Url, Value

Direction = StrEnum("Direction", "HIGHER_IS_WORSE HIGHER_IS_BETTER NONE")


class Intervention(Sourced):
    title: Text
    summary: str
    dimensions: tuple[Dimension, ...] = ()
    url: Url = ""


class Link(Sourced):
    kind: Literal["link", "document"] = "link"
    title: Text
    url: Annotated[Url, Field(min_length=1)]


class Document(Link):
    kind: Literal["document"] = "document"


class Licence(Value):
    """Who owns an instrument and what is allowed. Not cleared: a questionnaire is offered as a score only."""

    owner: Text
    terms: Text
    cleared: bool
    url: Url = ""


class Band(Value):
    """`low` and `high` are inclusive. An indication with its source, never a diagnosis."""

    low: float
    high: float
    label: Text
    source: str = ""


class Score(Sourced):
    """A total that was taken elsewhere: no items, only the number. `help`: for whom, how to take it, other cut-offs."""

    kind: Literal["score", "questionnaire"] = "score"
    title: Text
    minimum: float
    maximum: float
    bands: tuple[Band, ...]
    direction: Direction
    licence: Licence
    help: str = ""

    @property
    def step(self) -> Decimal:
        """The finest unit of the limits: bands 0 to 2.99 and 3 to 13 touch each other at a step of 0.01."""
        limits = (self.minimum, self.maximum, *(limit for band in self.bands for limit in (band.low, band.high)))
        return Decimal(1).scaleb(-max(len(f"{limit:f}".rstrip("0").partition(".")[2]) for limit in limits))

    @model_validator(mode="after")
    def _check_bands(self) -> Self:
        thing = f"tool {self.code!r}"
        if self.minimum >= self.maximum:
            raise ValueError(f"{thing}: minimum is not below maximum; swap or change them")
        if self.bands and (self.bands[0].low, self.bands[-1].high) != (self.minimum, self.maximum):
            raise ValueError(f"{thing}: the bands do not run from minimum to maximum; stretch the first or last band")
        if any(band.low > band.high for band in self.bands):
            raise ValueError(f"{thing}: a band ends before it begins; swap its low and high")
        for one, other in pairwise(self.bands):
            distance = Decimal(str(other.low)) - Decimal(str(one.high))
            if distance != self.step:
                fault = "gap" if distance > self.step else "overlap"
                raise ValueError(f"{thing}: {fault} between {one.label!r} and {other.label!r}; let them touch")
        return self

    def band(self, score: float) -> Band | None:
        """The band of a score, rounded to the unit of the bands; None outside the range or without bands."""
        rounded = float(Decimal(str(score)).quantize(self.step))
        return next((band for band in self.bands if band.low <= rounded <= band.high), None)


class Item(Coded):
    """One question: options to choose from, or a number between minimum and maximum.

    `only_if`: an earlier item, and the options of it after which this one is asked.
    """

    text: Text
    options: Unique[Option] = ()
    minimum: float | None = None
    maximum: float | None = None
    help: str = ""
    only_if: tuple[Code, tuple[Code, ...]] | None = None

    @model_validator(mode="after")
    def _check_answer(self) -> Self:
        has_limit = self.minimum is not None or self.maximum is not None
        has_range = self.minimum is not None and self.maximum is not None and self.minimum < self.maximum
        if self.options and (has_limit or len(self.options) < 2):
            raise ValueError(f"item {self.code!r} needs two options or more, and no minimum or maximum")
        if not self.options and not has_range:
            raise ValueError(f"item {self.code!r} has no answer; give it options, or a minimum below a maximum")
        return self

    def points(self, answer: str | float) -> float:
        return next((one.points for one in self.options if one.code == answer), 0) if self.options else float(answer)


class Questionnaire(Score):
    """Filled in and scored in the portal, by the plugin's `mdo_score`."""

    kind: Literal["score", "questionnaire"] = "questionnaire"
    items: Annotated[Unique[Item], Field(min_length=1)]

    @model_validator(mode="after")
    def _check_conditions(self) -> Self:
        known: dict[str, set[str]] = {}
        for item in self.items:
            if item.only_if and not set(item.only_if[1]) <= known.get(item.only_if[0], set()):
                raise ValueError(f"item {item.code!r}: only_if names no options of an earlier item; mend its codes")
            known |= {} if item.only_if else {item.code: {option.code for option in item.options}}
        return self

    def asked(self, answers: Mapping[str, str | float]) -> tuple[Item, ...]:
        """The items that these answers ask for; an answer to any other does not count."""
        return tuple(one for one in self.items if one.only_if is None or answers.get(one.only_if[0]) in one.only_if[1])

    def total(self, answers: Mapping[str, str | float], *, missing: int = 0) -> float | None:
        """The points of the options chosen plus the numbers given; None when more than `missing` items are open."""
        asked = self.asked(answers)
        given = [item.points(answers[item.code]) for item in asked if item.code in answers]
        return float(sum(given)) if given and len(asked) - len(given) <= missing else None


Tool = Link | Document | Score | Questionnaire
