"""The register as a list (R-13): one row per patient, `.values()` only, the same number of queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page, Paginator
from django.db.models import Count, OuterRef, QuerySet, Value

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.days import end_of
from mdo_platform.register import rules
from mdo_platform.register.models import Enrolment, EnrolmentKind, Patient, PatientStatus
from mdo_platform.register.panels import MeetingFacts, panels

from .filters import (
    QUICK_FILTERS,
    OverviewFilter,
    narrowed,
    present_care,
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


_TARGET_GROUP, _KIND = "enrolments__target_group", "enrolments__kind"


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
    numbers = _counts(actor, in_view, facts)
    wanted = narrowed(with_shown_enrolment(in_view, target_group=chosen.target_group), chosen, facts)
    conditions = quick_conditions(actor, facts) if chosen.quick else {}
    wanted = wanted.filter(*(conditions[name] for name in QUICK_FILTERS if name in chosen.quick))
    paginator = Paginator(_rows(wanted, actor, chosen, facts), chosen.page_size)
    if chosen.is_whole:
        paginator.count = numbers.shown(chosen.target_group)  # known already: the paginator need not ask
    page = paginator.get_page(chosen.page)
    rows = list(page.object_list)
    ids = [row["id"] for row in rows]
    _add_primary(rows, ids, target_group=chosen.target_group)
    _add_marks(rows, facts)
    record_access(actor, action="R", what=what, patient_ids=ids, detail=_said(chosen))
    return Overview(
        rows=rows,
        page=page,
        total=numbers.shown(""),
        counts=numbers.target_groups,
        quick=numbers.quick(chosen.target_group),
        facts=facts,
    )


def choices(actor: Actor) -> Choices:
    """The GPs and organisations of the patients in view, by name; one query for both."""
    in_view = _in_view(actor)
    gps = in_view.order_by().exclude(gp_id=None).values_list(Value("gp"), "gp_id", "gp_name")
    care = present_care().filter(patient__in=in_view.values("pk")).order_by()
    found = gps.union(care.values_list(Value("care"), "organisation_id", "organisation_name"))
    rows = sorted(found, key=lambda row: str(row[2]).casefold())
    gps_, organisations = ([(one, name) for kind, one, name in rows if kind == wanted] for wanted in ("gp", "care"))
    return Choices(gps=gps_, organisations=organisations)


def is_new(started_on: date, last_discussed_on: date | None, facts: MeetingFacts) -> bool:
    """Enrolled since the last meeting; while there was none, not yet discussed."""
    return started_on > facts.last_on if facts.last_on else last_discussed_on is None


def is_stale(updated_at: datetime, facts: MeetingFacts) -> bool:
    """Not updated since the last meeting."""
    return facts.last_on is not None and updated_at < end_of(facts.last_on)


def _in_view(actor: Actor) -> QuerySet[Patient]:
    return rules.visible_patients(actor).filter(status=PatientStatus.ACTIVE)


def _rows(wanted: QuerySet[Patient], actor: Actor, chosen: OverviewFilter, facts: MeetingFacts) -> Any:
    agenda = panels.agenda_order(actor, facts) if chosen.sort == "agenda" else ()
    beside = _beside()
    if facts.last_on:
        beside["urgency_before"] = urgency_before(facts.last_on)
    sorted_ = ordered(wanted, by=chosen.sort, descending=chosen.descending, agenda=agenda)
    return sorted_.annotate(**beside).values(*_COLUMNS, *beside)


def _said(chosen: OverviewFilter) -> dict[str, Any]:
    """What the log keeps of the filter: codes and ids, never what was searched for."""
    named = {name: str(getattr(chosen, name) or "") for name in ("target_group", "urgency", "prognosis", "discussed")}
    return named | {"quick": sorted(chosen.quick & set(QUICK_FILTERS)), "search": bool(chosen.search)}


@dataclass(frozen=True, kw_only=True)
class _Numbers:
    """Of all patients in view: per target group and kind of enrolment, the number and that of each quick filter."""

    parts: list[dict[str, Any]]

    @property
    def target_groups(self) -> dict[str, int]:
        found: defaultdict[str, int] = defaultdict(int)
        for part in self.parts:
            found[part[_TARGET_GROUP]] += part["number"]
        return dict(found)

    def shown(self, target_group: str) -> int:
        return sum(part["number"] for part in self._in(target_group))

    def quick(self, target_group: str) -> dict[str, int]:
        return {name: sum(part[name] for part in self._in(target_group)) for name in QUICK_FILTERS}

    def _in(self, target_group: str) -> Iterator[dict[str, Any]]:
        """The enrolments that rows show: of the target group, or the primary ones."""
        key, wanted = (_TARGET_GROUP, target_group) if target_group else (_KIND, EnrolmentKind.PRIMARY)
        return (part for part in self.parts if part[key] == wanted)


def _counts(actor: Actor, in_view: QuerySet[Patient], facts: MeetingFacts) -> _Numbers:
    """Every number above the table in one query."""
    conditions = quick_conditions(actor, facts, at="enrolments__")
    numbers = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    active = in_view.filter(enrolments__ended_on=None, enrolments__isnull=False).order_by()
    return _Numbers(parts=list(active.values(_TARGET_GROUP, _KIND).annotate(number=Count("pk"), **numbers)))


def _beside() -> dict[str, Any]:
    """What stands beside a row: names of home care, other target groups. Asked of the rows of the page only."""
    care = present_care().filter(patient=OuterRef("pk")).order_by("organisation_name")
    themes = Enrolment.objects.filter(patient=OuterRef("pk"), ended_on=None, kind=EnrolmentKind.THEMATIC)
    return {
        "care": ArraySubquery(care.values("organisation_name")),
        "thematic": ArraySubquery(themes.order_by("started_on").values("target_group")),
    }


def _add_primary(rows: list[dict[str, Any]], ids: Sequence[UUID], *, target_group: str) -> None:
    """`primary` of each row: a thematic enrolment may follow the prognosis of the primary one."""
    primary: dict[UUID, Mapping[str, Any]] = {}
    if target_group:
        active = Enrolment.objects.filter(patient__in=ids, ended_on=None, kind=EnrolmentKind.PRIMARY)
        primary = {one["patient_id"]: one for one in active.values("patient_id", "target_group", "prognosis")}
    for row in rows:
        row["primary"] = primary.get(row["id"])


def _add_marks(rows: list[dict[str, Any]], facts: MeetingFacts) -> None:
    for row in rows:
        row["is_new"] = is_new(row["shown__started_on"], row["shown__last_discussed_on"], facts)
        row["is_stale"] = is_stale(row["record_updated_at"], facts)
        before = row.pop("urgency_before", None)
        row["before"] = None if row["is_new"] or before == row["shown__urgency"] else before
