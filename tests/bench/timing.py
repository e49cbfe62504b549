"""Timing in one process: interleaved rounds, medians."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def microseconds(call: Callable[[int], object], *, times: int) -> float:
    """Mean of one call over `times` calls; the first tenth is not counted."""
    for number in range(times // 10):
        call(number)
    start = time.perf_counter()
    for number in range(times):
        call(number)
    return (time.perf_counter() - start) / times * 1e6


def interleaved(calls: dict[str, Callable[[int], object]], *, times: int, rounds: int = 5) -> dict[str, float]:
    """Median over rounds in which every call has its turn, so that a slow minute hits them all."""
    found: dict[str, list[float]] = {name: [] for name in calls}
    for _round in range(rounds):
        for name, call in calls.items():
            found[name].append(microseconds(call, times=times))
    return {name: statistics.median(values) for name, values in found.items()}
