"""What goes out is text, whatever somebody typed, and comes back as it was (F29, ASVS 1.2.10)."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_foundation.common.spreadsheets import read_sheet
from mdo_platform.exchange.writing import Sheet, csv_file, xlsx_file

SIGNS = [
    "=1+1",
    "+31 6 12345678",
    "-2",
    "@SUM(A1)",
    "\tx",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'=x",
    "''=x",
    "=cmd|'/c calc'!A0",
]
STRANGE = [
    "’t Hooft",
    "Şükran",
    "d'Ancona",
    "שלום\u202eabc",
    "👩‍👩‍👧",
    "_x0041_",
    "a\nb",
    'zeg "dag"',
    "a;b,c",
    "<b>&amp;",
    "é\u0301",
]
KINDS = {"xlsx": xlsx_file, "csv": csv_file}


def sheet(*rows):
    return Sheet(name="Register", headings=["Naam", "Tekst"], rows=rows)


def read_back(content):
    return [cells for _number, cells in read_sheet(content, max_rows=5_000)][1:]


@pytest.mark.parametrize("kind", KINDS)
def test_everything_comes_back_as_it_was(kind):
    rows = [[f"n{number}", text] for number, text in enumerate([*SIGNS, *STRANGE])]
    assert read_back(KINDS[kind](sheet(*rows))) == [[name, text.strip()] for name, text in rows]


def test_no_cell_of_a_workbook_is_a_formula():
    content = xlsx_file(sheet(*([text, text] for text in SIGNS)))
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for row in book.active.iter_rows(min_row=2) for cell in row]
    assert [cell.value for cell in cells[::2]] == SIGNS
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


def test_no_cell_of_a_csv_starts_as_a_formula():
    text = csv_file(sheet(*([sign, sign] for sign in SIGNS))).decode("utf-8-sig")
    _headings, *rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    assert [[cell[0] for cell in row] for row in rows] == [["'", "'"]] * len(SIGNS)


@pytest.mark.parametrize("kind", KINDS)
def test_control_characters_are_left_out_without_a_fault(kind):
    content = KINDS[kind](sheet(["a\x00\x0b\x1fb\ufffe", "c\ud800d"]))
    assert read_back(content) == [["ab", "cd"]]


def test_dates_are_dates():
    day = date(1941, 3, 14)
    assert read_back(xlsx_file(sheet(["x", day]))) == [["x", {"date": "1941-03-14"}]]
    assert read_back(csv_file(sheet(["x", day]))) == [["x", "14-03-1941"]]
    book = openpyxl.load_workbook(io.BytesIO(xlsx_file(sheet(["x", day]))))
    assert book.active["B2"].value.date() == day


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]) | st.sampled_from("\n\t=+-@'＝"), max_size=40)


@settings(max_examples=15, deadline=None)
@given(texts=st.lists(TEXTS, min_size=1, max_size=40), kind=st.sampled_from(sorted(KINDS)))
def test_any_text_survives(texts, kind):
    """One file with many texts, since each file is read by a process of its own."""
    rows = [[f"n{number}", text] for number, text in enumerate(texts)]
    expected = [[name, text.strip()] if text.strip() else [name] for name, text in rows]
    assert read_back(KINDS[kind](sheet(*rows))) == expected
