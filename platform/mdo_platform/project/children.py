"""Child processes of the demo: their lines with a name in front, and none of them left when we go."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread

from mdo_platform.project.embedded.process import die_with_parent

_STOP_SECONDS = 15


def say(line: str, *, name: str = "demo") -> None:
    with suppress(BrokenPipeError):  # the terminal is gone; what must be stopped is still to be stopped
        sys.stdout.write(f"{name:<9} | {line}\n")
        sys.stdout.flush()


@dataclass(frozen=True)
class Program:
    name: str
    command: Sequence[str | Path]
    environment: Mapping[str, str]
    folder: Path
    inherit: tuple[int, ...] = ()


class Child:
    """A running program in a process group of its own: Ctrl-C reaches only us, and we stop all in our order."""

    def __init__(self, program: Program, process: Process, output: Thread) -> None:
        self.name = program.name
        self._process, self._output = process, output

    @classmethod
    async def start(cls, program: Program, *, on_line: Callable[[str], None] | None = None) -> Child:
        """The pipe is our own: asyncio's would make an ended process wait for grandchildren that hold it open."""
        reading, writing = os.pipe()
        process = await asyncio.create_subprocess_exec(
            *map(str, program.command),
            env=program.environment,
            cwd=program.folder,
            stdin=DEVNULL,
            stdout=writing,
            stderr=STDOUT,
            pass_fds=program.inherit,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
        )
        os.close(writing)
        output = Thread(target=_pass_on, args=(reading, on_line or partial(say, name=program.name)), daemon=True)
        output.start()
        return cls(program, process, output)

    async def ended(self) -> int:
        """Wait for its end and its last line; the exit code, negative for a signal."""
        code = await self._process.wait()
        await asyncio.to_thread(self._output.join, 1)
        return code

    async def stop(self) -> None:
        """Ask the program to finish, then end what is left of its group."""
        with suppress(ProcessLookupError):
            self._process.terminate()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), _STOP_SECONDS)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        await self.ended()


def _pass_on(reading: int, on_line: Callable[[str], None]) -> None:
    with os.fdopen(reading, errors="replace") as lines:
        for line in lines:
            on_line(line.rstrip())
