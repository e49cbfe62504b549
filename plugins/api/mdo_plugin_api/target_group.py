"""A target group as a whole, and the programme in steps that it may have."""

from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from .tools import Intervention, Tool
from .values import Code, Dimension, Field, Option, Scale, Sourced, Text, Unique

API_VERSION = 1


class Outcome(Option):
    """`icpc`: advice for the HIS. `sets`: the field and the option that choosing it fills in. `yearly`: K-08."""

    icpc: str = ""
    sets: tuple[Code, Code] | None = None
    yearly: bool = False


class Step(Sourced):
    label: Text
    help: str
    outcomes: Unique[Outcome]
    tools: tuple[Code, ...] = ()


class Pathway(Sourced):
    label: Text
    steps: Unique[Step]


class TargetGroup(Sourced):
    label: Text
    short: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    order: int
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    api_version: int
    description: str
    prognosis: Scale | None
    urgency: Scale
    fields: Unique[Field]
    evaluation: Unique[Field]
    interventions: Unique[Intervention]
    tools: Unique[Tool]
    pathway: Pathway | None = None
    thematic: bool = False
    disciplines: tuple[Text, ...] = ()
    question_examples: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _check_whole(self) -> Self:
        if self.api_version != API_VERSION:
            raise ValueError(f"api_version is {self.api_version}, here it is {API_VERSION}; use a plugin made for it")
        if self.prognosis is None and not self.thematic:
            raise ValueError("prognosis is None; only a thematic target group can do without, so declare a scale")
        for field in (*self.fields, *self.evaluation):
            place = "evaluation" if field.dimension is Dimension.EVALUATION else "fields"
            if field not in getattr(self, place):
                raise ValueError(f"field {field.code!r} has dimension {field.dimension.value!r}; move it to {place}=")
        return self
