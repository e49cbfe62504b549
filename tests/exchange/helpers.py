"""Spreadsheets as people make them. All names are invented."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from mdo_foundation.common import outbox

HEADINGS = ["Voorletters", "Tussenvoegsel", "Achternaam", "Geboortedatum", "Geslacht", "Doelgroep", "Toestemming"]
AKKERWINDE = ["A.", "van der", "Akkerwinde-Demo", "14-03-1941", "v", "Palliatief", "akkoord"]
BERENKLAUW = ["B.", "", "Berenklauw-Demo", "01-12-1938", "m", "Palliatief", "niet gevraagd"]


def csv_of(*rows: list[str], encoding: str = "utf-8-sig", separator: str = ";") -> bytes:
    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in f'"\n\r{separator}') else text

    return "".join(separator.join(map(cell, row)) + "\r\n" for row in rows).encode(encoding)


def xlsx_of(*rows: list[Any], **sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def work() -> None:
    """Let the worker do what is due."""
    while outbox.run_due():
        pass
