"""Closed patients (R-16): found back by who may, with what is going to happen to the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import Lower

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import current_group
from mdo_platform.register import rules
from mdo_platform.register.models import Enrolment, EnrolmentKind, Patient, PatientStatus
from mdo_platform.register.names import search_words
from mdo_platform.register.retention import Term
from mdo_tenants.groups.queries import retention_months

PAGE_SIZE = 50
_COLUMNS = (
    *("id", "initials", "name_prefix", "last_name", "birth_date", "sex", "gp_name"),
    *("closed_on", "deletion_announced_on", "delete_on", "hold_reason", "hold_by_name", "hold_on"),
)


@dataclass(frozen=True, kw_only=True)
class ClosedPatients:
    """`rows` hold the columns of the patient with `target_group` and `end_reason` of the last enrolment."""

    rows: list[dict[str, Any]]
    page: Page[Any]


def closed_patients(actor: Actor, *, search: str = "", page: int = 1) -> ClosedPatients:
    """The closed patients in view, the last closed first; every word typed must be the start of a word of the name."""
    rules.check_can_see_register(actor)
    found = _in_view(actor)
    for word in search_words(search):
        found = found.filter(search_text__contains=word)
    chosen = Paginator(_rows(found.order_by("-closed_on", Lower("last_name"), "pk")), PAGE_SIZE).get_page(page)
    rows = _with_the_end(list(chosen.object_list))
    ids = [row["id"] for row in rows]
    record_access(actor, action="R", what="register.closed", patient_ids=ids, detail={"search": bool(search)})
    return ClosedPatients(rows=rows, page=chosen)


def going_to_be_deleted(actor: Actor, *, until: date) -> list[dict[str, Any]]:
    """What the retention term takes until a day, as it stands now: a dry run. Records on hold come too, as held.

    A row has `due_on`, the end of the term, and `term`. The read is logged.
    """
    rules.check_can_manage_retention(actor)
    rows = _with_the_end(_due(_rows(_in_view(actor)), until=until))
    ids = [row["id"] for row in rows]
    record_access(actor, action="R", what="register.retention", patient_ids=ids)
    return rows


def months_kept() -> int:
    """The group's retention term."""
    return retention_months(current_group().id)


def retention_dry_run(*, until: date) -> list[tuple[UUID, Term]]:
    """What the job would do until a day to every record of the group, without names: for an operator."""
    closed = Patient.objects.filter(status=PatientStatus.CLOSED)
    return [(row["id"], row["term"]) for row in _due(_rows(closed), until=until)]


def _in_view(actor: Actor) -> QuerySet[Patient]:
    return rules.visible_patients(actor).filter(status=PatientStatus.CLOSED)


def _rows(patients: QuerySet[Patient]) -> Any:
    return patients.values(*_COLUMNS)


def _due(rows: Any, *, until: date) -> list[dict[str, Any]]:
    months = retention_months(current_group().id)
    found = []
    for row in rows.order_by("closed_on", "pk"):
        term = Term(
            closed_on=row["closed_on"],
            months=months,
            announced_on=row["deletion_announced_on"],
            on_hold=bool(row["hold_reason"]),
        )
        if term.on_hold or term.due_on <= until:
            found.append({**row, "term": term, "due_on": term.due_on})
    return found


def _with_the_end(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Under which target group each patient was last, and why that ended."""
    ended = Enrolment.objects.filter(patient__in=[row["id"] for row in rows], kind=EnrolmentKind.PRIMARY)
    last = ended.order_by("patient", "-ended_on", "-created_at").distinct("patient")
    found = {one.patient_id: {"target_group": one.target_group, "end_reason": one.end_reason} for one in last}
    return [{**row, **found[row["id"]]} for row in rows]
