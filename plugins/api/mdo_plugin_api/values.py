"""Codes and texts, scales with their levels, and sub-fields: the values that everything else is built of."""

from collections import Counter
from enum import StrEnum
from typing import Annotated, Self, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=60)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
# Only https: a plugin's link is shown as it is, and must never be able to run a script.
Url = Annotated[str, StringConstraints(pattern=r"^(https://[^\s/]+\S*)?$", max_length=500)]


class Value(BaseModel):
    """Frozen, refuses unknown arguments, and never repeats its input in an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, allow_inf_nan=False)


class Coded(Value):
    code: Code


class Sourced(Coded):
    """`source`: the tags of whoever says so, see docs/plugins/sources.md."""

    source: str = ""


T = TypeVar("T", bound=Coded)


def check_unique(things: tuple[T, ...]) -> tuple[T, ...]:
    doubles = [code for code, count in Counter(thing.code for thing in things).items() if count > 1]
    if doubles:
        raise ValueError(f"{', '.join(map(repr, doubles))} is declared more than once; give each its own code")
    return things


Unique = Annotated[tuple[T, ...], AfterValidator(check_unique)]


# A colour never stands alone: shape and letter go with it everywhere.
Colour = StrEnum("Colour", "BLUE GREEN YELLOW ORANGE RED PURPLE GREY")
Shape = StrEnum("Shape", "DROP CIRCLE SQUARE DIAMOND TRIANGLE STAR RING")


class Level(Sourced):
    label: Text
    meaning: str
    colour: Colour
    shape: Shape
    letter: Annotated[str, StringConstraints(pattern=r"^\S{1,2}$")]
    unknown: bool = False
    retired: bool = False


class Scale(Sourced):
    label: Text
    levels: Unique[Level]
    help: str = ""

    @model_validator(mode="after")
    def _check_levels(self) -> Self:
        thing = f"scale {self.code!r}"
        unknown = [level for level in self.levels if level.unknown]
        letters = [level.letter for level in self.levels if not level.retired]
        if len(unknown) != 1:
            raise ValueError(f"{thing} has {len(unknown)} levels with unknown=True; mark exactly one")
        if unknown[0].colour is Colour.GREEN:
            raise ValueError(f"{thing}: unknown level {unknown[0].code!r} is green; choose another colour")
        if unknown[0].retired or len(letters) < 2:
            raise ValueError(f"{thing} leaves nothing to choose; keep the unknown level and one other")
        if len(set(letters)) != len(letters):
            raise ValueError(f"{thing} uses a letter twice; give each level its own")
        return self

    @property
    def default(self) -> Level:
        """The unknown level: what a patient has until somebody has chosen."""
        return next(level for level in self.levels if level.unknown)


Dimension = StrEnum(
    "Dimension", "SOMATIC PSYCHOLOGICAL SOCIAL SPIRITUAL SHARED_DECISIONS PLANNING_AHEAD EVALUATION PROGNOSIS"
)
FieldKind = StrEnum("FieldKind", "TEXT LONG_TEXT CHOICE CHOICES NUMBER DATE YES_NO")
# Beside an answer there are three ways of having none, and they differ.
State = StrEnum("State", "FILLED NOT_DISCUSSED NO_CHOICE UNKNOWN")


class Option(Coded):
    """`points`: what choosing it adds to the total of a questionnaire."""

    label: Text
    retired: bool = False
    points: float = 0


class Field(Sourced):
    label: Text
    dimension: Dimension
    kind: FieldKind
    options: Unique[Option] = ()
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    help: str = ""
    compact: bool = False
    sensitive: bool = False
    reportable: bool = False

    @model_validator(mode="after")
    def _check_kind(self) -> Self:
        thing = f"field {self.code!r}"
        is_choice = self.kind in (FieldKind.CHOICE, FieldKind.CHOICES)
        if is_choice and all(option.retired for option in self.options):
            raise ValueError(f"{thing} has nothing to choose; give it options")
        if not is_choice and self.options:
            raise ValueError(f"{thing} has options but is of kind {self.kind.value}; make it choice or choices")
        if self.kind is not FieldKind.NUMBER and (self.minimum, self.maximum) != (None, None):
            raise ValueError(f"{thing} has a minimum or maximum; only kind number can have one")
        if self.minimum is not None and self.maximum is not None and self.minimum >= self.maximum:
            raise ValueError(f"{thing}: minimum is not below maximum; swap or change them")
        return self
