"""Engines start, stop and come back, whatever happened to them before."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import redis

from mdo_platform.project.embedded import EngineError, Engines
from mdo_platform.project.embedded.process import Account, leftovers

STARTER = """
import sys, time
from pathlib import Path
from mdo_platform.project.embedded import Engines, process
if sys.argv[2] == "orphans":
    process.die_with_parent = lambda sig: None
engines = Engines(Path(sys.argv[1]), durable=True)
engines.start()
print("ready", flush=True)
time.sleep(60)
"""


def ask(engines: Engines, statement: str) -> tuple | None:
    with psycopg.connect(engines.postgres_dsn("mdo_owner", "mdo"), autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchone() if cursor.description else None


def answers(broker: str) -> bool:
    with redis.from_url(broker) as client:
        return client.ping()


def workers(engines: Engines) -> list[int]:
    data = (engines.root / "data").resolve()
    return leftovers(data / "postgresql") + leftovers(data / "redis")


def until(true: Callable[[], bool], seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def killed_starter(engines: Engines, how: str) -> None:
    """Start the engines in a process of its own and kill that process."""
    command = [sys.executable, "-c", STARTER, str(engines.root), how]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as starter:
        assert starter.stdout is not None
        assert starter.stdout.readline() == "ready\n"
        starter.kill()


def test_they_answer_and_leave_nothing_behind(engines: Engines) -> None:
    with engines:
        assert ask(engines, "SELECT 1") == (1,)
        assert answers(engines.redis_url)
        assert workers(engines)
    assert workers(engines) == []


def test_data_stay_after_a_stop(engines: Engines) -> None:
    with engines:
        ask(engines, "CREATE TABLE kept AS SELECT 42 AS answer")
    with engines:
        assert ask(engines, "SELECT answer FROM kept") == (42,)


def test_what_was_committed_survives_a_kill(tmp_path: Path) -> None:
    engines = Engines(tmp_path / "durable", durable=True)
    engines.start(redis=False)
    assert ask(engines, "SHOW fsync") == ("on",)
    ask(engines, "CREATE TABLE kept AS SELECT 42 AS answer")
    engines.postgres.kill()
    engines.postgres.start()
    assert ask(engines, "SELECT answer FROM kept") == (42,)
    engines.remove()


def test_clients_find_the_engines_again_after_a_restart(engines: Engines) -> None:
    engines.start()
    address, broker = engines.postgres_dsn("mdo_web", "mdo"), engines.redis_url
    with psycopg.connect(address) as client, redis.from_url(broker) as queue:
        assert queue.ping()
        engines.postgres.stop()
        engines.redis.stop()
        with pytest.raises(psycopg.OperationalError):
            client.execute("SELECT 1")
        with pytest.raises(redis.ConnectionError):
            queue.ping()
        engines.postgres.start()
        engines.redis.start()
        assert queue.ping()
    with psycopg.connect(address) as client:
        assert client.execute("SELECT 1").fetchone() == (1,)


def test_engines_go_when_their_starter_is_killed(engines: Engines) -> None:
    killed_starter(engines, "with their parent")
    assert until(lambda: not workers(engines))
    engines.start()


def test_a_start_ends_what_a_killed_starter_left(engines: Engines) -> None:
    killed_starter(engines, "orphans")
    left = set(workers(engines))
    assert left
    engines.start()
    assert left.isdisjoint(workers(engines))


def test_a_stale_lock_whose_number_was_given_to_another_process(engines: Engines) -> None:
    """PostgreSQL alone would say that a server runs."""
    engines.start()
    engines.stop()
    account = Account.choose()
    options = {"user": account.uid} if account.switch else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", **options) as other:
        data, sockets = (engines.root / "data" / "postgresql").resolve(), Path(os.readlink(engines.root / "sockets"))
        for lock in (data / "postmaster.pid", sockets / ".s.PGSQL.5432.lock"):
            lock.write_text(f"{other.pid}\n{data}\n1\n5432\n{sockets}\n\n 1 1\nready\n")
            account.own(lock)
        engines.start(redis=False)
        assert ask(engines, "SELECT 1") == (1,)
        assert other.poll() is None
        other.terminate()


def test_a_first_start_that_was_cut_off(engines: Engines, data: Path) -> None:
    half = data / "new"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    (data / "postgresql").exists() and (data / "postgresql").rename(data / "away")
    engines.start(redis=False)
    assert not half.exists()


def test_a_second_holder_is_refused_in_one_line(engines: Engines) -> None:
    engines.start(redis=False)
    with pytest.raises(EngineError, match=rf"already run, started by process {os.getpid()}\.$"):
        Engines(engines.root, durable=True).start()
    assert ask(engines, "SELECT 1") == (1,)


def test_an_interrupt_at_the_terminal_does_not_reach_them(engines: Engines) -> None:
    """Ctrl-C goes to the terminal's process group; engines stop last, when we stop them."""
    engines.start()
    for engine in (engines.postgres, engines.redis):
        assert engine.process is not None
        assert os.getpgid(engine.process.pid) != os.getpgrp()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_folders_that_nothing_refers_to_are_removed(engines: Engines, tmp_path: Path) -> None:
    """A deleted checkout, a killed test run."""
    gone = Engines(tmp_path / "gone", durable=False)
    gone.start(postgres=False)
    gone.stop()
    sockets = Path(os.readlink(gone.root / "sockets"))
    shutil.rmtree(gone.root)
    assert sockets.exists()
    with engines:
        assert not sockets.exists()
        assert answers(engines.redis_url)
