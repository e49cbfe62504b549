"""Every plugin in an environment of its own: the API, the plugin and pytest, and nothing of the portal."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.fifth_plugin.environments import FIFTH, ROOT, build_wheel, link, make_environment, unpack

API = ROOT / "plugins" / "api"
PLUGINS = [*sorted(path.parent for path in (ROOT / "plugins").glob("*/pyproject.toml") if path.parent != API), FIFTH]
NOT_THERE = """
import importlib, sys
for name in ("django", "mdo_platform", "mdo_foundation", "mdo_tenants", "mdo_billing"):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as error:
        print(error)
"""


@pytest.fixture(scope="module")
def isolated(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """What the plugins' own tests and imports say, each in its own environment, all at once."""
    home = tmp_path_factory.mktemp("isolated")
    api = build_wheel(API, into=home)
    started = {plugin.name: start(plugin, api, home) for plugin in PLUGINS}
    return {code: [program.communicate(timeout=120)[0] for program in programs] for code, programs in started.items()}


def start(plugin: Path, api: Path, home: Path) -> list[subprocess.Popen[str]]:
    environment = home / plugin.name
    site = make_environment(environment)
    unpack([api, build_wheel(plugin, into=home)], into=site)
    link(["pluggy", "pydantic", "pytest"], into=site)
    python = str(environment / "bin" / "python")
    tests = [python, "-m", "pytest", "-q", "-c", "/dev/null", "-p", "no:cacheprovider", "-W", "error", "tests"]
    return [
        subprocess.Popen(
            command,
            cwd=home / f"source-{plugin.name}",
            env={"PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for command in (tests, [python, "-c", NOT_THERE])
    ]


@pytest.mark.parametrize("code", [plugin.name for plugin in PLUGINS])
def test_its_own_tests_pass_where_the_portal_is_not(isolated, code):
    tested, imported = isolated[code]

    assert imported.splitlines() == [
        f"No module named '{name}'"
        for name in ("django", "mdo_platform", "mdo_foundation", "mdo_tenants", "mdo_billing")
    ]
    assert " passed" in tested
    assert "failed" not in tested, tested
    assert "error" not in tested, tested
