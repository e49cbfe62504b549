from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.common import outbox
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.bulk import copy_rows
from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.spreadsheets import Cell, Row, read_sheet, refusal
from mdo_platform.exchange.fields import guess, guessed, is_citizen_number
from mdo_platform.exchange.models import OPEN, ImportRow, ImportState, PatientImport
from mdo_platform.exchange.values import as_text
from mdo_platform.register import rules

from ._base import locked_import

MAX_ROWS = 5_000
KEPT_FOR = timedelta(hours=24)
EXPIRE = "exchange.expire"
_HEADINGS_WITHIN = 20
_HEADING_LENGTH = 60


def start_import(data: bytes, *, by: Actor, file_name: str = "", idempotency_key: UUID | None = None) -> PatientImport:
    """Read a file and put its rows aside for a day at most; the file is not kept. The same key stages it once.

    A list of the same person that was not confirmed makes way. Columns with a BSN are not even put aside.
    """
    rules.check_can_create_patient(by)
    if (existing := _made_before(idempotency_key, by=by)) is not None:
        return existing
    headings, rows = _table(read_sheet(data, max_rows=MAX_ROWS))
    try:
        with transaction.atomic():
            PatientImport.objects.filter(by_id=by.user_id, state__in=OPEN).delete()
            made = PatientImport.objects.create(
                file_name=_neat(file_name),
                headings=headings,
                columns=guessed(headings),
                row_count=len(rows),
                by_id=by.user_id,
                address=by.address,
                idempotency_key=idempotency_key,
            )
            copy_rows(ImportRow, [_staged(made.pk, number, cells) for number, cells in rows])
            outbox.enqueue(
                EXPIRE,
                str(made.pk),
                payload={"import": str(made.pk)},
                group=current_group(),
                due_at=timezone.now() + KEPT_FOR,
            )
            return made
    except IntegrityError:
        if (existing := _made_before(idempotency_key, by=by)) is None:
            raise
        return existing


def cancel(import_id: UUID, *, by: Actor) -> None:
    """Throw the rows away. What is running or done is not touched."""
    with transaction.atomic():
        found = locked_import(import_id, by=by)
        if found.state in OPEN:
            found.delete()


def expire(import_id: UUID) -> bool:
    """Remove what is left of an import after its day; False while it waits for a worker, for one more day at most."""
    with transaction.atomic():
        found = PatientImport.objects.select_for_update().filter(pk=import_id).first()
        if found is None:
            return True
        if found.state == ImportState.RUNNING and found.created_at > timezone.now() - 2 * KEPT_FOR:
            return False
        found.delete()
        return True


def _made_before(key: UUID | None, *, by: Actor) -> PatientImport | None:
    return PatientImport.objects.filter(idempotency_key=key, by_id=by.user_id).first() if key else None


def _table(sheet: Sequence[Row]) -> tuple[list[str], list[Row]]:
    """The headings and the rows under them; the row with the most headings that we know is the row with headings."""
    place = max(range(min(_HEADINGS_WITHIN, len(sheet))), key=lambda at: _known(sheet[at][1]))
    if not _known(sheet[place][1]):
        raise Invalid(
            _("Niets herkend."),
            fields={
                "file": [
                    _(
                        "We herkennen geen enkele kop. Zet boven de lijst een rij met koppen zoals ‘Achternaam’ en "
                        "‘Geboortedatum’, of vul het voorbeeldbestand in."
                    )
                ]
            },
        )
    body = list(sheet[place + 1 :])
    if not body:
        sentence = _("Onder de koppen staan geen patiënten. Vul de rijen in en kies het bestand opnieuw.")
        raise Invalid(sentence, fields={"file": [sentence]})
    if len(body) > MAX_ROWS:
        raise refusal("rows", limit=MAX_ROWS)
    width = max(len(cells) for _number, cells in (sheet[place], *body))
    headings = [_heading(sheet[place][1], column) for column in range(width)]
    kept = [column for column, heading in enumerate(headings) if not is_citizen_number(heading)]
    return [headings[column] for column in kept], [
        (number, [cells[column] if column < len(cells) else None for column in kept]) for number, cells in body
    ]


def _known(cells: Sequence[Cell]) -> int:
    return len({code for cell in cells if (code := guess(as_text(cell)))})


def _heading(cells: Sequence[Cell], column: int) -> str:
    text = " ".join(as_text(_storable(cells[column])).split()) if column < len(cells) else ""
    return text[:_HEADING_LENGTH] or _("Kolom %(number)d") % {"number": column + 1}


def _neat(file_name: str) -> str:
    printable = "".join(letter for letter in file_name.rpartition("/")[2] if letter.isprintable())
    return printable[-100:]


def _staged(import_id: UUID, number: int, cells: list[Cell]) -> dict[str, object]:
    storable = [_storable(cell) for cell in cells]
    return {"id": uuid4(), "patient_import_id": import_id, "number": number, "cells": storable}


def _storable(cell: Cell) -> Cell:
    """PostgreSQL's JSON holds no NUL and no half of a pair; the check then says which cell it is."""
    if not isinstance(cell, str):
        return cell
    return "".join("\x1a" if letter == "\x00" or "\ud800" <= letter <= "\udfff" else letter for letter in cell)
