"""Codes and texts, scales with their levels, and sub-fields: the values that everything else is built of."""

from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500, pattern=r"^[^\x00-\x1f\x7f]+$")]
Prose = Annotated[str, StringConstraints(max_length=5000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
# Only https: a plugin's link is shown as it is, and must never be able to run a script.
Url = Annotated[str, StringConstraints(pattern=r"^(https://[^\s/]+\S*)?$", max_length=500)]
# What may be wrong: whether it is, and the line that names thing and mend. The first that is wrong is said.
Checks = Iterator[tuple[bool, str]]


class Value(BaseModel, frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False):
    """Cannot change, refuses unknown arguments, and never repeats its input in an error."""


class Coded(Value):
    code: Code
    source: Prose = ""  # the tags of whoever says so, see docs/plugins/sources.md

    def __str__(self) -> str:
        return f"{type(self).__name__.lower()} {self.code!r}"

    def _checks(self) -> Checks:
        yield from ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        low, high = vars(self).get("minimum"), vars(self).get("maximum")
        if low is not None and high is not None and low >= high:
            raise ValueError(f"{self}: minimum is not below maximum; swap or change them")
        for things in (things for things in vars(self).values() if isinstance(things, tuple)):
            codes = Counter(thing.code for thing in things if isinstance(thing, Coded))
            for code in (code for code, count in codes.items() if count > 1):
                raise ValueError(f"{code!r} is declared more than once; give each its own code")
        for line in (line for is_wrong, line in self._checks() if is_wrong):
            raise ValueError(line)
        return self


# A colour never stands alone: shape and letter go with it everywhere.
Colour = StrEnum("Colour", "BLUE GREEN YELLOW ORANGE RED PURPLE GREY")
Shape = StrEnum("Shape", "DROP CIRCLE SQUARE DIAMOND TRIANGLE STAR RING")


class Level(Coded):
    label: Text
    meaning: Prose
    colour: Colour
    shape: Shape
    letter: Annotated[str, StringConstraints(pattern=r"^\S{1,2}$")]
    unknown: bool = False
    retired: bool = False


class Scale(Coded):
    label: Text
    levels: tuple[Level, ...]
    help: Prose = ""

    @property
    def default(self) -> Level:
        return next(level for level in self.levels if level.unknown)  # until somebody has chosen

    def _checks(self) -> Checks:
        unknown = sum(level.unknown for level in self.levels)
        letters = [level.letter for level in self.levels if not level.retired]
        yield unknown != 1, f"{self} has {unknown} levels with unknown=True; mark exactly one"
        first = self.default
        yield first.colour is Colour.GREEN, f"{self}: unknown level {first.code!r} is green; choose another colour"
        yield (
            first.retired or len(letters) < 2,
            f"{self} leaves nothing to choose; keep the unknown level and another",
        )
        yield len(set(letters)) != len(letters), f"{self} uses a letter twice; give each level its own"


Dimension = StrEnum(
    "Dimension", "SOMATIC PSYCHOLOGICAL SOCIAL SPIRITUAL SHARED_DECISIONS PLANNING_AHEAD EVALUATION PROGNOSIS"
)
FieldKind = StrEnum("FieldKind", "TEXT LONG_TEXT CHOICE CHOICES NUMBER DATE YES_NO")
# Beside an answer there are three ways of having none, and they differ.
State = StrEnum("State", "FILLED NOT_DISCUSSED NO_CHOICE UNKNOWN")


class Option(Coded):
    label: Text
    retired: bool = False
    points: float = 0  # what choosing it adds to the total of a questionnaire


class Field(Coded):
    label: Text
    dimension: Dimension
    kind: FieldKind
    options: tuple[Option, ...] = ()
    unit: Prose = ""
    minimum: float | None = None
    maximum: float | None = None
    help: Prose = ""
    compact: bool = False
    sensitive: bool = False
    reportable: bool = False

    def _checks(self) -> Checks:
        is_choice = self.kind in (FieldKind.CHOICE, FieldKind.CHOICES)
        is_empty = all(option.retired for option in self.options)
        yield is_choice and is_empty, f"{self} has nothing to choose; give it options"
        yield bool(self.options) and not is_choice, f"{self} is {self.kind} but has options; make it choice or choices"
        has_limit = (self.minimum, self.maximum) != (None, None) and self.kind is not FieldKind.NUMBER
        yield has_limit, f"{self} has a minimum or maximum; only kind number can have one"
