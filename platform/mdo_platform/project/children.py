"""Child processes of the demo: their lines with a name in front, and none of them left when we go."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from mdo_platform.project.embedded.process import die_with_parent

_STOP_SECONDS = 15
_LONGEST_LINE = 1024 * 1024


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

    def __init__(self, program: Program, process: Process, *, on_line: Callable[[str], None]) -> None:
        self.name = program.name
        self._process = process
        self._output = asyncio.create_task(self._pass_on(on_line))

    @classmethod
    async def start(cls, program: Program, *, on_line: Callable[[str], None] | None = None) -> Child:
        process = await asyncio.create_subprocess_exec(
            *map(str, program.command),
            env=program.environment,
            cwd=program.folder,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=STDOUT,
            pass_fds=program.inherit,
            start_new_session=True,
            preexec_fn=die_with_parent(signal.SIGTERM),
            limit=_LONGEST_LINE,
        )
        return cls(program, process, on_line=on_line or (lambda line: say(line, name=program.name)))

    async def ended(self) -> int:
        """Wait for its end and its last line; the exit code, negative for a signal."""
        code = await self._process.wait()
        await asyncio.wait([self._output], timeout=1)  # a grandchild may hold the pipe open
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

    async def _pass_on(self, on_line: Callable[[str], None]) -> None:
        if self._process.stdout is not None:
            async for line in self._process.stdout:
                on_line(line.decode(errors="replace").rstrip())
