"""What can go wrong with an engine, said in one line that tells what to do."""

from __future__ import annotations

import re
from pathlib import Path

_DISK_FULL = re.compile(r"No space left on device|Disk quota exceeded|Check free disk space", re.IGNORECASE)
_NO_LIBRARY = re.compile(r"([\w.+-]+\.so[\w.]*): cannot open shared object file")
_OLD_LIBRARY = re.compile(r"version [`']([\w.]+)' not found")
_SEVERE = re.compile(r"FATAL|PANIC|ERROR|error|Can't|Failed")
_STAMP = re.compile(r"^.*?(?=FATAL|PANIC|ERROR)")


class EngineError(Exception):
    """An engine cannot run; `str()` is one line for a person at a terminal."""


def explained(engine: str, output: str, *, folder: Path, event: str = "did not start") -> EngineError:
    """Turn what an engine printed into one line."""
    if is_disk_full(output):
        return EngineError(f"The disk is full: {engine} cannot write in {folder}. Make room and start again.")
    if missing := _NO_LIBRARY.search(output) or _OLD_LIBRARY.search(output):
        return missing_library(engine, missing[1])
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    severe = [line for line in lines if _SEVERE.search(line)]
    reason = _STAMP.sub("", (severe or lines or ["it said nothing"])[-1])
    return EngineError(f"{engine} {event}: {reason}")


def is_disk_full(output: str) -> bool:
    return bool(_DISK_FULL.search(output))


def missing_library(engine: str, library: str) -> EngineError:
    variable = {"PostgreSQL": "DATABASE_URL and OWNER_DATABASE_URL", "Redis": "REDIS_URL"}[engine]
    return EngineError(
        f"{engine} cannot run here: the C library {library} is missing. "
        f"Install it, or set {variable} to a server of your own."
    )
