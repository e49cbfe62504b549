"""The real thing: `mdo demo` on a free port, with its engines, web, worker, scheduler and mail server."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

from mdo_platform.project.embedded.process import die_with_parent
from mdo_platform.project.mailcatcher import CaughtMessage, messages
from tests.conftest import wait_until

READY_SECONDS = 240  # on a busy machine; a quiet one needs about 15
# What pytest chose for its own process must not reach the demo.
NOT_OURS = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "PORT")


class Portal:
    """`address` has no slash at the end; `posts()` reads the mail server's folder, newest first."""

    def __init__(self, folder: Path) -> None:
        self.port = _free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self._folder = folder / "demo"
        self._log = folder / "log.txt"
        variables = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "mdo_platform.project.cli", "demo", "--port", str(self.port)],
                env=variables | {"MDO_DEMO_DIR": str(self._folder)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - it takes no lock
            )

    def wait_until_ready(self) -> None:
        wait_until(self._is_ready, seconds=READY_SECONDS)

    def stop(self) -> None:
        """As Ctrl-C does; fails when it does not end well or leaves a process behind."""
        if self._process.poll() is None:  # else whoever waited for it has said why it ended
            self._process.send_signal(signal.SIGINT)
            assert self._process.wait(60) == 0, self.log()
        assert self._family() == []

    def posts(self, *, to: str) -> list[CaughtMessage]:
        return [message for message in messages(self._folder / "post") if to in message.recipients]

    def log(self) -> str:
        """Everything that all processes said."""
        return self._log.read_text(errors="replace")

    def errors(self) -> list[str]:
        return [line for line in self.log().splitlines() if '"levelname": "ERROR"' in line or "Traceback" in line]

    def _is_ready(self) -> bool:
        assert self._process.poll() is None, f"the demo ended:\n{self.log()}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/readyz")
            parts = json.loads(connection.getresponse().read())
        except (OSError, ValueError, http.client.HTTPException):
            return False
        finally:
            connection.close()
        return set(parts.values()) == {"ok"}

    def _family(self) -> list[str]:
        """The processes that carry this demo's folder in their variables."""
        mark = f"MDO_DEMO_DIR={self._folder}".encode()
        return [entry.name for entry in Path("/proc").glob("[0-9]*") if mark in _variables(entry)]


def _variables(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
