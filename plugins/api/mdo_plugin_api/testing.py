"""The checks that the portal makes at start, for a plugin's own tests too."""

import ast
import importlib
import json
import traceback
from importlib.util import find_spec
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
        _check_imports(module.partition(".")[0])
        manager = pluggy.PluginManager(hooks.PROJECT)
        manager.add_hookspecs(hooks)
        manager.register(importlib.import_module(module))
        manager.check_pending()
        return Plugin(_declared(manager.hook, code=code), manager.hook)
    except BaseException as error:  # also SystemExit: a plugin must not be able to end the portal silently
        raise PluginError(f"plugin {code!r}: {_explain(error)}") from error


def definition(target_group: TargetGroup) -> str:
    """The declared content as text, to be committed as `tests/definition.json`, so that a change shows in review."""
    told = target_group.model_dump(mode="json", exclude_defaults=True)
    told["tools"] = [{"kind": one.kind} | tool for one, tool in zip(target_group.tools, told["tools"], strict=True)]
    return json.dumps(told, indent=1, ensure_ascii=False) + "\n"


def _check_imports(package: str) -> None:
    """Reads the sources, so that a plugin that knows more than it may is not even run."""
    folders = getattr(find_spec(package), "submodule_search_locations", None) or ()
    names: set[str] = set()
    for file in (file for folder in folders for file in sorted(Path(folder).rglob("*.py"))):
        for node in ast.walk(ast.parse(file.read_bytes())):
            if isinstance(node, ast.Import):
                names.update(alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names.add(node.module or "")
    roots = {name.partition(".")[0] for name in names} - {package, "mdo_plugin_api"}
    foreign = sorted(root for root in roots if root == "django" or root.startswith("mdo_"))
    if foreign:
        raise PluginError(f"imports {foreign[0]}; a plugin knows mdo_plugin_api only, so take it out")


def _declared(hook: pluggy.HookRelay, *, code: str) -> TargetGroup:
    declared = hook.mdo_target_group()
    if len(declared) != 1 or not isinstance(declared[0], TargetGroup):
        raise PluginError("mdo_target_group gives no TargetGroup; mark it with @hookimpl and return one")
    if declared[0].code != code:
        raise PluginError(f"the target group's code is {declared[0].code!r}; make it equal to the entry point's name")
    if any(isinstance(tool, Questionnaire) for tool in declared[0].tools) and not hook.mdo_score.get_hookimpls():
        raise PluginError("there is a questionnaire but no mdo_score; implement it, or declare a Score")
    return declared[0]


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
