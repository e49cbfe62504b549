"""Tables as xlsx and csv, made in memory. No cell is ever a formula, whatever somebody typed (ASVS 1.2.10)."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter import Workbook

Value = str | date | None

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# What a spreadsheet takes for the start of a formula, full-width signs too; apostrophes count when one was put before.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_WIDTH = 22


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A table: its name, its headings, its rows."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Value]]


def csv_file(sheet: Sheet) -> bytes:
    """As Dutch spreadsheets open it: semicolons, UTF-8 with its mark. What looks like a formula gets an apostrophe."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(sheet.headings)
    writer.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    return file.getvalue().encode("utf-8-sig")


def xlsx_file(*sheets: Sheet) -> bytes:
    """A workbook with these sheets; every text is stored as text."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        heading = book.add_format({"bold": True})
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        # Stays text when somebody presses Enter in the cell.
        quoted = book.add_format({"quote_prefix": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.set_column(0, max(0, len(sheet.headings) - 1), _WIDTH)
            page.freeze_panes(1, 0)
            for column, title in enumerate(sheet.headings):
                page.write_string(0, column, title, heading)
            for number, row in enumerate(sheet.rows, start=1):
                for column, cell in enumerate(row):
                    _write(page, number, column, cell, day=day, quoted=quoted)
    return file.getvalue()


def writable(text: str) -> str:
    """Without the control characters that no spreadsheet can hold; line ends and tabs stay."""
    return _UNWRITABLE.sub("", text)


def _csv_cell(cell: Value) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    text = writable(cell or "")
    return f"'{text}" if _FORMULA.match(text) else text


def _write(page: Any, row: int, column: int, cell: Value, *, day: Any, quoted: Any) -> None:
    if isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    elif text := writable(cell or ""):
        page.write_string(row, column, text, quoted if _FORMULA.match(text) else None)
