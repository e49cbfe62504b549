"""A lock on a file. The kernel drops it with its holder, however that ended, so it cannot be stale."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO


class HeldError(Exception):
    """Somebody else holds it; `str()` is what the holder wrote."""


def hold(file: Path, content: str) -> IO[str]:
    """Hold the lock until the answer is closed."""
    file.parent.mkdir(parents=True, exist_ok=True)
    lock = file.open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        holder = lock.read()
        lock.close()
        raise HeldError(holder) from None
    write(lock, content)
    return lock


def write(lock: IO[str], content: str) -> None:
    """Replace what others read in a lock that we hold."""
    lock.truncate(0)
    lock.write(content)
    lock.flush()
