"""What somebody sees of an own import; of another's there is nothing to see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.register import rules
from mdo_platform.register.models import PatientStatus

from . import progress
from .checking import Checked, Checker
from .choices import Choices, choices_now
from .models import IS_TWIN, OPEN, SKIPPED, ImportRow, PatientImport

PAGE_SIZE = 50
PARTS = ("faulty", "twins")
_SAMPLES = 3


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many rows of a checked list are what."""

    faulty: int
    twins: int
    entering: int


@dataclass(frozen=True, kw_only=True)
class PreviewRow:
    row: ImportRow
    checked: Checked
    twins: list[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A page of a checked list; `choices` are what its words stand for now."""

    rows: list[PreviewRow]
    page: Page[ImportRow]
    counts: Counts
    choices: Choices


def own_import(actor: Actor, import_id: UUID) -> PatientImport:
    """An import of this person; NotFound for anybody else's."""
    rules.check_can_create_patient(actor)
    found = PatientImport.objects.filter(pk=import_id, by_id=actor.user_id).first()
    if found is None:
        raise NotFound
    return found


def unfinished_import(actor: Actor) -> PatientImport | None:
    """The list that this person put in and did not confirm yet."""
    rules.check_can_create_patient(actor)
    return PatientImport.objects.filter(by_id=actor.user_id, state__in=OPEN).first()


def samples(found: PatientImport) -> list[list[Any]]:
    """Per column a few cells that hold something."""
    rows = list(found.rows.values_list("cells", flat=True)[:PAGE_SIZE])
    columns = range(len(found.headings))
    cells = [[row[column] for row in rows if column < len(row) and row[column] is not None] for column in columns]
    return [column[:_SAMPLES] for column in cells]


def counts(found: PatientImport) -> Counts:
    faulty = ~Q(problems=[])
    numbers = found.rows.aggregate(
        faulty=Count("pk", filter=faulty),
        twins=Count("pk", filter=IS_TWIN),
        entering=Count("pk", filter=~faulty & ~SKIPPED),
    )
    return Counts(**numbers)


def preview(actor: Actor, found: PatientImport, *, part: str = "", page: int = 1) -> Preview:
    """A page of the rows as they would be entered; who is in the register already is shown, and that is logged."""
    rules.check_can_create_patient(actor)
    choices = choices_now()
    checker = Checker(actor, choices, columns=found.columns, defaults=found.defaults)
    shown = Paginator(_part_of(found, part), PAGE_SIZE).get_page(page)
    rows = list(shown.object_list)
    twins = _twins(actor, {pk for row in rows for pk in row.twin_ids})
    if twins:
        detail = {"import": str(found.pk)}
        record_access(actor, action="R", what="exchange.duplicates", patient_ids=list(twins), detail=detail)
    return Preview(
        rows=[
            PreviewRow(
                row=row, checked=checker.check(row.cells), twins=[twins[pk] for pk in row.twin_ids if pk in twins]
            )
            for row in rows
        ],
        page=shown,
        counts=counts(found),
        choices=choices,
    )


def entered(actor: Actor, found: PatientImport, *, page: int = 1) -> Page[Any]:
    """The patients that the import made, as far as they are still in view. The read is logged."""
    rules.check_can_create_patient(actor)
    in_view = rules.visible_patients(actor).filter(pk__in=found.patient_ids)
    columns = ("pk", "sex", "initials", "name_prefix", "last_name", "birth_date")
    shown: Page[Any] = Paginator(in_view.order_by("last_name", "pk").values(*columns), PAGE_SIZE).get_page(page)
    shown.object_list = list(shown.object_list)
    ids = [row["pk"] for row in shown.object_list]
    if ids:
        record_access(actor, action="R", what="exchange.result", patient_ids=ids, detail={"import": str(found.pk)})
    return shown


def done_so_far(found: PatientImport) -> int:
    """How many patients a running import has written; what it wrote counts only when all of it is there."""
    return progress.told(found.pk)


def _part_of(found: PatientImport, part: str) -> QuerySet[ImportRow]:
    rows = found.rows.all()
    if part == "faulty":
        return rows.exclude(problems=[])
    return rows.filter(IS_TWIN) if part == "twins" else rows


def _twins(actor: Actor, ids: set[UUID]) -> dict[UUID, dict[str, Any]]:
    columns: Sequence[str] = ("pk", "sex", "initials", "name_prefix", "last_name", "birth_date", "status")
    rows = rules.visible_patients(actor).filter(pk__in=ids).values(*columns) if ids else ()
    return {row["pk"]: row | {"is_closed": row["status"] == PatientStatus.CLOSED} for row in rows}
