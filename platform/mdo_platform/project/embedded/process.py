"""Start a program as a user without rights, and let no engine outlive the process that started it."""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from mdo_platform.project.embedded.errors import EngineError, explained, missing_library

Process = subprocess.Popen[bytes]

_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
# The kernel's 'parent died' means the *thread* that forked: this one lives as long as the process does.
_SPAWNER = ThreadPoolExecutor(max_workers=1, thread_name_prefix="engines")


@dataclass(frozen=True)
class Account:
    """Whom the engines run as: ourselves, or `nobody` when we are root (PostgreSQL refuses root)."""

    uid: int
    gid: int
    switch: bool

    @classmethod
    def choose(cls) -> Account:
        if os.geteuid() != 0:
            user_name()
            return cls(os.geteuid(), os.getegid(), switch=False)
        try:
            nobody = pwd.getpwnam("nobody")
        except KeyError:
            raise EngineError("PostgreSQL refuses to run as root, and there is no user 'nobody' here.") from None
        return cls(nobody.pw_uid, nobody.pw_gid, switch=True)

    def own(self, path: Path) -> None:
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def options(self, *, cwd: Path) -> dict[str, Any]:
        """Keywords for Popen. No variable of the caller reaches an engine: neither PG… nor secrets."""
        variables = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
        options: dict[str, Any] = {"cwd": cwd, "env": variables, "umask": 0o077, "stdin": subprocess.DEVNULL}
        if self.switch:
            options |= {"user": self.uid, "group": self.gid, "extra_groups": []}
        return options


def user_name() -> str:
    """The name of the user who runs this process, as PostgreSQL's `peer` sees it."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise EngineError(f"User id {os.geteuid()} has no name in /etc/passwd; PostgreSQL needs one.") from None


def die_with_parent(sig: signal.Signals) -> Callable[[], None] | None:
    """For Popen's preexec_fn: the child gets this signal when its parent is gone, however it went (Linux)."""
    libc = _LIBC
    if libc is None:
        return None
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, int(sig), 0, 0, 0)


def spawn(
    command: Sequence[str | Path], *, account: Account, cwd: Path, log: IO[bytes], sig: signal.Signals
) -> Process:
    """Start an engine in a session of its own, so that Ctrl-C at the terminal reaches only us."""
    options = account.options(cwd=cwd) | {"stdout": log, "stderr": subprocess.STDOUT, "start_new_session": True}
    options |= {"preexec_fn": die_with_parent(sig)}
    return _SPAWNER.submit(lambda: subprocess.Popen[bytes](command, **options)).result()


def run(command: Sequence[str | Path], *, engine: str, account: Account, cwd: Path, stdin: str | None = None) -> str:
    """Run a tool of an engine to its end and return what it printed."""
    options = account.options(cwd=cwd)
    if stdin is not None:
        del options["stdin"]
    try:
        done: subprocess.CompletedProcess[str] = subprocess.run(
            command, input=stdin, capture_output=True, text=True, check=False, **options
        )
    except PermissionError:
        raise
    except OSError as error:
        # An existing file that 'does not exist' lacks its loader: another C library (musl) or processor.
        if error.errno in {errno.ENOENT, errno.ENOEXEC} and Path(command[0]).exists():
            raise missing_library(engine, "glibc for this processor") from None
        raise explained(engine, str(error), folder=cwd) from None
    if done.returncode:
        raise explained(engine, done.stdout + done.stderr, folder=cwd)
    return done.stdout


def leftovers(folder: Path) -> list[int]:
    """Processes that work in this folder: engines whose starter was killed. Empty where there is no /proc."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cwd"):
        try:
            if Path(os.readlink(entry)) == folder:
                found.append(int(entry.parent.name))
        except OSError:
            continue
    return found


def end_all(folder: Path, *, sig: signal.Signals, seconds: float) -> bool:
    """Signal what works in this folder and wait; True when nothing is there any more."""
    for pid in leftovers(folder):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sig)
    until = time.monotonic() + seconds
    while leftovers(folder):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True
