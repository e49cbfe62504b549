"""The hooks of the target group Psychogeriatrie."""

from collections.abc import Sequence

from mdo_plugin_api import Advice, Answers, RecordSnapshot, TargetGroup, hookimpl, instruments

from . import advice
from .definition import TARGET_GROUP


@hookimpl
def mdo_target_group() -> TargetGroup:
    return TARGET_GROUP


@hookimpl
def mdo_advise(snapshot: RecordSnapshot) -> Sequence[Advice]:
    return tuple(advice.advise(snapshot))


@hookimpl
def mdo_score(questionnaire: str, answers: Answers) -> float | None:
    return instruments.score(questionnaire, answers)
