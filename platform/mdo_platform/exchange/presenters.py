"""An import as its pages and the API show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from mdo_platform.register.presenters import full_name_of, group_label

from .fields import BY_CODE
from .models import Choice, ImportRow
from .queries import PreviewRow
from .values import as_text


@dataclass(frozen=True, kw_only=True)
class Twin:
    id: UUID
    name: str
    is_closed: bool


@dataclass(frozen=True, kw_only=True)
class Line:
    """A row of the sheet as it would be entered; `problems` are (name of the field, sentence)."""

    number: int
    name: str
    birth_date: date | None
    target_group: str
    notes: list[str]
    problems: list[tuple[str, str]]
    twin_row: int | None
    twins: list[Twin]
    choice: str

    @property
    def is_twin(self) -> bool:
        return bool(self.twin_row or self.twins)

    @property
    def is_entered(self) -> bool:
        return not self.problems and (not self.is_twin or self.choice == Choice.ENTER)


@dataclass(frozen=True, kw_only=True)
class ColumnLine:
    """A column of the sheet on the page where one says what it holds."""

    heading: str
    samples: list[str]
    field: Any


def lines(rows: Sequence[PreviewRow]) -> list[Line]:
    return [_line(one) for one in rows]


def column_lines(form: Any, *, headings: Sequence[str], samples: Sequence[Sequence[Any]]) -> list[ColumnLine]:
    return [
        ColumnLine(
            heading=heading,
            samples=[as_text(cell)[:40] for cell in cells],
            field=form[name],
        )
        for heading, cells, name in zip(headings, samples, form.columns, strict=True)
    ]


def twin_name(twin: dict[str, Any]) -> str:
    return full_name_of(twin)


def _line(one: PreviewRow) -> Line:
    row, details, entry = one.row, one.checked.details, one.checked.entry
    return Line(
        number=row.number,
        name=_name(row, details),
        birth_date=details.get("birth_date"),
        target_group=group_label(entry.target_group).label if entry else "",
        notes=_notes(one),
        problems=[
            (str(BY_CODE[each["field"]].label), each["text"]) for each in row.problems if each["field"] in BY_CODE
        ],
        twin_row=row.twin_row,
        twins=[Twin(id=twin["pk"], name=full_name_of(twin), is_closed=twin["is_closed"]) for twin in one.twins],
        choice=row.choice or Choice.SKIP,
    )


def _name(row: ImportRow, details: dict[str, Any]) -> str:
    if details.get("last_name"):
        return full_name_of({"sex": "", "initials": "", "name_prefix": ""} | details)
    return next((text for cell in row.cells if (text := as_text(cell))), "")[:60]


def _notes(one: PreviewRow) -> list[str]:
    """What is good to know before it is entered."""
    entry = one.checked.entry
    if entry is None:
        return []
    notes = []
    if entry.details.get("gp_name") and not entry.details.get("gp_id"):
        notes.append(_("Huisarts %(name)s is geen lid van de groep.") % {"name": entry.details["gp_name"]})
    if entry.consent == "unknown":
        notes.append(_("Nog geen toestemming."))
    if entry.consent == "objects":
        notes.append(_("Maakt bezwaar: alleen jij en de huisarts zien deze patiënt."))
    return notes
