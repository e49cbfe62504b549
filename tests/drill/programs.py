"""The programs of `make demo` on free ports, in a folder of their own: each can be killed, and comes back.

Beside them runs a second scheduler, as when somebody started one too many: nothing may happen twice for that (F13).
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any, Self

from mdo_platform.project import demo_programs as demo
from mdo_platform.project.children import Program
from mdo_platform.project.embedded import Engines
from mdo_platform.project.embedded.process import die_with_parent

ENGINES = ("postgresql", "redis")
# How often each is chosen: what a meeting leans on most is killed most.
TARGETS = ("web", "web", "web", "postgresql", "postgresql", "worker", "worker", "redis", "scheduler")


class House:
    """Everything runs from `with` on. One thread starts and kills: a child dies with the thread that made it."""

    def __init__(self, folder: Path) -> None:
        os.environ["MDO_DEMO_DIR"] = str(folder)
        self.folder = folder
        self.killed: Counter[str] = Counter()
        self._engines = Engines(folder / "engines", durable=True)
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._hand = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hand")

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._engines.start()
        web, mail = demo.listen(0), demo.listen(0)
        self.port = web.getsockname()[1]
        self.variables = {
            "DATABASE_URL": self._engines.postgres_dsn("mdo_web", "mdo"),
            "OWNER_DATABASE_URL": self._engines.postgres_dsn("mdo_owner", "mdo"),
            "REDIS_URL": self._engines.redis_url,
            **demo.own_variables(self.port, mail_port=mail.getsockname()[1]),
            "DJANGO_SETTINGS_MODULE": "tests.drill.settings",
        }
        self._programs = {one.name: one for one in demo.programs(self.variables, web=web, mail=mail)}
        scheduler = self._programs["scheduler"]
        other = (*scheduler.command[:-1], self.folder / "schedule of the second")
        self._programs["second scheduler"] = replace(scheduler, name="second scheduler", command=other)
        self._listening = (web, mail)
        return self

    def __exit__(self, *_error: object) -> None:
        self._hand.shutdown(wait=True)
        for process in self._running.values():
            _end(process)
        for socket in self._listening:
            socket.close()
        self._engines.stop()

    def start_programs(self) -> None:
        self._hand.submit(lambda: [self._start(name) for name in self._programs]).result()

    def kill_soon(self, target: str, *, chance: random.Random) -> Future[None]:
        """SIGKILL after up to a sixth of a second, so that it falls in the middle of a call; back within half a second
        of that, as whoever watches over programs would see to it.
        """
        before, after = chance.uniform(0, 0.16), chance.uniform(0, 0.5)
        only_child = target in ("web", "worker") and chance.random() < 0.3
        return self._hand.submit(lambda: self._kill(target, before=before, after=after, only_child=only_child))

    def _kill(self, target: str, *, before: float, after: float, only_child: bool) -> None:
        time.sleep(before)
        self.killed[target] += 1
        if target in ENGINES:
            engine = self._engines.postgres if target == "postgresql" else self._engines.redis
            engine.kill()
            time.sleep(after)
            engine.start()
            return
        process = self._running[target]
        children = _children(process.pid) if only_child else []
        if children:  # the program itself must see to a new one
            os.kill(children[-1], signal.SIGKILL)
            return
        _end(process)
        time.sleep(after)
        self._start(target)

    def _start(self, name: str) -> None:
        program: Program = self._programs[name]
        with (self.folder / f"{name}.log").open("ab") as log:
            options: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": subprocess.STDOUT}
            self._running[name] = subprocess.Popen(
                [str(word) for word in program.command],
                env=program.environment,
                cwd=program.folder,
                pass_fds=program.inherit,
                start_new_session=True,
                preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 - it takes no lock
                **options,
            )

    def remove(self) -> None:
        self._engines.remove()


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program and all its children, at once."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _children(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(word) for word in found.read_text().split()] if found.exists() else []
