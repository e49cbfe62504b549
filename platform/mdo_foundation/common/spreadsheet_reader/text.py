"""Text with separators (.csv): which characters and which separator, and what our own export put before a formula."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from .refused import MAX_COLUMNS, Refused
from .rows import Row, numbered

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SEPARATORS = ";,\t|"
_LOOKED_AT = 50
_MARKED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")
_TABLE_MARK = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_text(data: bytes, *, most: int) -> list[Row]:
    text = decoded(data)
    first = 1
    if marked := _TABLE_MARK.match(text):
        text, separator, first = text[marked.end() :], marked[1], 2
    else:
        separator = _separator(text)
    csv.field_size_limit(100_000)
    try:
        rows = ([_unmarked(cell) for cell in row] for row in _records(text, separator))
        return numbered(rows, most=most, first=first)
    except csv.Error as error:
        raise Refused("quotes") from error


def decoded(data: bytes) -> str:
    """UTF-8 with or without a mark, UTF-16, or the Windows code page that Excel writes in western Europe."""
    encoding = next((name for mark, name in _BOMS if data.startswith(mark)), "") or _guessed(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused("characters") from error
    if "\x00" in text:
        raise Refused("no_table")
    return text


def _guessed(data: bytes) -> str:
    sample = data[:4_096]
    zeros = sample.count(0)
    if zeros > len(sample) // 4:  # latin text in two bytes: every other one is zero
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _separator(text: str) -> str:
    """The one that gives the most columns, the same number on most of the first rows."""
    if not text.strip():
        raise Refused("empty")

    def score(separator: str) -> float:
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
            widths = [len(row) for row in islice(rows, _LOOKED_AT) if any(row)]
        except csv.Error:
            return 0
        usual = max(set(widths), key=widths.count, default=1)
        return (usual - 1) * widths.count(usual) / max(1, len(widths))

    return max(_SEPARATORS, key=score)


def _records(text: str, separator: str) -> Iterator[list[str]]:
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
        if len(row) > MAX_COLUMNS * 10:
            raise Refused("columns", limit=MAX_COLUMNS)
        yield row


def _unmarked(cell: str) -> str:
    """Without the one apostrophe that the export puts before what a spreadsheet would take for a formula."""
    return cell[1:] if _MARKED.match(cell) else cell
