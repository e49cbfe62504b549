"""What PostgreSQL and Redis have in common: start, wait until it answers, stop, and say why it went away."""

from __future__ import annotations

import signal
import subprocess
import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

from mdo_platform.project.embedded.errors import EngineError, explained
from mdo_platform.project.embedded.process import Account, Process, end_all, spawn

_LAST_SIGNALS = ((signal.SIGQUIT, 5), (signal.SIGKILL, 5))


class Engine(ABC):
    name: ClassVar[str]
    stop_signal: ClassVar[signal.Signals]
    stop_seconds: ClassVar[int]
    ready_seconds: ClassVar[int]

    def __init__(self, *, data: Path, sockets: Path, log: Path, account: Account) -> None:
        self._parent, self._data = data, data / self.name.lower()
        self._sockets, self._log, self._account = sockets, log, account
        self.process: Process | None = None

    @abstractmethod
    def _command(self) -> list[str | Path]:
        """Make the data folder ready and tell how to start."""

    @abstractmethod
    def _answers(self, process: Process) -> bool: ...

    def start(self) -> None:
        """Return when it answers; raise EngineError when it cannot."""
        command = self._command()
        with self._log.open("wb") as log:
            self.process = spawn(command, account=self._account, cwd=self._data, log=log, sig=self.stop_signal)
        self._wait_until_ready(self.process)

    def stop(self) -> None:
        """Let it finish; harder when that takes too long."""
        process, self.process = self.process, None
        if process is None:
            return
        for sig, seconds in ((self.stop_signal, self.stop_seconds), *_LAST_SIGNALS):
            process.send_signal(sig)
            try:
                process.wait(seconds)
                return
            except subprocess.TimeoutExpired:
                continue

    def kill(self) -> None:
        """End it as a power cut would: it gets no chance to write anything."""
        process, self.process = self.process, None
        if process is not None:
            process.kill()
            process.wait()

    def reason(self, *, event: str = "stopped") -> EngineError:
        """Why it went away, from its log."""
        return explained(self.name, self._log.read_text(errors="replace"), folder=self._data, event=event)

    def _end_leftovers(self) -> None:
        """Stop what a killed starter left behind. Only the holder of the folder's lock may call this."""
        for sig, seconds in ((self.stop_signal, self.stop_seconds), *_LAST_SIGNALS):
            if end_all(self._data, sig=sig, seconds=seconds):
                return

    def _wait_until_ready(self, process: Process) -> None:
        until = time.monotonic() + self.ready_seconds
        while time.monotonic() < until:
            if process.poll() is not None:
                self.process = None
                raise self.reason(event="did not start")
            if self._answers(process):
                return
            time.sleep(0.02)
        self.stop()
        raise EngineError(f"{self.name} was not ready after {self.ready_seconds} s; see {self._log}.")
