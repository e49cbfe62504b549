"""The hook of the target group Psychogeriatrie."""

from mdo_plugin_api import TargetGroup, hookimpl

from .definition import TARGET_GROUP


@hookimpl
def mdo_target_group() -> TargetGroup:
    return TARGET_GROUP
