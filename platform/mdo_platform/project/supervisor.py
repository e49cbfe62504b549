"""What `make demo` runs: the engines, the portal's processes and a mail server, on this machine only.

Everything is stopped when one of them ends, at Ctrl-C and at SIGTERM; when this process is killed outright, the kernel
tells its children. Data are kept in `.demo`.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from typing import IO, Any

from mdo_platform.project import demo_programs as demo
from mdo_platform.project.children import Child, say
from mdo_platform.project.demo_programs import DemoError, Variables
from mdo_platform.project.embedded import EngineError, Engines
from mdo_platform.project.embedded.engine import Engine
from mdo_platform.project.embedded.errors import is_disk_full
from mdo_platform.project.embedded.lock import HeldError, hold, write

_READY_SECONDS = 60


class _StoppedError(Exception):
    """Somebody asked for the end: Ctrl-C or SIGTERM."""


def run_demo(port: int) -> int:
    """Run until somebody stops it (0) or something fails (1, after one line that says what)."""
    try:
        asyncio.run(_demo(port))
    except _StoppedError:
        say("everything is stopped")
        return 0
    except (DemoError, EngineError) as error:
        say(str(error))
    except OSError as error:
        say(str(_disk_full() if is_disk_full(str(error)) else error))
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second Ctrl-C while Python closes
    return 1


def reset_demo() -> int:
    """Remove all data of the demo, wherever they are."""
    folder = demo.folder()
    try:
        with hold(folder / "lock", ""):
            Engines(folder / "engines", durable=True).remove()
            shutil.rmtree(folder)
    except HeldError:
        say("The demo runs; stop it first (Ctrl-C).")
        return 1
    say(f"{folder} is removed")
    return 0


def running_demo() -> Variables:
    """The variables of the demo that runs now, for `mdo` in another terminal; empty when none runs."""
    lock = demo.folder() / "lock"
    if not lock.exists():
        return {}
    try:
        hold(lock, "").close()
    except HeldError as holder:
        return dict(_state(holder)["variables"])
    return {}


def _state(holder: HeldError) -> dict[str, Any]:
    try:
        return dict(json.loads(str(holder)))
    except ValueError:  # it is being written
        return {"address": "", "variables": {}}


async def _demo(port: int) -> None:
    stop = _stop_event()
    async with AsyncExitStack() as stack:
        address = f"http://127.0.0.1:{port}/"
        lock = stack.enter_context(_only_one(address))
        web, mail = stack.enter_context(demo.listen(port)), stack.enter_context(demo.listen(0))
        variables, engines = demo.start_engines(stack)
        variables |= demo.own_variables(port, mail_port=mail.getsockname()[1])
        write(lock, json.dumps({"address": address, "variables": variables}))
        await _race(_prepare(variables), _stopped(stop))
        children: list[Child] = []
        stack.push_async_callback(_stop, children)
        for program in demo.programs(variables, web=web, mail=mail):
            children.append(await Child.start(program))
        await _race(_announce(address), _stopped(stop), *_watches(children, engines))
        await _race(_stopped(stop), *_watches(children, engines))


def _stop_event() -> asyncio.Event:
    stop = asyncio.Event()
    for sig in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(sig, stop.set)
    return stop


def _only_one(address: str) -> IO[str]:
    try:
        return hold(demo.folder() / "lock", json.dumps({"address": address, "variables": {}}))
    except HeldError as holder:
        raise DemoError(f"The demo already runs: {_state(holder)['address']} (Ctrl-C there stops it).") from None


async def _prepare(variables: Variables) -> None:
    await _race(_build(variables), _fill(variables), until=asyncio.FIRST_EXCEPTION)


async def _build(variables: Variables) -> None:
    """One at a time: what is built is shared by all demos that this checkout may run."""
    while True:
        try:
            lock = hold(demo.build_folder() / "lock", "")
            break
        except HeldError:
            await asyncio.sleep(0.2)
    with lock:
        await _step("manage", "build_assets", variables=variables)
        await _step("manage", "collectstatic", "--noinput", variables=variables)


async def _fill(variables: Variables) -> None:
    await _step("migrate", variables=variables)
    await _step("seed", variables=variables)


async def _step(*command: str, variables: Variables) -> None:
    """Run a command of `mdo` to its end; of its output only the demo people are shown, and all of it when it fails."""
    say(f"{command[1] if command[0] == 'manage' else command[0]} …")
    lines: list[str] = []
    child = await Child.start(demo.program(command[0], *demo.MDO, *command, variables=variables), on_line=lines.append)
    try:
        code = await child.ended()
    finally:
        await child.stop()
    if code == 0:
        for line in lines:
            if line.startswith(demo.PERSON):
                say(line)
        return
    if is_disk_full("\n".join(lines)):
        raise _disk_full()
    for line in lines:
        say(line, name=child.name)
    raise DemoError(f"`mdo {' '.join(command)}` failed (exit code {code}); what it said is above.")


def _disk_full() -> DemoError:
    return DemoError(f"The disk is full: {demo.folder()}. Make room and start again.")


async def _announce(address: str) -> None:
    """Wait until the web answers, then say where."""
    try:
        async with asyncio.timeout(_READY_SECONDS):
            status = await _status(f"{address}healthz")
    except TimeoutError:
        raise DemoError(f"The web did not answer within {_READY_SECONDS} s.") from None
    if status != 200:
        raise DemoError(f"The web does not work: {address}healthz answers with status {status}.")
    say(f"The portal:          {address}")
    say(f"Demo people, log in: {address}demo/")
    say(f"Mail that was sent:  {address}demo/post/")
    say(f"Ctrl-C stops everything. Data stay in {demo.folder()}; `make demo-reset` starts afresh.")


async def _status(url: str) -> int:
    """The socket listens since the start, so this waits for the first process that takes the request."""
    port, path = url.removeprefix("http://127.0.0.1:").split("/", 1)
    reader, writer = await asyncio.open_connection("127.0.0.1", int(port))
    writer.write(f"GET /{path} HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    answer = await reader.read()
    writer.close()
    return int(answer.split()[1]) if answer else 0


def _watches(children: list[Child], engines: list[Engine]) -> list[Coroutine[Any, Any, None]]:
    return [*map(_watch_child, children), *map(_watch_engine, engines)]


async def _watch_child(child: Child) -> None:
    code = await child.ended()
    raise DemoError(f"The process '{child.name}' ended (exit code {code}); everything is stopped.")


async def _watch_engine(engine: Engine) -> None:
    while engine.process and engine.process.poll() is None:
        await asyncio.sleep(1)
    raise engine.reason()


async def _stop(children: list[Child]) -> None:
    """The mail server last: the worker may be sending."""
    await asyncio.gather(*(child.stop() for child in children[1:]))
    for mail in children[:1]:
        await mail.stop()


async def _stopped(stop: asyncio.Event) -> None:
    await stop.wait()
    raise _StoppedError


async def _race(*runners: Coroutine[Any, Any, None], until: str = asyncio.FIRST_COMPLETED) -> None:
    """Run together until the first is done (or all are, or one fails); cancel the rest; raise what was raised."""
    tasks = [asyncio.ensure_future(runner) for runner in runners]
    try:
        await asyncio.wait(tasks, return_when=until)
    finally:
        done = [task for task in tasks if task.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()
