"""The hooks of the target group Psychogeriatrie."""

from mdo_plugin_api import Answers, TargetGroup, hookimpl, instruments

from .definition import TARGET_GROUP


@hookimpl
def mdo_target_group() -> TargetGroup:
    return TARGET_GROUP


@hookimpl
def mdo_score(questionnaire: str, answers: Answers) -> float | None:
    return instruments.score(questionnaire, answers)
