"""Fresh virtual environments, without a network: wheels from the sources, and links to what they need."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
FIFTH = Path(__file__).parent / "kwetsbare_gezinnen"
HERE = Path(sysconfig.get_path("purelib"))


def build_wheel(source: Path, *, into: Path) -> Path:
    """The wheel of a folder with a pyproject.toml, built from a copy, so that nothing is left in the sources."""
    copy = into / f"source-{source.name}"
    shutil.copytree(source, copy, ignore=shutil.ignore_patterns("__pycache__"))
    out = into / f"wheel-{source.name}"
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)], cwd=copy)
    (wheel,) = out.glob("*.whl")
    return wheel


def make_environment(folder: Path) -> Path:
    """A virtual environment with nothing in it; gives its site-packages."""
    run([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    (site,) = folder.glob("lib/python*/site-packages")
    return site


def unpack(wheels: Iterable[Path], *, into: Path) -> None:
    """What installing a wheel of only Python comes down to."""
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(into)


def link(names: Iterable[str], *, into: Path) -> None:
    """The named distributions and all that they require, as links to those of this environment."""
    for one in _closure(names).values():
        tops = {file.parts[0] for file in one.files or () if file.parts[0] not in ("..", "__pycache__")}
        for top in tops:
            place = into / top
            if not place.exists():
                place.symlink_to(HERE / top)


def run(command: list[str], *, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    ran = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=300, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def _closure(names: Iterable[str]) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    open_names = list(names)
    while open_names:
        name = open_names.pop()
        if name not in found:
            found[name] = distribution(name)
            needs = map(Requirement, found[name].requires or ())
            open_names += [one.name for one in needs if one.marker is None or one.marker.evaluate({"extra": ""})]
    return found
