"""What is installed is what was tried: every requirement has its version and hashes."""

import re
import tomllib
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def requirements(root: Path) -> list[str]:
    """One string per requirement, its continuation lines included."""
    lines = (root / "requirements.lock").read_text().replace("\\\n", " ").splitlines()
    return [line for line in lines if not line.startswith("    #")]


def test_every_requirement_is_pinned_and_hashed(requirements: list[str]) -> None:
    pinned = re.compile(r"[A-Za-z0-9._\[\]-]+==[\w.+!-]+(?: ; [^#]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+")
    assert len(requirements) > 50
    assert [line for line in requirements if not pinned.fullmatch(line.strip())] == []


def test_it_holds_what_the_projects_ask_for(root: Path, requirements: list[str]) -> None:
    """A dependency that was added without `make lock`."""
    locked = {re.split(r"[=\[ ]", line)[0] for line in requirements}
    for file in (root / "pyproject.toml", *root.glob("plugins/*/pyproject.toml")):
        project = tomllib.loads(file.read_text())
        asked = [project["project"].get("dependencies", []), *project.get("dependency-groups", {}).values()]
        names = {re.split(r"[<>=!~\[; ]", line)[0].lower().replace("_", "-") for group in asked for line in group}
        assert {name for name in names if not name.startswith("mdo-")} <= locked, file
