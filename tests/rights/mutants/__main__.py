"""Try every seeded fault on a copy of the code: `python -m tests.rights.mutants [--write] [part of a name …]`.

Caught means that the tests of the matrix that pass on the code as it is fail on the copy. `--write` renews the table
in docs/security/authorisation-faults.md.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.rights.mutants.faults import FAULTS
from tests.rights.mutants.seeds import Fault

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "docs" / "security" / "authorisation-faults.md"
SOURCES = ("platform", "tenants", "billing", "plugins", "tests", "pyproject.toml", "docs/developer/openapi.json")
AT_ONCE = 2
PASSED, FAILED = 0, 1
NOTHING_LEFT_OUT = ("-q", "--tb=short", "--show-capture=no", "-p", "no:cacheprovider", "--no-header")


@dataclass(frozen=True)
class Tried:
    fault: Fault
    is_caught: bool
    by: str


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.rights.mutants")
    parser.add_argument("--write", action="store_true", help="renew the table in docs/security")
    parser.add_argument("only", nargs="*", help="faults with one of these in their name")
    chosen = parser.parse_args()
    faults = [one for one in FAULTS if not chosen.only or any(part in one.name for part in chosen.only)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        asked = sorted({(one.module, one.tests) for one in faults})
        failing = {one for one, passes in zip(asked, pool.map(_passes, asked), strict=True) if not passes}
        found = list(pool.map(_shown, [one for one in faults if (one.module, one.tests) not in failing]))
    for module, tests in sorted(failing):
        _say(f"fails without any fault, so it proves nothing: test_{module}.py -k '{tests}'")
    caught = sum(one.is_caught for one in found)
    _say(f"{caught} of {len(faults)} seeded faults caught")
    if chosen.write and not chosen.only:
        TABLE.write_text(_table(found), encoding="utf-8")
    return 0 if caught == len(faults) else 1


def _passes(asked: tuple[str, str]) -> bool:
    """Whether the tests pass on the code as it is."""
    with tempfile.TemporaryDirectory() as folder:
        _copy(Path(folder))
        return _run(Path(folder), *asked)[0] == PASSED


def _shown(fault: Fault) -> Tried:
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        _copy(copy)
        for edit in fault.edits:
            file = copy / edit.path
            text = file.read_text(encoding="utf-8")
            assert text.count(edit.old) == 1, (fault.name, edit.path)
            file.write_text(text.replace(edit.old, edit.new), encoding="utf-8")
        code, said = _run(copy, fault.module, fault.tests)
    tried = Tried(fault, code == FAILED and "faults in" in said, _first(said))
    seconds = time.monotonic() - started
    _say(f"{'caught' if tried.is_caught else 'MISSED'}  {fault.name} ({seconds:.0f} s): {tried.by}")
    return tried


def _copy(copy: Path) -> None:
    for name in SOURCES:
        source, target = ROOT / name, copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)


def _run(copy: Path, module: str, tests: str) -> tuple[int, str]:
    folders = [copy / "platform", copy / "tenants", copy / "billing", copy, *sorted((copy / "plugins").iterdir())]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(map(str, folders)),
        "PYTHONDONTWRITEBYTECODE": "1",
        "MDO_BUILD_DIR": str(ROOT / ".cache" / "build"),
    }
    file = f"tests/rights/test_{module}.py"
    command = [sys.executable, "-m", "pytest", *NOTHING_LEFT_OUT, "-x", file, "-k", tests]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _first(said: str) -> str:
    """The first request that showed it, in the words of the matrix."""
    lines = [line.removeprefix("E").strip() for line in said.splitlines() if line.startswith("E  ")]
    found = next((line for line in lines if re.match(r"(GET|POST|PUT|PATCH|DELETE) ", line)), "")
    return (found or (lines or ["passed"])[0])[:150]


def _table(found: list[Tried]) -> str:
    caught = sum(one.is_caught for one in found)
    lines = [
        "# Seeded authorisation faults",
        "",
        "A test that never fails proves nothing. So each of these faults is put into a copy of the code, and the",
        "rights matrix (`tests/rights`) must fail on it. The faults are in `tests/rights/mutants/faults.py`;",
        f"`make mutants` tries them all and writes this page. Caught: **{caught} of {len(found)}**.",
        "",
        "| seeded fault | where | what caught it: the first request that failed |",
        "| --- | --- | --- |",
    ]
    for one in found:
        where = ", ".join(
            sorted({f"`{Path(edit.path).parent.name}/{Path(edit.path).name}`" for edit in one.fault.edits})
        )
        by = re.sub(r"[<>|`*_]", lambda sign: f"\\{sign[0]}", re.sub(r"\s+", " ", one.by))
        lines.append(f"| {one.fault.name} | {where} | {by if one.is_caught else 'MISSED'} |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
