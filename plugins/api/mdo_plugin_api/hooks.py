"""The three hooks, and what they get and give. Nothing here can name a person."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Literal

import pluggy
from pydantic import AfterValidator, PlainSerializer

from .target_group import TargetGroup
from .values import Code, Coded, State, Text, Value

PROJECT = "mdo_portal"
ENTRY_POINTS = "mdo_portal.target_groups"
hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)
READ_ONLY = (AfterValidator(lambda given: MappingProxyType(dict(given))), PlainSerializer(dict))
Answer = bool | int | float | date | str | tuple[str, ...] | None
# From item code to the option's code, or the number. Items without an answer are absent.
Answers = Mapping[str, str | float]
Severity = StrEnum("Severity", "SUGGESTION WARNING BLOCK")
WRITTEN = "…"  # all that a plugin learns of a text: somebody may have typed a name in it


class Advice(Coded):
    text: Text
    severity: Severity = Severity.SUGGESTION
    interventions: tuple[Code, ...] = ()
    tools: tuple[Code, ...] = ()
    fields: tuple[Code, ...] = ()


class FieldValue(Value):
    value: Answer
    state: State = State.FILLED
    recorded_on: date


class RecordSnapshot(Value, validate_default=True):
    target_group: Code
    thematic_groups: tuple[Code, ...] = ()
    prognosis: Code | None = None
    urgency: Code | None = None
    fields: Annotated[Mapping[str, FieldValue], *READ_ONLY] = {}
    age: int | None = None
    diagnoses: tuple[str, ...] = ()
    scores: Annotated[Mapping[str, tuple[tuple[date, float], ...]], *READ_ONLY] = {}
    disciplines: tuple[str, ...] = ()
    consent: Literal["agreed", "informed", "objects", "unknown"] = "unknown"
    consent_on: date | None = None
    has_lead: bool = False
    has_question: bool = False
    last_discussed: date | None = None
    next_meeting: date | None = None
    today: date

    def value(self, code: str) -> Answer:
        """What was filled in; None when nothing was, or when it is not discussed, not chosen or unknown."""
        field = self.fields.get(code)
        return field.value if field is not None and field.state is State.FILLED else None


@hookspec
def mdo_target_group() -> TargetGroup:  # type: ignore[empty-body]
    """Everything that is declared. Called once, at start."""


@hookspec
def mdo_advise(snapshot: RecordSnapshot) -> Sequence[Advice]:  # type: ignore[empty-body]
    """Suggestions, warnings and blocks for one patient of this target group. Pure, and within 50 ms."""


@hookspec
def mdo_score(questionnaire: str, answers: Answers) -> float | None:
    """The score of one questionnaire of this plugin; None when too much is missing. Pure."""
