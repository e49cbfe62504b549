"""A target group that somebody else wrote, installed as a wheel beside the portal: not a line of the portal changes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fifth_plugin.environments import FIFTH, HERE, ROOT, build_wheel, make_environment, run

LARGEST = 150


def test_it_is_small(capsys):
    """A scale pair, five fields and five interventions, with everything that belongs to a plugin."""
    files = [path for path in sorted(FIFTH.rglob("*")) if path.is_file() and "__pycache__" not in path.parts]
    lines = {str(path.relative_to(FIFTH)): len(path.read_text("utf-8").splitlines()) for path in files}

    with capsys.disabled():
        sys.stdout.write(f"\n{FIFTH.name}: {sum(lines.values())} lines in {len(lines)} files\n")
    assert sum(lines.values()) <= LARGEST, lines


def test_the_portal_does_not_know_it():
    folders = [ROOT / name for name in ("platform", "tenants", "billing", "plugins", "docs", "helm")]
    sources = [
        path for folder in folders for path in folder.rglob("*") if path.suffix in (".py", ".html", ".po", ".json")
    ]

    assert [path for path in sources if "kwetsbare_gezinnen" in path.read_text("utf-8")] == []


@pytest.fixture
def beside(tmp_path: Path) -> tuple[Path, Path]:
    """The Python of a new environment that sees the portal and what it needs, and the plugin's wheel in it."""
    site = make_environment(tmp_path / "environment")
    # By site, because the portal itself is found by path files in that folder.
    (site / "portal.pth").write_text(f"import site; site.addsitedir({str(HERE)!r})\n", "utf-8")
    python = tmp_path / "environment" / "bin" / "python"
    wheel = build_wheel(FIFTH, into=tmp_path)
    run([sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index", str(wheel)])
    return python, wheel


def test_it_works_everywhere_as_a_wheel_beside_the_portal(beside: tuple[Path, Path]):
    python, wheel = beside
    ours = ("PYTEST_", "DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "VIRTUAL_ENV", "PYTHONPATH")
    env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}

    ran = subprocess.run(
        [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "tests/fifth_plugin/inside.py"],
        cwd=ROOT,
        env={**env, "MDO_TEST_WHEEL": str(wheel), "MDO_TEST_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout[-8000:] + ran.stderr[-2000:]
    assert f"{count_inside()} passed" in ran.stdout, ran.stdout


def count_inside() -> int:
    return (ROOT / "tests" / "fifth_plugin" / "inside.py").read_text("utf-8").count("\ndef test_")
