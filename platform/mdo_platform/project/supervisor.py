"""What `make demo` runs: the engines, the portal's processes and a mail server, on this machine only.

Everything is stopped when one of them ends, at Ctrl-C and at SIGTERM; when this process is killed outright, the kernel
tells its children. Data are kept in `.demo`.
"""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

from mdo_platform.project.children import Child, Program, say
from mdo_platform.project.embedded import EngineError, Engines
from mdo_platform.project.embedded.engine import Engine
from mdo_platform.project.embedded.errors import is_disk_full
from mdo_platform.project.embedded.lock import HeldError, hold, write

REPOSITORY = Path(__file__).resolve().parents[3]
_PYTHON = [sys.executable, "-m"]
_MDO = [*_PYTHON, "mdo_platform.project.cli"]
_CELERY = [*_PYTHON, "celery", "-A", "mdo_platform.project.celery"]
_READY_SECONDS = 60


class DemoError(Exception):
    """The demo cannot go on; `str()` is one line for a person at a terminal."""


class _Stopped(Exception):  # noqa: N818 - not an error: somebody asked
    """Ctrl-C or SIGTERM."""


def run_demo(port: int) -> int:
    """Run until somebody stops it (0) or something fails (1, after one line that says what)."""
    try:
        asyncio.run(_demo(port))
    except _Stopped:
        say("everything is stopped")
        return 0
    except (DemoError, EngineError) as error:
        say(str(error))
        return 1
    except OSError as error:
        say(f"The disk is full: {_folder()}." if is_disk_full(str(error)) else str(error))
        return 1
    return 0


def reset_demo() -> int:
    """Remove all data of the demo, wherever they are."""
    try:
        with hold(_folder() / "lock", "reset"):
            Engines(_folder() / "engines", durable=True).remove()
            shutil.rmtree(_folder())
    except HeldError:
        say("The demo runs; stop it first (Ctrl-C).")
        return 1
    say("the demo's data are removed")
    return 0


def running_demo() -> dict[str, str]:
    """The variables of the demo that runs now, for `mdo` in another terminal; empty when none runs."""
    try:
        hold(_folder() / "lock", "").close()
    except HeldError as holder:
        try:
            return dict(json.loads(str(holder))["environment"])
        except ValueError:
            return {}
    return {}


def _folder() -> Path:
    return Path(os.environ.get("MDO_DEMO_DIR", REPOSITORY / ".demo")).absolute()


async def _demo(port: int) -> None:
    stop = _stop_event()
    async with AsyncExitStack() as stack:
        state = {"process": os.getpid(), "address": f"http://127.0.0.1:{port}/", "environment": {}}
        lock = stack.enter_context(_only_one(state))
        web, mail = stack.enter_context(_listen(port)), stack.enter_context(_listen(0))
        engines, urls = _start_engines(stack)
        environment = os.environ | urls | _variables(port, mail_port=mail.getsockname()[1])
        state["environment"] = urls | _variables(port, mail_port=mail.getsockname()[1])
        write(lock, json.dumps(state))
        await _unless_stopped(_prepare(environment), stop)
        children = await stack.enter_async_context(_children(environment, web=web, mail=mail))
        watch = asyncio.gather(*map(_watch_child, children), *map(_watch_engine, engines))
        stack.callback(watch.cancel)
        await _unless_stopped(_announce(port, environment), stop, watch)
        await _unless_stopped(watch, stop)


def _stop_event() -> asyncio.Event:
    stop = asyncio.Event()
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sig, stop.set)
    return stop
