"""`make` on a machine that lacks something says what, in one line."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def checkout(tmp_path: Path, root: Path) -> Path:
    """A fresh checkout, as far as making the virtual environment goes."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copy(root / name, tmp_path / name)
    return tmp_path


def said(checkout: Path, python: str) -> list[str]:
    """What `make demo` says with this as its Python, but for make's own closing line."""
    if python.startswith("#!"):
        fake = checkout / "python"
        fake.write_text(python)
        fake.chmod(0o755)
        python = str(fake)
    command = ["make", "--no-print-directory", "demo", f"PYTHON={python}"]
    done = subprocess.run(command, cwd=checkout, capture_output=True, text=True, check=False, env=environment())
    assert done.returncode != 0
    return [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make: ***")]


def environment() -> dict[str, str]:
    """Without what an outer `make` hands down."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}


def test_no_python(checkout: Path) -> None:
    assert said(checkout, "nosuchpython") == [
        "nosuchpython is not found. Install Python 3.11 or newer, or say for example: PYTHON=python3.12 make demo"
    ]


def test_an_old_python(checkout: Path) -> None:
    old = '#!/bin/sh\n[ "$1" = -V ] && echo Python 3.9.2\n[ "$1" = -V ]\n'
    assert said(checkout, old) == [
        "Python 3.11 or newer is needed; this is Python 3.9.2. Say for example: PYTHON=python3.12 make demo"
    ]


def test_a_python_without_venv(checkout: Path) -> None:
    bare = f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1;; esac\nexec {sys.executable} "$@"\n'
    assert said(checkout, bare) == [
        "This Python cannot make virtual environments. On Debian and Ubuntu: apt-get install python3-venv"
    ]


def test_the_environment_of_another_folder_is_not_trusted(checkout: Path) -> None:
    """A copied checkout brings a `.venv` whose packages point to the original."""
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "made-12345").touch()
    plan = subprocess.run(
        ["make", "-n", "demo"], cwd=checkout, capture_output=True, text=True, check=True, env=environment()
    )
    assert "-m venv --clear .venv" in plan.stdout
