"""Anchors: the end of a group's chain as it was on a day, kept where the database's owner cannot reach.

A file of JSON lines in MDO_AUDIT_ANCHOR_DIR, only ever added to; each line holds the hash of the one before, so that a
change in the file shows as well. The same line goes to the operator's log, which ships off the machine.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import logging
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

log = logging.getLogger("mdo.audit")

FILE = "anchors.jsonl"
DAY, START, DIRECT = "day", "start", "direct"


@dataclass(frozen=True, kw_only=True)
class Anchors:
    """Of one schema: (seq, hash) of its days, of the starts that a purge left; `broken_line` of the file itself."""

    days: tuple[tuple[int, str], ...] = ()
    starts: tuple[tuple[int, str], ...] = ()
    broken_line: int | None = None
    kept: bool = True


def anchor_file() -> Path | None:
    """Where anchors are kept; None when the installation keeps none (then they are in the operator's log only)."""
    return Path(settings.MDO_AUDIT_ANCHOR_DIR) / FILE if settings.MDO_AUDIT_ANCHOR_DIR else None


def add_anchor(kind: str, **fields: Any) -> None:
    """Write one line, on disk before this returns. Raises OSError when it cannot be kept."""
    line = {"kind": kind, "at": timezone.now().isoformat(timespec="seconds"), **fields}
    log.info("Anchor %s", json.dumps(line, sort_keys=True))
    path = anchor_file()
    if path is not None:
        _append(path, line)


def anchors_of(schema_name: str) -> Anchors:
    """Everything that the file holds of one group's chain."""
    path = anchor_file()
    if path is None:
        return Anchors(kept=False)
    found: dict[str, list[tuple[int, str]]] = {DAY: [], START: []}
    previous = ""
    for number, raw in enumerate(_lines(path), start=1):
        line = _parsed(raw)
        if line is None or line.get("previous") != previous:
            return Anchors(days=tuple(found[DAY]), starts=tuple(found[START]), broken_line=number)
        previous = _digest(raw)
        if line.get("schema") == schema_name and line["kind"] in found:
            found[line["kind"]].append((int(line["seq"]), str(line["hash"])))
    return Anchors(days=tuple(found[DAY]), starts=tuple(found[START]))


def _append(path: Path, line: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "rb+", buffering=0) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        line["previous"] = _digest(_last_line(file))
        file.write(json.dumps(line, sort_keys=True).encode() + b"\n")
        os.fsync(file.fileno())


def _last_line(file: Any, block: int = 4096) -> bytes:
    size = file.seek(0, os.SEEK_END)
    file.seek(max(0, size - block))
    lines: list[bytes] = file.read().splitlines()
    return lines[-1] if lines else b""


def _lines(path: Path) -> Iterator[bytes]:
    if path.exists():
        with path.open("rb") as file:
            yield from (raw.rstrip(b"\n") for raw in file)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest() if raw else ""


def _parsed(raw: bytes) -> dict[str, Any] | None:
    try:
        line = json.loads(raw)
    except ValueError:
        return None
    return line if isinstance(line, dict) and "kind" in line else None
