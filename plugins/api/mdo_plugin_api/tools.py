"""Interventions, and the tools: links, documents, scores taken elsewhere, and questionnaires."""

from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from .values import Coded, Dimension, Option, Text, Unique, Url, Value

Direction = StrEnum("Direction", "HIGHER_IS_WORSE HIGHER_IS_BETTER NONE")


class Intervention(Coded):
    title: Text
    summary: str
    dimensions: tuple[Dimension, ...] = ()
    url: Url = ""
    source: str = ""


class Link(Coded):
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


class Score(Coded):
    """A total that was taken elsewhere: no items, only the number."""

    kind: Literal["score", "questionnaire"] = "score"
    title: Text
    minimum: float
    maximum: float
    bands: tuple[Band, ...]
    direction: Direction
    licence: Licence

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
    """One question: options to choose from, or a number between minimum and maximum."""

    text: Text
    options: Unique[Option] = ()
    minimum: float | None = None
    maximum: float | None = None
    help: str = ""

    @model_validator(mode="after")
    def _check_answer(self) -> Self:
        has_limit = self.minimum is not None or self.maximum is not None
        has_range = self.minimum is not None and self.maximum is not None and self.minimum < self.maximum
        if self.options and (has_limit or len(self.options) < 2):
            raise ValueError(f"item {self.code!r} needs two options or more, and no minimum or maximum")
        if not self.options and not has_range:
            raise ValueError(f"item {self.code!r} has no answer; give it options, or a minimum below a maximum")
        return self


class Questionnaire(Score):
    """Filled in and scored in the portal, by the plugin's `mdo_score`."""

    kind: Literal["score", "questionnaire"] = "questionnaire"
    items: Annotated[Unique[Item], Field(min_length=1)]


Tool = Link | Document | Score | Questionnaire
