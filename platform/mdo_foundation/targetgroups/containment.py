"""Calls into a plugin that cannot take the request down: budget, refusal of whatever is raised, circuit breaker."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar, cast

logger = logging.getLogger(__name__)
T = TypeVar("T")

FAULTS_IN_A_ROW = 5


class PluginFaultError(Exception):
    """The call gave nothing usable. Its text names the plugin and what went wrong, never data."""


@dataclass
class Breaker:
    """Counts faults in a row of one plugin; open means: not called any more until restart."""

    plugin: str
    limit: int = FAULTS_IN_A_ROW
    faults: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_open(self) -> bool:
        return self.faults >= self.limit

    def succeeded(self) -> None:
        with self._lock:
            if not self.is_open:
                self.faults = 0

    def failed(self) -> None:
        with self._lock:
            self.faults += 1
            if self.faults == self.limit:
                logger.error("plugin %s: switched off until restart after %d faults in a row", self.plugin, self.limit)


@dataclass
class _Outcome(Generic[T]):
    done: threading.Event = field(default_factory=threading.Event)
    value: T | None = None
    fault: str = "no answer in time"


def call(function: Callable[[], T], *, breaker: Breaker, budget: float) -> T:
    """The function's result, or PluginFaultError. `budget` is in seconds of waiting.

    A daemon thread does the work: one that hangs is left behind, holds no database connection of the request (those
    are per thread) and cannot keep the process alive; the breaker bounds how many there can be.
    """
    outcome: _Outcome[T] = _Outcome()
    worker = threading.Thread(target=_run, args=(function, outcome), name=f"plugin-{breaker.plugin}", daemon=True)
    try:
        worker.start()
    except RuntimeError as error:  # the machine is out of threads
        raise PluginFaultError(f"plugin {breaker.plugin}: could not be called") from error
    outcome.done.wait(budget)
    if outcome.fault:
        breaker.failed()
        raise PluginFaultError(f"plugin {breaker.plugin}: {outcome.fault}")
    breaker.succeeded()
    return cast("T", outcome.value)


def _run(function: Callable[[], T], outcome: _Outcome[T]) -> None:
    try:
        outcome.value = function()
        outcome.fault = ""
    except BaseException as error:  # noqa: BLE001 - SystemExit and KeyboardInterrupt of a plugin end nothing of ours
        outcome.fault = describe(error)
    finally:
        outcome.done.set()


def describe(error: BaseException) -> str:
    """Kind and place. The text of an exception is left out: it may repeat what somebody typed about a patient."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f" at {trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace is not None else ""
    return f"{type(error).__name__}{place}"
