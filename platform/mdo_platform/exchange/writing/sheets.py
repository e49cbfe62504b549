"""Tables as xlsx and csv. No cell is ever a formula, whatever somebody typed (ASVS 1.2.10).

Xlsx is written here and not by openpyxl: that keeps every sheet in a file on disk while it works, which stays when the
process dies. It is five small parts in a zip.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape, quoteattr

Value = str | date | None

_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
# What a spreadsheet takes for the start of a formula, full-width signs too; apostrophes count when one was put before.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")
_DAY_ZERO = date(1899, 12, 30)
_WIDTH = 22
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\-mm\\-yyyy"/>'
    "</numFmts>"
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    "</fills>"
    f'<borders count="1"><border/></borders><cellStyleXfs count="1"><xf {_PLAIN}/></cellStyleXfs>'
    f'<cellXfs count="4"><xf {_PLAIN} xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    f'<xf {_PLAIN} xfId="0" quotePrefix="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
_TEXT, _HEADING, _DATE, _QUOTED = 0, 1, 2, 3


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
    numbers = range(1, len(sheets) + 1)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _content_types(numbers))
        archive.writestr("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")]))
        archive.writestr("xl/workbook.xml", _workbook([sheet.name for sheet in sheets]))
        parts = [("worksheet", f"worksheets/sheet{number}.xml") for number in numbers]
        archive.writestr("xl/_rels/workbook.xml.rels", _relations([*parts, ("styles", "styles.xml")]))
        archive.writestr("xl/styles.xml", _STYLES)
        for number, sheet in zip(numbers, sheets, strict=True):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", _sheet(sheet))
    return file.getvalue()


def writable(text: str) -> str:
    """Without the control characters that no spreadsheet can hold; line ends and tabs stay."""
    return _UNWRITABLE.sub("", text)


def _csv_cell(cell: Value) -> str:
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    text = writable(cell or "")
    return f"'{text}" if _FORMULA.match(text) else text


def _sheet(sheet: Sheet) -> str:
    rows = [_row(1, sheet.headings, style=_HEADING)]
    rows += [_row(number, row) for number, row in enumerate(sheet.rows, start=2)]
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f'<cols><col min="1" max="{max(1, len(sheet.headings))}" width="{_WIDTH}" customWidth="1"/></cols>'
        f"<sheetData>{''.join(rows)}</sheetData></worksheet>"
    )


def _row(number: int, cells: Sequence[Value], *, style: int = _TEXT) -> str:
    written = (_cell(cell, f"{_letters(column)}{number}", style) for column, cell in enumerate(cells))
    return f'<row r="{number}">{"".join(written)}</row>'


def _cell(cell: Value, place: str, style: int) -> str:
    if isinstance(cell, date):
        return f'<c r="{place}" s="{_DATE}"><v>{(cell - _DAY_ZERO).days}</v></c>'
    text = writable(cell or "")
    if not text:
        return ""
    if style == _TEXT and _FORMULA.match(text):
        style = _QUOTED  # stays text when somebody presses Enter in the cell
    # A text such as _x0041_ would be read as the sign that it names.
    content = escape(_ESCAPED.sub("_x005F_", text), {"\r": "_x000D_"})
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{content}</t></is></c>'


def _letters(column: int) -> str:
    first, second = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)


def _workbook(names: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"/>'
        for number, name in enumerate(names, start=1)
    )
    return f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheets}</sheets></workbook>'


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _content_types(numbers: Iterable[int]) -> str:
    parts = {"/xl/workbook.xml": "sheet.main", "/xl/styles.xml": "styles"}
    parts |= {f"/xl/worksheets/sheet{number}.xml": "worksheet" for number in numbers}
    lines = "".join(f'<Override PartName="{part}" ContentType="{_TYPES}.{kind}+xml"/>' for part, kind in parts.items())
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{lines}</Types>'
    )
