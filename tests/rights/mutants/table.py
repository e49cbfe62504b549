"""The page with the seeded faults and what caught each."""

from __future__ import annotations

import os
import re
from pathlib import Path

from tests.rights.mutants.faults import FAULTS

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "docs" / "security" / "authorisation-faults.md"
WANTED = "MDO_WRITE_FAULTS"  # set by `make mutants`
LONGEST = 160


def write_table(found: dict[str, str]) -> None:
    if os.environ.get(WANTED):
        TABLE.write_text(table(found), encoding="utf-8")


def table(found: dict[str, str]) -> str:
    caught = sum(bool(by) for by in found.values())
    lines = [
        "# Seeded authorisation faults",
        "",
        "A test that never fails proves nothing. So each of these faults is put into the running code, and the",
        "[rights matrix](rights-matrix.md) must see it. The faults are in `tests/rights/mutants`; `make mutants`",
        f"tries them all and writes this page. Caught: **{caught} of {len(found)}**.",
        "",
        "| seeded fault | where | the first request that shows it |",
        "| --- | --- | --- |",
    ]
    for fault in FAULTS:
        where = ", ".join(sorted({f"`{edit.path}`" for edit in fault.edits}))
        by = re.sub(r"[<>|`*_\[\]]", r"\\\g<0>", " ".join(found[fault.name].split())[:LONGEST])
        lines.append(f"| {fault.name} | {where} | {by or 'MISSED'} |")
    return "\n".join([*lines, ""])
