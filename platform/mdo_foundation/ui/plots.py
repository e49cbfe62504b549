"""Points in time as plain SVG, like the bars of charts.py: places across in percent, so that it fits a telephone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from mdo_foundation.common.dutch import number

from .charts import percent

_TOP, _BASE, _FOOT = 24, 160, 26
_LEFT, _RIGHT = 28.0, 92.0  # percent of the width; the words of the limits stand before it
_ROOM_FOR_A_DAY = 20.0


@dataclass(frozen=True, kw_only=True)
class Point:
    """One measurement; `label` is its day in words, `note` what it means."""

    day: date
    value: float
    label: str
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Mark:
    x: str
    y: str
    text_y: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Segment:
    x1: str
    y1: str
    x2: str
    y2: str


@dataclass(frozen=True, kw_only=True)
class Limit:
    """A line across at a value that means something, such as a cut-off."""

    y: str
    text_y: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Plot:
    """What `ui/plot.html` draws, and `points` as the table under it, newest first."""

    code: str
    title: str
    finding: str
    head: str
    points: list[Point]
    marks: list[Mark]
    segments: list[Segment]
    limits: list[Limit]
    days: list[tuple[str, str]] = field(default_factory=list)
    base: int = _BASE
    height: int = _BASE + _FOOT

    @property
    def description(self) -> str:
        return "; ".join(f"{point.label}: {_text(point.value)}" for point in reversed(self.points))


def plot(
    *,
    code: str,
    title: str,
    finding: str,
    head: str,
    points: Sequence[Point],
    low: float,
    high: float,
    limits: Sequence[tuple[float, str]] = (),
) -> Plot:
    """`points` in any order; `low` and `high` are the ends of the scale, `limits` values with their words."""
    by_day = sorted(points, key=lambda point: point.day)
    across = [_across(point.day, by_day[0].day, by_day[-1].day) for point in by_day]
    up = [_up(point.value, low, high) for point in by_day]
    places = list(zip(across, up, strict=True))
    return Plot(
        code=code,
        title=title,
        finding=finding,
        head=head,
        points=by_day[::-1],
        marks=[
            Mark(x=percent(x), y=f"{y:.1f}", text_y=f"{y - 9:.1f}", text=_text(point.value))
            for point, (x, y) in zip(by_day, places, strict=True)
        ],
        segments=[
            Segment(x1=percent(x1), y1=f"{y1:.1f}", x2=percent(x2), y2=f"{y2:.1f}")
            for (x1, y1), (x2, y2) in pairwise(places)
        ],
        limits=[
            Limit(y=f"{_up(value, low, high):.1f}", text_y=f"{_up(value, low, high) - 4:.1f}", text=text)
            for value, text in limits
            if low <= value <= high
        ],
        days=_days(by_day, across),
    )


def _text(value: float) -> str:
    return number(int(value) if float(value).is_integer() else value)


def _across(day: date, first: date, last: date) -> float:
    whole = (last - first).days
    return _LEFT + (_RIGHT - _LEFT) * ((day - first).days / whole if whole else 0.5)


def _up(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return _BASE - (_BASE - _TOP) * min(max(share, 0), 1)


def _days(points: Sequence[Point], across: Sequence[float]) -> list[tuple[str, str]]:
    """The last day always, the others from the first on as far as they do not run into each other."""
    kept: list[tuple[float, str]] = []
    end = across[-1]
    for x, point in zip(across[:-1], points[:-1], strict=True):
        if (not kept or x - kept[-1][0] >= _ROOM_FOR_A_DAY) and end - x >= _ROOM_FOR_A_DAY:
            kept.append((x, point.label))
    return [(percent(x), label) for x, label in [*kept, (end, points[-1].label)]]
