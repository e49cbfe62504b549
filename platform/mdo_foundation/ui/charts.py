"""Bars as plain SVG, drawn by templates: no script, no inline style, sharp on paper and at any width.

Widths are percentages and texts keep their size, so a chart fits a telephone without getting small. Libraries for SVG
were looked at: they bring scripts or style elements, which the content security policy forbids, or draw text as paths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from mdo_foundation.common.dutch import number

LABEL_LENGTH = 38
_BARS_END = 86  # percent of the width; the number stands beside it
_TEXT, _BAR, _GAP = 20, 14, 10
_COLUMN_TOP, _COLUMN_BASE, _COLUMN_FOOT = 22, 150, 26


@dataclass(frozen=True, kw_only=True)
class Row:
    """One line of a chart and of its table; `values` one per series, `level` gives the label its shape."""

    label: str
    values: Sequence[int]
    level: Any = None


@dataclass(frozen=True, kw_only=True)
class Bar:
    y: int
    text_y: int
    width: str
    css_class: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Line:
    label: str
    level: Any
    text_x: int
    text_y: int
    shape_y: int
    bars: list[Bar]


@dataclass(frozen=True, kw_only=True)
class Column:
    x: str
    y: str
    width: str
    height: str
    middle: str
    text_y: str
    css_class: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Tick:
    middle: str
    label: str
    is_minor: bool


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What a template draws: `lines` of bars or `columns`, and `rows` as the table under it."""

    code: str
    title: str
    finding: str
    head: str
    series: list[str]
    rows: list[Row]
    height: int
    lines: list[Line] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    ticks: list[Tick] = field(default_factory=list)
    base: int = _COLUMN_BASE
    note: str = ""

    @property
    def description(self) -> str:
        return "; ".join(f"{row.label}: {', '.join(map(number, row.values))}" for row in self.rows)


def bars(
    *,
    code: str,
    title: str,
    finding: str,
    head: str,
    series: list[str],
    rows: list[Row],
    note: str = "",
    only_counted: bool = False,
) -> Chart:
    """A line per row: its label, and under it a bar per series with its number.

    `only_counted`: rows without a number stand in the table only.
    """
    shown = [row for row in rows if any(row.values)] if only_counted else rows
    most = max((value for row in rows for value in row.values), default=0) or 1
    step = _TEXT + _BAR * len(series) + _GAP
    lines = [_line(row, top=place * step, most=most) for place, row in enumerate(shown)]
    return Chart(
        code=code,
        title=title,
        finding=finding,
        head=head,
        series=series,
        rows=rows,
        height=step * len(shown),
        lines=lines,
        note=note,
    )


def columns(*, code: str, title: str, finding: str, head: str, series: list[str], rows: list[Row]) -> Chart:
    """A group of columns per row, side by side, one per series."""
    most = max((value for row in rows for value in row.values), default=0) or 1
    room = 100 / max(len(rows), 1)
    drawn = [
        _column(value, left=room * (place + 0.14) + index * room * 0.36, width=room * 0.34, most=most, index=index)
        for place, row in enumerate(rows)
        for index, value in enumerate(row.values)
    ]
    ticks = [
        Tick(middle=percent(room * (place + 0.5)), label=row.label, is_minor=place % 2 == 0)
        for place, row in enumerate(rows)
    ]
    return Chart(
        code=code,
        title=title,
        finding=finding,
        head=head,
        series=series,
        rows=rows,
        height=_COLUMN_BASE + _COLUMN_FOOT,
        columns=drawn,
        ticks=ticks,
    )


def _line(row: Row, *, top: int, most: int) -> Line:
    label = row.label if len(row.label) <= LABEL_LENGTH else f"{row.label[: LABEL_LENGTH - 1].rstrip()}…"
    drawn = [
        Bar(
            y=top + _TEXT + index * _BAR,
            text_y=top + _TEXT + index * _BAR + 11,
            width=percent(_BARS_END * value / most),
            css_class=f"fill-{index + 1}",
            text=number(value),
        )
        for index, value in enumerate(row.values)
    ]
    return Line(
        label=label, level=row.level, text_x=18 if row.level else 0, text_y=top + 14, shape_y=top + 3, bars=drawn
    )


def _column(value: int, *, left: float, width: float, most: int, index: int) -> Column:
    height = (_COLUMN_BASE - _COLUMN_TOP) * value / most
    return Column(
        x=percent(left),
        width=percent(width),
        y=f"{_COLUMN_BASE - height:.1f}",
        height=f"{height:.1f}",
        middle=percent(left + width / 2),
        text_y=f"{_COLUMN_BASE - height - 5:.1f}",
        css_class=f"fill-{index + 1}",
        text=number(value) if value else "",
    )


def percent(value: float) -> str:
    """As SVG reads it, whatever the language of the page."""
    return f"{value:.2f}%"
