"""The register as a list (R-13): one row per patient, `.values()` only, the same number of queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, QuerySet

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_platform.register import rules
from mdo_platform.register.models import CareInvolvement, Enrolment, EnrolmentKind, Patient, PatientStatus
from mdo_platform.register.panels import MeetingFacts, panels

from .filters import (
    QUICK_FILTERS,
    OverviewFilter,
    end_of,
    narrowed,
    quick_conditions,
    urgency_before,
    with_shown_enrolment,
)
from .order import ordered

_COLUMNS = (
    "id",
    "initials",
    "name_prefix",
    "last_name",
    "birth_date",
    "sex",
    "gp_name",
    "consent",
    "record_updated_at",
    "shown__id",
    "shown__target_group",
    "shown__kind",
    "shown__prognosis",
    "shown__urgency",
    "shown__question",
    "shown__started_on",
    "shown__last_discussed_on",
)


@dataclass(frozen=True, kw_only=True)
class Choices:
    """Whom one can filter on: (id, name), of patients in view only."""

    gps: list[tuple[UUID, str]]
    organisations: list[tuple[UUID, str]]


@dataclass(frozen=True, kw_only=True)
class Overview:
    """`rows` of the page; `counts` per target group and `quick` per quick filter are of everything in view."""

    rows: list[dict[str, Any]]
    page: Page[Any]
    total: int
    counts: dict[str, int]
    quick: dict[str, int]
    facts: MeetingFacts


def overview(actor: Actor, chosen: OverviewFilter, *, what: str = "register.overview") -> Overview:
    """A page of the register for the one who looks; the read is logged as `what`, with the patients that are on it."""
    rules.check_can_see_register(actor)
    facts = panels.meeting_facts()
    in_view = _in_view(actor)
    patients = with_shown_enrolment(in_view, target_group=chosen.target_group)
    conditions = quick_conditions(actor, facts)
    wanted_quick = [conditions[name] for name in QUICK_FILTERS if name in chosen.quick]
    quick = patients.aggregate(**{name: Count("pk", filter=conditions[name]) for name in QUICK_FILTERS})
    wanted = narrowed(patients, chosen, facts).filter(*wanted_quick)
    page = _paginator(wanted, actor, chosen, facts).get_page(chosen.page)
    rows = list(page.object_list)
    ids = [row["id"] for row in rows]
    _add_enrolments(rows, ids)
    _add_care(rows, ids)
    _add_marks(rows, facts)
    counts, total = _counts(in_view)
    record_access(actor, action="R", what=what, patient_ids=ids, detail=_said(chosen))
    return Overview(rows=rows, page=page, total=total, counts=counts, quick=quick, facts=facts)


def choices(actor: Actor) -> Choices:
    """The GPs and organisations of the patients in view, by name."""
    in_view = _in_view(actor)
    gps = in_view.order_by("gp_name").values_list("gp_id", "gp_name").distinct()
    care = CareInvolvement.objects.filter(patient__in=in_view.values("pk"), ended_on=None)
    named = care.order_by("organisation_name").values_list("organisation_id", "organisation_name").distinct()
    return Choices(gps=[(one, name) for one, name in gps if one], organisations=list(named))


def is_new(started_on: date, last_discussed_on: date | None, facts: MeetingFacts) -> bool:
    """Enrolled since the last meeting; while there was none, not yet discussed."""
    return started_on > facts.last_on if facts.last_on else last_discussed_on is None


def is_stale(updated_at: datetime, facts: MeetingFacts) -> bool:
    """Not updated since the last meeting."""
    return facts.last_on is not None and updated_at < end_of(facts.last_on)


def _in_view(actor: Actor) -> QuerySet[Patient]:
    return rules.visible_patients(actor).filter(status=PatientStatus.ACTIVE)


def _paginator(wanted: QuerySet[Patient], actor: Actor, chosen: OverviewFilter, facts: MeetingFacts) -> Paginator[Any]:
    agenda = panels.agenda_order(actor) if chosen.sort == "agenda" else ()
    columns = list(_COLUMNS)
    sorted_ = ordered(wanted, by=chosen.sort, descending=chosen.descending, agenda=agenda)
    if facts.last_on:
        sorted_ = sorted_.annotate(urgency_before=urgency_before(facts.last_on))
        columns.append("urgency_before")
    return Paginator(sorted_.values(*columns), chosen.page_size)


def _said(chosen: OverviewFilter) -> dict[str, Any]:
    """What the log keeps of the filter: codes and ids, never what was searched for."""
    named = {name: str(getattr(chosen, name) or "") for name in ("target_group", "urgency", "prognosis", "discussed")}
    return named | {"quick": sorted(chosen.quick & set(QUICK_FILTERS)), "search": bool(chosen.search)}


def _counts(in_view: QuerySet[Patient]) -> tuple[dict[str, int], int]:
    active = Enrolment.objects.filter(patient__in=in_view.order_by().values("pk"), ended_on=None)
    rows = active.values("target_group", "kind").annotate(number=Count("pk")).order_by()
    counts: defaultdict[str, int] = defaultdict(int)
    total = 0
    for row in rows:
        counts[row["target_group"]] += row["number"]
        total += row["number"] if row["kind"] == EnrolmentKind.PRIMARY else 0
    return dict(counts), total


def _add_enrolments(rows: list[dict[str, Any]], ids: Sequence[UUID]) -> None:
    """`primary` and `thematic` of each row: a thematic enrolment may follow the prognosis of the primary one."""
    found: defaultdict[UUID, list[Mapping[str, Any]]] = defaultdict(list)
    active = Enrolment.objects.filter(patient__in=ids, ended_on=None).order_by("started_on")
    for one in active.values("patient_id", "target_group", "kind", "prognosis", "urgency"):
        found[one["patient_id"]].append(one)
    for row in rows:
        mine = found[row["id"]]
        row["primary"] = next((one for one in mine if one["kind"] == EnrolmentKind.PRIMARY), None)
        row["thematic"] = [one["target_group"] for one in mine if one["kind"] == EnrolmentKind.THEMATIC]


def _add_care(rows: list[dict[str, Any]], ids: Sequence[UUID]) -> None:
    names: defaultdict[UUID, list[str]] = defaultdict(list)
    care = CareInvolvement.objects.filter(patient__in=ids, ended_on=None).order_by("organisation_name")
    for patient_id, name in care.values_list("patient_id", "organisation_name"):
        names[patient_id].append(name)
    for row in rows:
        row["care"] = names[row["id"]]


def _add_marks(rows: list[dict[str, Any]], facts: MeetingFacts) -> None:
    for row in rows:
        row["is_new"] = is_new(row["shown__started_on"], row["shown__last_discussed_on"], facts)
        row["is_stale"] = is_stale(row["record_updated_at"], facts)
        before = row.pop("urgency_before", None)
        row["before"] = None if row["is_new"] or before == row["shown__urgency"] else before
