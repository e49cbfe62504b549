"""A target group as a whole, and the programme in steps that it may have."""

from typing import Annotated

from pydantic import StringConstraints

from .tools import Intervention, Tool
from .values import Checks, Code, Coded, Dimension, Field, Option, Prose, Scale, Text

API_VERSION = 1


class Outcome(Option):
    icpc: str = ""  # advice for the HIS
    sets: tuple[Code, Code] | None = None  # the field, and the option that choosing this outcome fills in
    yearly: bool = False  # asks for a meeting once a year (K-08)


class Step(Coded):
    label: Text
    help: Prose
    outcomes: tuple[Outcome, ...]
    tools: tuple[Code, ...] = ()


class Pathway(Coded):
    label: Text
    steps: tuple[Step, ...]
    consent: tuple[Code, Code, Code] | None = None  # a field, its option for who goes on, and for who declines (K-03)


class TargetGroup(Coded):
    label: Text
    short: Annotated[str, StringConstraints(min_length=1, max_length=30)]
    order: int
    version: Annotated[str, StringConstraints(pattern=r"^\d+\.\d+\.\d+$")]
    api_version: int
    description: Prose
    prognosis: Scale | None
    urgency: Scale
    fields: tuple[Field, ...]
    evaluation: tuple[Field, ...]
    interventions: tuple[Intervention, ...]
    tools: tuple[Tool, ...]
    pathway: Pathway | None = None
    thematic: bool = False
    disciplines: tuple[Text, ...] = ()
    question_examples: tuple[Text, ...] = ()

    def _checks(self) -> Checks:
        found = f"api_version is {self.api_version}, here it is {API_VERSION}"
        yield self.api_version != API_VERSION, f"{found}; use a plugin made for it"
        lacks = self.prognosis is None and not self.thematic
        yield lacks, "prognosis is None; only a thematic target group can do without, so declare a scale"
        for field in (*self.fields, *self.evaluation):
            place = "evaluation" if field.dimension is Dimension.EVALUATION else "fields"
            yield field not in getattr(self, place), f"{field} has dimension '{field.dimension}'; move it to {place}="
