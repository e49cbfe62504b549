"""Reading a spreadsheet that somebody sent in. The work is done by a process of its own: `spreadsheet_reader`."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from contextlib import suppress
from datetime import date
from threading import Timer
from typing import IO, Any, cast

from django.utils.translation import gettext_lazy

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.spreadsheet_reader.refused import MAX_FILE
from mdo_foundation.common.spreadsheet_reader.rows import Cell, Row

__all__ = ["MAX_FILE", "Cell", "Row", "read_sheet", "read_table", "refusal"]

log = logging.getLogger(__name__)

SECONDS = 30
_LONGEST_ANSWER = 64 * 1024 * 1024
_READER = (sys.executable, "-I", "-m", "mdo_foundation.common.spreadsheet_reader")
_SENTENCES = {
    "too_large": gettext_lazy(
        "Het bestand is groter dan %(limit)d MB. Bewaar alleen het blad met patiënten, of verdeel het over bestanden."
    ),
    "empty": gettext_lazy("Dit bestand is leeg. Vul het voorbeeldbestand in en kies dat."),
    "encrypted": gettext_lazy(
        "Dit bestand is met een wachtwoord beveiligd. Haal het wachtwoord eraf en kies het bestand opnieuw."
    ),
    "old_excel": gettext_lazy(
        "Dit is een oud Excel-bestand (.xls). Open het, kies Opslaan als ‘Excel-werkmap (.xlsx)’ en kies dat bestand."
    ),
    "macros": gettext_lazy(
        "Dit bestand bevat macro’s. Open het, kies Opslaan als ‘Excel-werkmap (.xlsx)’ en kies dat bestand."
    ),
    "other_office": gettext_lazy(
        "Dit is geen Excel-bestand. Open het, kies Opslaan als ‘Excel-werkmap (.xlsx)’ of als csv en kies dat bestand."
    ),
    "no_workbook": gettext_lazy("Dit is geen Excel-bestand. Kies een bestand dat eindigt op .xlsx of .csv."),
    "no_table": gettext_lazy("Dit is geen tabel. Kies een bestand dat eindigt op .xlsx of .csv."),
    "broken": gettext_lazy("Dit bestand is beschadigd. Open het in Excel, sla het opnieuw op en kies het nog eens."),
    "entries": gettext_lazy(
        "Dit bestand bestaat uit te veel onderdelen. Kopieer de lijst naar een nieuwe werkmap en kies die."
    ),
    "unpacked": gettext_lazy(
        "Dit bestand is uitgepakt groter dan %(limit)d MB. Kopieer alleen de lijst met patiënten naar een nieuwe "
        "werkmap, of verdeel de lijst over bestanden."
    ),
    "too_much": gettext_lazy(
        "Er staat te veel in dit bestand, of iets ver onder of naast de lijst. Kopieer alleen de lijst met patiënten "
        "naar een nieuwe werkmap en kies die."
    ),
    "columns": gettext_lazy(
        "Deze lijst heeft meer dan %(limit)d kolommen. Haal weg wat niet nodig is en kies het bestand opnieuw."
    ),
    "rows": gettext_lazy(
        "Deze lijst heeft meer dan %(limit)d rijen. Verdeel haar over bestanden en kies die na elkaar."
    ),
    "characters": gettext_lazy(
        "De letters in dit bestand zijn niet te lezen. Open het in Excel, kies Opslaan als ‘CSV UTF-8’ of "
        "‘Excel-werkmap (.xlsx)’ en kies dat bestand."
    ),
    "quotes": gettext_lazy(
        "In dit bestand is een aanhalingsteken niet gesloten, zodat cellen in elkaar lopen. Sla de lijst op als "
        "‘Excel-werkmap (.xlsx)’ en kies dat bestand."
    ),
    "formula": gettext_lazy(
        "In cel %(cell)s staat een formule zonder uitkomst. Open het bestand in Excel, sla het op en kies het opnieuw."
    ),
    "fault_in_cell": gettext_lazy(
        "In cel %(cell)s staat een fout, zoals #N/B. Verbeter die en kies het bestand opnieuw."
    ),
    "merged": gettext_lazy(
        "De cellen %(range)s zijn samengevoegd. Maak de samenvoeging ongedaan, vul elke rij in en kies het "
        "bestand opnieuw."
    ),
}


def read_sheet(data: bytes, *, max_rows: int) -> list[Row]:
    """The rows that hold something, with their number in the sheet; cells as JSON holds them (a date: {"date": ISO}).

    By what the file is, not by its name: xlsx, or text with separators. Raises Invalid with what to do (field `file`).
    """
    if len(data) > MAX_FILE:
        raise refusal("too_large", limit=MAX_FILE // 1024 // 1024)
    answer = _asked(data, max_rows=max_rows)
    if "refused" in answer:
        raise refusal(answer["refused"], **answer["facts"])
    rows = [(number, cells) for number, cells in answer["rows"]]
    if not rows:
        raise refusal("empty")
    return rows


def read_table(content: bytes, *, max_rows: int) -> list[list[str | int | float | bool | date | None]]:
    """As `read_sheet`, as a list in which row 1 of the sheet comes first: empty rows are there, dates are dates."""
    found = dict(read_sheet(content, max_rows=max_rows))
    return [[_value(cell) for cell in found.get(number, ())] for number in range(1, max(found) + 1)]


def _value(cell: Cell) -> str | int | float | bool | date | None:
    if not isinstance(cell, dict):
        return cell
    return date.fromisoformat(cell["date"]) if "date" in cell else cell["moment"]


def refusal(code: str, **facts: int | str) -> Invalid:
    sentence = _SENTENCES[code] % facts
    return Invalid(sentence, fields={"file": [sentence]})


def _asked(data: bytes, *, max_rows: int) -> dict[str, Any]:
    """What the reader says; one that is stopped by its own limits says nothing, and that is an answer too."""
    pipe = subprocess.PIPE
    # Nothing of our environment goes along: no key, no address of a database.
    reader = subprocess.Popen([*_READER, str(max_rows)], stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, env={})
    alarm = Timer(SECONDS, reader.kill)
    alarm.start()
    try:
        said = _conversation(reader, data)
    finally:
        alarm.cancel()
        reader.kill()
        reader.wait()
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError:
        log.warning("The reader of spreadsheets stopped: status %s", reader.returncode)
        return {"refused": "too_much", "facts": {}}
    return answer


def _conversation(reader: subprocess.Popen[bytes], data: bytes) -> bytes:
    """The reader takes everything in before it says anything, so that neither waits for the other."""
    question, answer = cast("IO[bytes]", reader.stdin), cast("IO[bytes]", reader.stdout)
    with suppress(BrokenPipeError), question:
        question.write(data)
    with answer:
        return answer.read(_LONGEST_ANSWER)
