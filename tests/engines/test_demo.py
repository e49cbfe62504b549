"""`make demo`: one line for what stands in its way, and nothing left of it, however it ends."""

import json
import os
import re
import signal
import smtplib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from mdo_platform.project import supervisor
from mdo_platform.project.mailcatcher import messages

STUB = Path(__file__).with_name("demo_stub.py")
ADDRESSES = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL")
Run = Callable[..., "Demo"]


class Demo:
    def __init__(self, folder: Path, *, port: int, step: str, variables: dict[str, str]) -> None:
        clean = {name: value for name, value in os.environ.items() if name not in ADDRESSES}
        self.folder = folder
        self.process = subprocess.Popen(
            [sys.executable, STUB, str(port), step],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=clean | {"MDO_DEMO_DIR": str(folder)} | variables,
        )
        self.lines: list[str] = []

    def wait_for(self, text: str) -> str:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            if text in line:
                return line.rstrip()
        raise AssertionError("\n".join(self.lines))

    def end(self) -> tuple[int, list[str]]:
        """Exit code and the last lines."""
        assert self.process.stdout is not None
        self.lines += [line.rstrip() for line in self.process.stdout]
        return self.process.wait(30), self.lines

    def family(self) -> list[int]:
        """Every process that carries this demo's folder in its variables, or works in its data."""
        mark = f"MDO_DEMO_DIR={self.folder}".encode()
        data = str((self.folder / "engines" / "data").resolve())
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (entry / "environ").read_bytes() or os.readlink(entry / "cwd").startswith(data):
                    found.append(int(entry.name))
            except OSError:
                continue
        return found


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@pytest.fixture
def demo(tmp_path: Path, port: int, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    folder = tmp_path / "demo"
    monkeypatch.setenv("MDO_DEMO_DIR", str(folder))
    started: list[Demo] = []

    def run(*, step: str = "", port: int = port, **variables: str) -> Demo:
        started.append(Demo(folder, port=port, step=step, variables=variables))
        return started[-1]

    yield run
    for one in started:
        one.process.terminate()
        one.process.communicate()
    assert supervisor.reset_demo() == 0
    assert not folder.exists()


def gone(demo: Demo, seconds: float = 20) -> bool:
    until = time.monotonic() + seconds
    while demo.family():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def test_it_prints_the_address_and_stops_at_ctrl_c(demo: Run, port: int) -> None:
    running = demo()
    assert running.wait_for("The portal:").endswith(f"http://127.0.0.1:{port}/")
    assert running.wait_for("Demo people").endswith(f"http://127.0.0.1:{port}/demo/")
    running.process.send_signal(signal.SIGINT)
    code, lines = running.end()
    assert (code, lines[-1]) == (0, "demo      | everything is stopped")
    assert running.family() == []


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGHUP])
def test_it_stops_when_asked(demo: Run, ending: signal.Signals) -> None:
    running = demo()
    running.wait_for("The portal:")
    running.process.send_signal(ending)
    assert running.end()[0] == 0
    assert running.family() == []


def test_nothing_is_left_when_it_is_killed(demo: Run) -> None:
    running = demo()
    running.wait_for("The portal:")
    family = running.family()
    running.process.kill()
    running.process.wait()
    stubborn = [pid for pid in family if "SIG_IGN" in _command(pid) and "at work" not in _command(pid)]
    assert len(stubborn) == 1, "the grandchild that does not listen is out of the kernel's reach: the test ends it"
    os.kill(stubborn[0], signal.SIGKILL)
    assert gone(running)


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


def test_a_child_that_ends_is_named_and_ends_all(demo: Run) -> None:
    running = demo()
    running.wait_for("The portal:")
    worker = next(pid for pid in running.family() if "at work" in _command(pid))
    os.kill(worker, signal.SIGKILL)
    code, lines = running.end()
    assert code == 1
    assert lines[-1] == "demo      | The process 'worker' ended (exit code -9); everything is stopped."
    assert running.family() == []


def test_an_engine_that_ends_is_named_and_ends_all(demo: Run) -> None:
    running = demo()
    running.wait_for("The portal:")
    data = (running.folder / "engines" / "data" / "postgresql").resolve()
    os.kill(int((data / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    code, lines = running.end()
    assert code == 1
    assert lines[-1].startswith("demo      | PostgreSQL stopped:")
    assert running.family() == []


def test_a_taken_port(demo: Run, port: int) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        code, lines = demo().end()
    assert code == 1
    assert lines == [f"demo      | Port {port} is taken. Choose another one: PORT=8000 make demo"]


def test_a_port_that_does_not_exist(demo: Run) -> None:
    code, lines = demo(port=70000).end()
    assert (code, lines) == (1, ["demo      | Port 70000 cannot be used. Choose another one: PORT=8000 make demo"])


def test_a_second_demo_says_where_the_first_is(demo: Run, port: int) -> None:
    demo().wait_for("The portal:")
    code, lines = demo(port=port + 1).end()
    said = f"demo      | The demo already runs: http://127.0.0.1:{port}/ (Ctrl-C there stops it)."
    assert (code, lines) == (1, [said])


@pytest.mark.parametrize(
    "said", ["could not extend file: No space left on device", "wrote only 4096 bytes. HINT: Check free disk space."]
)
def test_a_full_disk_while_preparing(demo: Run, said: str) -> None:
    code, lines = demo(step=f"raise SystemExit('psycopg.errors.DiskFull: {said}')").end()
    assert code == 1
    assert re.fullmatch(r"demo      \| The disk is full: \S+\. Make room and start again\.", lines[-1])
    assert not [line for line in lines if "psycopg" in line]


def test_a_step_that_fails_shows_what_it_said(demo: Run) -> None:
    code, lines = demo(step="import sys; sys.exit('the reason' if sys.argv[1] == 'migrate' else 0)").end()
    assert code == 1
    assert lines[-2:] == [
        "migrate   | the reason",
        "demo      | `mdo migrate` failed (exit code 1); what it said is above.",
    ]


def test_an_end_in_the_middle_of_a_step(demo: Run) -> None:
    running = demo(step="import time; time.sleep(60)")
    running.wait_for("migrate")
    running.process.terminate()
    assert running.end()[0] == 0
    assert running.family() == []


def test_own_servers_replace_the_engines(demo: Run) -> None:
    step = "import os, sys; sys.exit(os.environ['DATABASE_URL'] + ' ' + os.environ['REDIS_URL'])"
    own = {"DATABASE_URL": "postgresql://one", "OWNER_DATABASE_URL": "postgresql://two", "REDIS_URL": "redis://three"}
    _, lines = demo(step=step, **own).end()
    assert [line for line in lines if line.endswith("| postgresql://one redis://three")]


def test_one_of_two_database_addresses_is_refused(demo: Run) -> None:
    code, lines = demo(DATABASE_URL="postgresql://one").end()
    assert (code, lines) == (1, ["demo      | Set both DATABASE_URL and OWNER_DATABASE_URL, or neither."])


def test_the_variables_of_the_running_demo_are_known(demo: Run, port: int) -> None:
    running = demo()
    running.wait_for("The portal:")
    variables = supervisor.running_demo()
    assert (variables["PORT"], variables["MDO_DEMO"]) == (str(port), "1")
    with psycopg.connect(variables["DATABASE_URL"]) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("mdo_web",)
    assert supervisor.reset_demo() == 1
    running.process.terminate()
    running.end()
    assert supervisor.running_demo() == {}


def test_mail_is_kept_to_be_read(demo: Run) -> None:
    running = demo()
    running.wait_for("The portal:")
    server = json.loads((running.folder / "lock").read_text())["variables"]
    message = (
        "From: portal@demo.invalid\nTo: a@demo.invalid\nSubject: =?utf-8?q?Verslag_=C3=A9=C3=A9n?=\n\nLees het hier."
    )
    with smtplib.SMTP(server["MDO_SMTP_HOST"], int(server["MDO_SMTP_PORT"])) as client:
        for recipients in (["a@demo.invalid"], ["b@demo.invalid", "c@demo.invalid"]):
            client.sendmail("portal@demo.invalid", recipients, message)
    newest, oldest = messages(running.folder / "post")
    assert newest.recipients == ("b@demo.invalid", "c@demo.invalid")
    assert (oldest.subject, oldest.text.strip()) == ("Verslag één", "Lees het hier.")
    assert oldest.sender == "portal@demo.invalid"
    assert oldest.received_at < newest.received_at


def test_no_mail_yet(tmp_path: Path) -> None:
    assert messages(tmp_path / "post") == []
