"""What a sheet holds, in the shape in which it is handed over and kept: rows with their number in the sheet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from .refused import MAX_COLUMNS, Refused

Cell = str | int | float | bool | dict[str, str] | None
Row = tuple[int, list[Cell]]
_ABOVE = 20  # title lines above the headings
_MAX_CHARACTERS = 12_000_000  # one text that a thousand cells refer to counts a thousand times


def numbered(rows: Iterable[list[Any]], *, most: int, first: int = 1) -> list[Row]:
    """The rows that hold something, with their number; refuses more than fit."""
    found: list[Row] = []
    characters = 0
    for number, cells in enumerate(rows, start=first):
        row = [_plain(cell) for cell in cells]
        while row and row[-1] is None:
            row.pop()
        if len(row) > MAX_COLUMNS:
            raise Refused("columns", limit=MAX_COLUMNS)
        if row:
            found.append((number, row))
        characters += sum(len(cell) for cell in row if isinstance(cell, str))
        if characters > _MAX_CHARACTERS:
            raise Refused("too_much")
        if len(found) > most + _ABOVE:
            raise Refused("rows", limit=most)
    return found


def _plain(cell: Any) -> Cell:
    """A cell as JSON: dates as {"date": ISO}, a whole number without its point, nothing as None."""
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, date | time | timedelta):
        return _moment(cell)
    return cell if isinstance(cell, int | float) or cell is None else str(cell)


def _moment(cell: date | time | timedelta) -> dict[str, str]:
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute, cell.second) == (0, 0, 0)
        return {"date": cell.date().isoformat()} if midnight else {"moment": cell.isoformat(timespec="minutes")}
    return {"date": cell.isoformat()} if isinstance(cell, date) else {"moment": str(cell)}
