"""For who writes a target group: a first version that passes, and what is wrong with one. Needs no Django."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import Distribution, EntryPoint, PackageNotFoundError, distribution, entry_points
from importlib.resources import files
from pathlib import Path
from string import Template

from mdo_plugin_api import ENTRY_POINTS, TargetGroup
from mdo_plugin_api.testing import PluginError, definition

from .loading import RegistryError, check_agreement, load_plugin
from .review import review

_CODE = re.compile(r"[a-z][a-z0-9_]{1,39}")
_PACKAGE_FILES = ("plugin.py", "definition.py", "scales.py")
_DEFINITION = """
import sys
from mdo_foundation.targetgroups.authoring import definition_of
sys.stdout.write(definition_of(sys.argv[1], code=sys.argv[2]))
"""


class AuthoringError(Exception):
    """One line that says what to do."""


def scaffold(code: str, *, directory: Path) -> Path:
    """Write a minimal target group that passes its own test, in a new folder named after its code."""
    folder = directory / code
    if not _CODE.fullmatch(code):
        raise AuthoringError(f"{code!r} is no code: use lower-case letters, digits and _, and begin with a letter")
    if folder.exists():
        raise AuthoringError(f"{folder} exists already: choose another code or another --dir")
    label = code.replace("_", " ").capitalize()
    beside_api = (directory / "api" / "mdo_plugin_api").is_dir()
    words = {
        "code": code,
        "package": f"mdo_{code}",
        "distribution": f"mdo-{code.replace('_', '-')}",
        "label": label,
        "short": label[:30],
        "sources": "\n[tool.uv.sources]\nmdo-plugin-api = { workspace = true }\n" if beside_api else "",
    }
    for path, template in _files(code).items():
        _write(folder / path, Template(template).substitute(words))
    write_definition(code, directory=directory)
    return folder


def write_definition(code: str, *, directory: Path) -> Path:
    """Write `tests/definition.json` of the target group in `directory/code` anew. Raises AuthoringError."""
    folder = directory / code
    if not (folder / f"mdo_{code}").is_dir():
        raise AuthoringError(f"{folder} holds no package mdo_{code}: give the folder that holds it with --dir")
    # Another process, because this one may have an earlier version of the package in memory.
    python_path = os.pathsep.join(filter(None, (str(folder.resolve()), os.environ.get("PYTHONPATH"))))
    made = subprocess.run(
        [sys.executable, "-c", _DEFINITION, f"mdo_{code}.plugin", code],
        env={**os.environ, "PYTHONPATH": python_path},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if made.returncode:
        raise AuthoringError(made.stderr.strip().splitlines()[-1])
    return _write(folder / "tests" / "definition.json", made.stdout)


def definition_of(module: str, *, code: str) -> str:
    return definition(load_plugin(EntryPoint(code, module, ENTRY_POINTS)).target_group)


def check(name: str) -> list[str]:
    """What is wrong with an installed distribution, or an importable module of hooks, one line each; warnings last."""
    try:
        found = distribution(name)
    except (PackageNotFoundError, ValueError):
        package = name.partition(".")[0]
        module = name if "." in name else f"{package}.plugin"
        return list(_check_plugin(EntryPoint(package.removeprefix("mdo_"), module, ENTRY_POINTS)))
    return list(_check_distribution(found, name))


def _check_distribution(found: Distribution, name: str) -> Iterator[str]:
    points = found.entry_points.select(group=ENTRY_POINTS)
    needs = " ".join(found.requires or ())
    if not points:
        yield f'distribution {name!r} has no entry point "{ENTRY_POINTS}": add it to its pyproject.toml'
    if points and "mdo-plugin-api" not in needs:
        yield f"distribution {name!r} does not depend on mdo-plugin-api: add it to its dependencies"
    for point in points:
        yield from _check_plugin(point)


def _check_plugin(point: EntryPoint) -> Iterator[str]:
    try:
        plugin = load_plugin(point)
    except PluginError as error:
        yield str(error)
        return
    yield from _check_neighbours(plugin.target_group)
    yield from review(plugin)


def _check_neighbours(target_group: TargetGroup) -> Iterator[str]:
    others = (point for point in entry_points(group=ENTRY_POINTS) if point.name != target_group.code)
    for point in others:
        try:
            check_agreement([load_plugin(point).target_group, target_group])
        except (RegistryError, PluginError) as error:
            yield str(error)


def _files(code: str) -> dict[str, str]:
    templates = files(__package__) / "scaffold"
    package = f"mdo_{code}"
    read = {f"{package}/{name}": (templates / f"{name}.txt").read_text("utf-8") for name in _PACKAGE_FILES}
    return read | {
        f"{package}/__init__.py": "",
        f"{package}/py.typed": "",
        "pyproject.toml": (templates / "pyproject.toml.txt").read_text("utf-8"),
        "README.md": (templates / "README.md.txt").read_text("utf-8"),
        f"tests/test_{code}.py": (templates / "test.py.txt").read_text("utf-8"),
    }


def _write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path
