"""An Excel workbook (.xlsx): measured while it is unpacked, and only what was measured is read."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from .refused import MAX_ENTRIES, MAX_UNPACKED, Refused
from .rows import Row, numbered

_CHUNK = 64 * 1024
_REL_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_workbook(data: bytes, *, most: int) -> list[Row]:
    """The rows of the first visible sheet that holds something."""
    parts = _unpacked(data)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(_packed(parts)))
        sheet = _first_sheet(book)
        rows = sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise Refused("broken") from error
    found = numbered(rows, most=most)
    _check_cells(_part_of(sheet.name, parts))
    _check_merged(sheet, found)
    return found


def _unpacked(data: bytes) -> dict[str, bytes]:
    """Every part by name. What the file says about its sizes is not believed: the bytes are counted."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES:
                raise Refused("entries", limit=MAX_ENTRIES)
            if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
                raise Refused("unpacked", limit=MAX_UNPACKED // 1024 // 1024)
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("encrypted")
            names = {entry.filename for entry in entries}
            _check_kind(names)
            return dict(_counted(archive, entries))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError) as error:
        raise Refused("broken") from error


def _counted(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    left = MAX_UNPACKED
    for entry in entries:
        content = bytearray()
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                left -= len(chunk)
                if left < 0:
                    raise Refused("unpacked", limit=MAX_UNPACKED // 1024 // 1024)
                content += chunk
        yield entry.filename, bytes(content)


def _check_kind(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if "xl/workbook.xml" not in names:
        raise Refused("other_office" if {"mimetype", "word/document.xml"} & names else "no_workbook")


def _packed(parts: dict[str, bytes]) -> bytes:
    """The measured parts as a file again: what reads it gets nothing else."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def _first_sheet(book: CalamineWorkbook) -> CalamineSheet:
    for meta in book.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet and meta.visible == SheetVisibleEnum.Visible:
            sheet = book.get_sheet_by_name(meta.name)
            if sheet.end is not None:
                return sheet
    raise Refused("empty")


def _part_of(sheet: str, parts: dict[str, bytes]) -> bytes:
    """The XML of the sheet with this name."""
    book = _tree(parts["xl/workbook.xml"])
    relations = _tree(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    ids = {one.get("name"): one.get(_REL_ID) for one in book.iter() if one.tag.endswith("}sheet")}
    target = targets.get(ids.get(sheet), "")
    return parts.get(target.lstrip("/") if target.startswith("/") else f"xl/{target}", b"")


def _tree(xml: bytes) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(xml)  # noqa: S314 - in a process of its own with bounded memory and time
    except ElementTree.ParseError as error:
        raise Refused("broken") from error


def _check_cells(xml: bytes) -> None:
    """Refuse a formula that was never calculated, and a cell that shows a fault: both would be read as empty."""
    if not re.search(rb"<(\w+:)?f[ >/]|t=.e.", xml):
        return
    for _event, element in ElementTree.iterparse(io.BytesIO(xml)):  # noqa: S314 - as above
        if not element.tag.endswith("}c"):
            continue
        inside = {child.tag.rpartition("}")[2]: child for child in element}
        cell = element.get("r", "?")
        if element.get("t") == "e":
            raise Refused("fault_in_cell", cell=cell)
        # An outcome that is an empty text says so by its type.
        if "f" in inside and element.get("t") != "str" and not getattr(inside.get("v"), "text", ""):
            raise Refused("formula", cell=cell)
        element.clear()


def _check_merged(sheet: CalamineSheet, rows: list[Row]) -> None:
    """Merged cells are fine in a title above the list; in the list it is not clear whose value it is."""
    if not rows:
        return
    widest = max(len(row) for _number, row in rows)
    first = next(number for number, row in rows if len([cell for cell in row if cell is not None]) > 1 or widest == 1)
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if bottom + 1 >= first:
            raise Refused("merged", range=f"{_name(top, left)}:{_name(bottom, right)}")


def _name(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
