"""Both engines of one data folder, started and stopped together."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from mdo_platform.project.embedded.errors import EngineError, explained
from mdo_platform.project.embedded.lock import HeldError, hold
from mdo_platform.project.embedded.places import data_folder, remove, socket_folder
from mdo_platform.project.embedded.postgres import Postgres
from mdo_platform.project.embedded.process import Account
from mdo_platform.project.embedded.redis import Redis


class Engines:
    """PostgreSQL and Redis with their data under `root`; one holder at a time.

    `durable=False` is for tests: what a power cut would lose is not written down. The addresses stay the same over a
    stop and a start, so that clients find the engines again.
    """

    postgres: Postgres
    redis: Redis

    def __init__(self, root: Path, *, durable: bool) -> None:
        self.root = root.absolute()
        self._durable = durable
        self._lock: IO[str] | None = None

    def start(self, *, postgres: bool = True, redis: bool = True) -> None:
        """Return when both answer. Raise EngineError, with nothing left running, when one cannot."""
        try:
            self._hold()
            self._prepare()
            if postgres:
                self.postgres.start()
            if redis:
                self.redis.start()
        except OSError as error:
            self.stop()
            raise explained("PostgreSQL", str(error), folder=self.root) from None
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        if self._lock is None:
            return
        for engine in (self.redis, self.postgres) if hasattr(self, "redis") else ():
            engine.stop()
        self._lock.close()
        self._lock = None

    def remove(self) -> None:
        """Stop, and remove the data, wherever it is."""
        self.stop()
        remove(self.root)

    def postgres_dsn(self, user: str, dbname: str) -> str:
        return f"postgresql://{user}@/{dbname}?host={self._sockets()}&port=5432"

    @property
    def redis_url(self) -> str:
        return f"unix://{self._sockets()}/redis.sock"

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _hold(self) -> None:
        try:
            self._lock = hold(self.root / "lock", str(os.getpid()))
        except HeldError as holder:
            raise EngineError(f"The engines in {self.root} already run, started by process {holder}.") from None

    def _prepare(self) -> None:
        account = Account.choose()
        data, sockets = data_folder(self.root, account), socket_folder(self.root, account)
        self.postgres = Postgres(
            data=data, sockets=sockets, log=self.root / "postgresql.log", account=account, durable=self._durable
        )
        self.redis = Redis(data=data, sockets=sockets, log=self.root / "redis.log", account=account)

    def _sockets(self) -> str:
        try:
            return os.readlink(self.root / "sockets")
        except FileNotFoundError:
            raise EngineError(f"The engines in {self.root} have not been started.") from None
