"""What somebody sends in as a spreadsheet is understood, or refused in words, and never costs more than its limits."""

from __future__ import annotations

import io
import resource
import struct
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from mdo_foundation.common import spreadsheets
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.spreadsheets import read_sheet, read_table
from tests.exchange.helpers import csv_of, saved, xlsx_of

HEAD, ROW = ["Achternaam", "Geboortedatum"], ["Akkerwinde-Démo", "14-03-1941"]


def read(data, most=5_000):
    return read_sheet(data, max_rows=most)


def refused(data, **options):
    with pytest.raises(Invalid) as caught:
        read(data, **options)
    assert caught.value.fields["file"] == [str(caught.value.message)]
    return str(caught.value.message)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_text_in_any_usual_encoding(encoding, separator):
    assert read(csv_of(HEAD, ROW, encoding=encoding, separator=separator)) == [(1, HEAD), (2, ROW)]


def test_the_separator_is_not_one_that_happens_to_be_in_the_cells():
    rows = [[f"A{number}", "Straat 1, Elders | x", 'zeg "ja",\nof, nee'] for number in range(3)]
    assert [cells for _number, cells in read(csv_of(["a", "b", "c"], *rows))][1:] == rows


def test_text_as_excel_marks_its_separator():
    assert read(b"sep=|\r\n" + csv_of(HEAD, ROW, encoding="utf-8", separator="|")) == [(2, HEAD), (3, ROW)]


def test_row_numbers_are_those_of_the_sheet():
    empty = ["", ""]
    assert [number for number, _cells in read(csv_of(empty, HEAD, empty, ROW))] == [2, 4]
    assert [number for number, _cells in read(xlsx_of([], HEAD, [None], ROW))] == [2, 4]


def test_cells_of_a_workbook_by_kind():
    row = [
        "tekst",
        date(1941, 3, 14),
        datetime(1941, 3, 14, 9, 30),  # noqa: DTZ001 - cells know no time zone
        612345678,
        2.5,
        True,
        None,
    ]
    assert read(xlsx_of(["a"] * 7, row))[1] == (
        2,
        ["tekst", {"date": "1941-03-14"}, {"moment": "1941-03-14T09:30"}, 612345678, 2.5, True],
    )


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_dates_of_both_calendars(epoch):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    book.active.append(["a", "b"])
    book.active.append([date(1941, 3, 14), date(1904, 3, 1)])
    assert read(saved(book))[1][1] == [{"date": "1941-03-14"}, {"date": "1904-03-01"}]


def test_by_what_it_is_not_by_its_name():
    """A csv that is called .xlsx, and the other way round: names are not looked at."""
    assert read(csv_of(HEAD, ROW)) == read(xlsx_of(HEAD, ROW))


def test_the_first_visible_sheet_that_holds_something():
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Verborgen", 0)
    hidden.append(["niet", "dit"])
    hidden.sheet_state = "hidden"
    book.create_sheet("Lijst").append(HEAD)
    assert read(saved(book)) == [(1, HEAD)]


def test_a_formula_is_read_by_its_outcome_and_refused_without_one():
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active["A2"] = '="Akker"&"winde"'
    assert "cel A2" in refused(saved(book))
    parts = zipfile.ZipFile(io.BytesIO(saved(book)))
    sheet = (
        parts.read("xl/worksheets/sheet1.xml")
        .replace(b"<v/>", b"<v>Akkerwinde</v>")
        .replace(b"<v />", b"<v>Akkerwinde</v>")
    )
    sheet = sheet.replace(b'<c r="A2">', b'<c r="A2" t="str">')
    whole = repacked(parts, {"xl/worksheets/sheet1.xml": sheet})
    assert read(whole)[1] == (2, ["Akkerwinde"])


def repacked(parts, changes):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in {*parts.namelist(), *changes}:
            archive.writestr(name, changes.get(name) or parts.read(name))
    return file.getvalue()


def test_a_fault_in_a_cell_is_named():
    book = openpyxl.Workbook()
    book.active.append(HEAD)
    book.active["B2"] = "#N/A"
    assert "cel B2" in refused(saved(book))


def test_merged_cells_are_fine_above_the_list_only():
    book = openpyxl.Workbook()
    book.active["A1"] = "Lijst van de praktijk"
    book.active.merge_cells("A1:B1")
    for row in (HEAD, ROW, ROW):
        book.active.append(row)
    assert len(read(saved(book))) == 4
    book.active.merge_cells("A3:A4")
    assert "A3:A4" in refused(saved(book))


def test_macros_passwords_old_and_other_files_are_refused_with_what_to_do():
    parts = zipfile.ZipFile(io.BytesIO(xlsx_of(HEAD, ROW)))
    macros = io.BytesIO(repacked(parts, {}))
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100)
    document = io.BytesIO()
    with zipfile.ZipFile(document, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    for data, said in (
        (macros.getvalue(), "macro’s"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "wachtwoord"),
        (ole, ".xls"),
        (document.getvalue(), "geen Excel-bestand"),
        (b"%PDF-1.7 ...", "geen tabel"),
        (b"<!DOCTYPE html><table>", "geen tabel"),
        (b"", "leeg"),
        (b"   \n", "leeg"),
        (b"PK\x03\x04 kapot", "beschadigd"),
        (b'a;b\n"open;1\n', "aanhalingsteken"),
        ("Akkerwinde".encode("cp1252") + b";\x81\x8d\n", "letters"),
        (b"a;b\n\x00;1\n", "geen tabel"),
    ):
        assert said in refused(data)


def test_too_much_of_anything_is_refused():
    assert "5 MB" in refused(b"x" * (5 * 1024 * 1024 + 1))
    assert "5000 rijen" in refused(csv_of(HEAD, *[ROW] * 50_000))
    assert "5000 rijen" in refused(xlsx_of(HEAD, *[ROW] * 50_000))
    assert "100 kolommen" in refused(csv_of(["kop"] * 101, ["x"] * 101))
    entries = io.BytesIO(xlsx_of(HEAD, ROW))
    with zipfile.ZipFile(entries, "a") as archive:
        for number in range(201):
            archive.writestr(f"xl/media/{number}.txt", b"x")
    assert "te veel onderdelen" in refused(entries.getvalue())


def bomb():
    """42 kB that unpack to far more."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _megabyte in range(40):
                part.write(bytes(1024 * 1024))
    return file.getvalue()


def lying_bomb():
    """The same, saying in its directory that it is small."""
    raw = bytearray(bomb())
    place = raw.rfind(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", 100)
    return bytes(raw)


def sparse():
    """5 kB in which two cells are in far corners: a reader makes room for all cells between them."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "a", "b"
    return saved(book)


def laughing():
    """Entities that grow by tenfold each."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    content = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "lol">{lines}]><workbook>&l9;</workbook>'
    return repacked(zipfile.ZipFile(io.BytesIO(xlsx_of(HEAD, ROW))), {"xl/workbook.xml": content.encode()})


def repeating():
    """One long text that very many cells refer to."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 90 + "</row>"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    changes = {
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{row * 900}</sheetData></worksheet>',
        "xl/sharedStrings.xml": f'<sst xmlns="{main}"><si><t>{"é" * 2_000_000}</t></si></sst>',
    }
    book = zipfile.ZipFile(io.BytesIO(xlsx_of(HEAD, ["x", "y"])))
    relations = book.read("xl/_rels/workbook.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    one = f'<Relationship Id="rId99" Type="{kind}" Target="sharedStrings.xml"/></Relationships>'
    changes["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", one)
    return repacked(book, {name: content.encode() for name, content in changes.items()})


def memory_of_the_reader(data):
    """The most that the reader held, in kB, started from a small process: a child counts what its parent held."""
    program = (
        "import resource, subprocess, sys\n"
        "subprocess.run(sys.argv[1:], stdin=sys.stdin, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={})\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
    )
    said = subprocess.run(
        [sys.executable, "-c", program, *spreadsheets._READER, "5000"], input=data, capture_output=True, check=True
    )
    return int(said.stdout)


@pytest.mark.parametrize("make", [bomb, lying_bomb, sparse, laughing, repeating])
def test_a_bomb_is_refused_quickly_and_costs_us_nothing(make, caplog):
    data = make()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.monotonic()
    assert refused(data)
    assert time.monotonic() - started < 10  # the reader's own limit; measured: well under 1 s
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 30_000
    assert memory_of_the_reader(data) < 400_000


def test_the_reader_gets_nothing_of_our_environment(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://geheim")
    seen = {}
    real = spreadsheets.subprocess.Popen

    def keep(command, **options):
        seen.update(options)
        return real(command, **options)

    monkeypatch.setattr(spreadsheets.subprocess, "Popen", keep)
    read(csv_of(HEAD, ROW))
    assert seen["env"] == {}


def test_a_reader_that_hangs_is_stopped(monkeypatch):
    monkeypatch.setattr(spreadsheets, "_READER", ("/bin/sh", "-c", "exec sleep 60"))
    monkeypatch.setattr(spreadsheets, "SECONDS", 0.3)
    started = time.monotonic()
    assert "te veel" in refused(csv_of(HEAD, ROW))
    assert time.monotonic() - started < 10


def test_as_a_table():
    assert read_table(csv_of(HEAD, ["", ""], ROW), max_rows=10) == [HEAD, [], ROW]
    assert read_table(xlsx_of(["a", "b"], [date(1941, 3, 14), 1]), max_rows=10)[1] == [date(1941, 3, 14), 1]
