"""A real installation starts only with everything it needs, and never as a demo."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

NEEDED = {
    "SECRET_KEY": "x" * 60,
    "MDO_FIELD_KEYS": "1:" + "QUFB" * 10 + "QUE=",
    "DATABASE_URL": "postgresql:///none",
    "REDIS_URL": "redis://127.0.0.1",
    "MDO_HOST": "portal.example.invalid",
}


def start(**variables: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG")}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "-c", "import mdo_platform.project.settings.production as s; print(s.DEBUG)"],
        env={**kept, **variables}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_it_starts_with_what_it_needs():
    assert start(**NEEDED).stdout.strip() == "False"


@pytest.mark.parametrize("missing", NEEDED)
def test_it_names_what_is_missing(missing):
    answer = start(**{name: value for name, value in NEEDED.items() if name != missing})
    assert answer.returncode != 0
    assert f"Set the environment variable {missing}." in answer.stderr


def test_it_refuses_to_be_a_demo():
    answer = start(**NEEDED, MDO_DEMO="1")
    assert answer.returncode != 0
    assert "production refuses to start" in answer.stderr
