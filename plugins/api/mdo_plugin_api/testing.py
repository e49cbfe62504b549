"""Loads a plugin as the portal does at start, for its own tests too. The portal has read its sources before."""

import importlib
import json
import traceback
from pathlib import Path
from typing import NamedTuple

import pluggy
from pydantic import ValidationError

from . import hooks
from .target_group import TargetGroup
from .tools import Questionnaire


class PluginError(Exception):
    """One line that names plugin, thing and mend."""


class Plugin(NamedTuple):
    target_group: TargetGroup
    hook: pluggy.HookRelay


def load(module: str, *, code: str) -> Plugin:
    """Import and validate a plugin as a whole. Raises PluginError, whatever the plugin does."""
    try:
        manager = pluggy.PluginManager(hooks.PROJECT)
        manager.add_hookspecs(hooks)
        manager.register(importlib.import_module(module))
        manager.check_pending()
        declared = manager.hook.mdo_target_group()
        if len(declared) != 1 or not isinstance(group := declared[0], TargetGroup):
            raise PluginError("mdo_target_group gives no TargetGroup; mark it with @hookimpl and return one")
        if group.code != code:
            raise PluginError(f"the target group's code is {group.code!r}; make it equal to the entry point's name")
        if any(isinstance(tool, Questionnaire) for tool in group.tools) and not manager.hook.mdo_score.get_hookimpls():
            raise PluginError("there is a questionnaire but no mdo_score; implement it, or declare a Score")
        return Plugin(group, manager.hook)
    except BaseException as error:  # also SystemExit: a plugin must not be able to end the portal silently
        raise PluginError(f"plugin {code!r}: {_explain(error)}") from error


def definition(target_group: TargetGroup) -> str:
    """The declared content as text, to be committed as `tests/definition.json`, so that a change shows in review."""
    told = target_group.model_dump(mode="json", exclude_defaults=True)
    told["tools"] = [{"kind": one.kind} | tool for one, tool in zip(target_group.tools, told["tools"], strict=True)]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _explain(error: BaseException) -> str:
    if isinstance(error, ValidationError):
        fault = error.errors(include_url=False)[0]
        place = ".".join((error.title, *map(str, fault["loc"])))
        frames = (f for f in reversed(traceback.extract_tb(error.__traceback__)) if "pydantic" not in f.filename)
        line = next(f"{Path(frame.filename).name} line {frame.lineno}" for frame in frames)
        return f"{line}, {place}: {fault['msg'].removeprefix('Value error, ')}"
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    wrong = f"does not load ({what}); mend or reinstall it, or name it in MDO_DISABLED_PLUGINS"
    return str(error) if isinstance(error, PluginError) else wrong
