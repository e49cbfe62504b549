"""What plugins cost at start: 4, 20 and 100 of them, as `mdo plugin new` writes them, in a fresh process."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from mdo_foundation.targetgroups.authoring import scaffold

NUMBERS = (4, 20, 100)
ROUNDS = 3
_START = """
import json, sys, time
from importlib.metadata import EntryPoint
started = time.perf_counter()
import django
django.setup()
portal = time.perf_counter() - started
from mdo_foundation.targetgroups.loading import load_plugins
from mdo_foundation.targetgroups.registry import Registry
from mdo_foundation.targetgroups.sources import problem_of
codes = sys.argv[1:]
started = time.perf_counter()
assert [problem_of(f"mdo_{code}") for code in codes] == [""] * len(codes)
reading = time.perf_counter() - started
started = time.perf_counter()
Registry(load_plugins([EntryPoint(code, f"mdo_{code}.plugin", "mdo_portal.target_groups") for code in codes]))
print(json.dumps([portal, reading, time.perf_counter() - started]))
"""


def run() -> list[tuple[str, str]]:
    with tempfile.TemporaryDirectory() as name:
        codes = [f"meting_{number:03}" for number in range(max(NUMBERS))]
        _write(Path(name), codes)
        found = {number: _started(Path(name), codes[:number]) for number in NUMBERS}
    portal = statistics.median(times[0] for times in found.values())
    rows = [("`django.setup()` with the target groups of this repository", f"{portal * 1000:.0f} ms")]
    for number, (_portal, reading, loading) in found.items():
        each = f"{loading / number * 1000:.1f} ms, {reading / loading:.0%}"
        rows += [
            (f"Loading {number} more plugins", f"{loading * 1000:.0f} ms, {loading / portal:.2f} × `django.setup()`"),
            ("… per plugin, and the part of it that reads its sources", each),
        ]
    return [*rows, ("Per plugin, 100 / 4", f"{found[100][2] / 100 / (found[4][2] / 4):.2f} ×")]


def _write(folder: Path, codes: list[str]) -> None:
    """The first as the command writes it, the others after it."""
    first = scaffold(codes[0], directory=folder) / f"mdo_{codes[0]}"
    for code in codes[1:]:
        package = folder / code / f"mdo_{code}"
        package.mkdir(parents=True)
        for file in first.glob("*.py"):
            (package / file.name).write_text(file.read_text("utf-8").replace(codes[0], code), "utf-8")


def _started(folder: Path, codes: list[str]) -> tuple[float, float, float]:
    """Medians of fresh processes: Django, reading sources, and loading (which reads them once more)."""
    path = os.pathsep.join(str(folder / code) for code in codes)
    rounds = []
    for _round in range(ROUNDS):
        ran = subprocess.run(
            [sys.executable, "-c", _START, *codes],
            env={**os.environ, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=True,
        )
        rounds.append(json.loads(ran.stdout.splitlines()[-1]))
    portal, reading, loading = (statistics.median(column) for column in zip(*rounds, strict=True))
    return portal, reading, loading
