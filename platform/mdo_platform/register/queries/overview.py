"""The register as a list (R-13): one row per patient, `.values()` only, the same number of queries for any number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, Exists, FilteredRelation, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Lower
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.register import rules
from mdo_platform.register.models import (
    CareInvolvement,
    Enrolment,
    EnrolmentKind,
    InvolvedProfessional,
    Patient,
    PatientStatus,
)
from mdo_platform.register.names import search_words
from mdo_platform.register.panels import MeetingFacts, panels
from mdo_plugin_api import Colour

PAGE_SIZE = 50
QUICK_FILTERS = ("question", "new", "stale", "mine")

# Red first. Who was never estimated comes before who is known to be stable: unknown is not green.
COLOUR_RANK = {
    Colour.RED: 0,
    Colour.ORANGE: 1,
    Colour.YELLOW: 2,
    Colour.GREY: 3,
    Colour.PURPLE: 4,
    Colour.BLUE: 5,
    Colour.GREEN: 6,
}
_SORTS = {
    "urgency": "urgency_rank",
    "name": "name",
    "target_group": "shown__target_group",
    "prognosis": "shown__prognosis",
    "gp": "gp_name",
    "updated": "record_updated_at",
}
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
class OverviewFilter:
    """What somebody wants to see; unknown values are ignored rather than refused."""

    target_group: str = ""
    quick: frozenset[str] = frozenset()
    search: str = ""
    sort: str = "urgency"
    descending: bool = False
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class Overview:
    """`rows` of the page; `counts` per target group and `quick` per quick filter are of everything in view."""

    rows: list[dict[str, Any]]
    page: Page[Any]
    total: int
    counts: dict[str, int]
    quick: dict[str, int]
    facts: MeetingFacts


def overview(actor: Actor, chosen: OverviewFilter) -> Overview:
    """A page of the register for the one who looks; the read is logged with the patients that are on it."""
    rules.check_can_see_register(actor)
    facts = panels.meeting_facts()
    in_view = rules.visible_patients(actor).filter(status=PatientStatus.ACTIVE)
    patients = _with_shown_enrolment(in_view, target_group=chosen.target_group)
    conditions = _conditions(actor, facts)
    quick = patients.aggregate(**{name: Count("pk", filter=conditions[name]) for name in QUICK_FILTERS})
    wanted = _search(patients, chosen.search)
    for name in chosen.quick & set(QUICK_FILTERS):
        wanted = wanted.filter(conditions[name])
    page = Paginator(_sorted(wanted, chosen).values(*_COLUMNS), PAGE_SIZE).get_page(chosen.page)
    rows = list(page.object_list)
    ids = [row["id"] for row in rows]
    _add_enrolments(rows, ids)
    _add_care(rows, ids)
    _add_marks(rows, facts)
    counts, total = _counts(in_view)
    detail = {"target_group": chosen.target_group, "quick": sorted(chosen.quick), "search": bool(chosen.search)}
    record_access(actor, action="R", what="register.overview", patient_ids=ids, detail=detail)
    return Overview(rows=rows, page=page, total=total, counts=counts, quick=quick, facts=facts)


def is_new(started_on: date, last_discussed_on: date | None, facts: MeetingFacts) -> bool:
    """Enrolled since the last meeting; while there was none, not yet discussed."""
    return started_on > facts.last_on if facts.last_on else last_discussed_on is None


def is_stale(updated_at: datetime, facts: MeetingFacts) -> bool:
    """Not updated since the last meeting."""
    return facts.last_on is not None and updated_at < _end_of(facts.last_on)


def _with_shown_enrolment(patients: QuerySet[Patient], *, target_group: str) -> QuerySet[Patient]:
    """Each patient with the enrolment that its row shows: that of the chosen target group, else the primary one."""
    which = Q(enrolments__target_group=target_group) if target_group else Q(enrolments__kind=EnrolmentKind.PRIMARY)
    shown = FilteredRelation("enrolments", condition=Q(enrolments__ended_on=None) & which)
    return patients.annotate(shown=shown).filter(shown__isnull=False)


def _conditions(actor: Actor, facts: MeetingFacts) -> dict[str, Q]:
    involved = InvolvedProfessional.objects.filter(patient=OuterRef("pk"), user_id=actor.user_id, ended_on=None)
    last_on = facts.last_on
    return {
        "question": ~Q(shown__question=""),
        "new": Q(shown__started_on__gt=last_on) if last_on else Q(shown__last_discussed_on=None),
        "stale": Q(record_updated_at__lt=_end_of(last_on)) if last_on else Q(pk__in=()),
        "mine": Q(gp_id=actor.user_id) | Q(Exists(involved)),
    }


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())


def _search(patients: QuerySet[Patient], query: str) -> QuerySet[Patient]:
    """Every word typed must be the start of a word of the name, the birth year or the GP."""
    for word in search_words(query):
        patients = patients.filter(search_text__contains=word)
    return patients


def _sorted(patients: QuerySet[Patient], chosen: OverviewFilter) -> QuerySet[Patient]:
    key = _SORTS.get(chosen.sort, _SORTS["urgency"])
    ordered = patients.annotate(urgency_rank=_urgency_rank(), name=Lower("last_name"))
    return ordered.order_by(f"-{key}" if chosen.descending else key, "name", "initials", "pk")


def _urgency_rank() -> Case:
    codes: defaultdict[int, Q] = defaultdict(Q)
    for group in get_registry().target_groups:
        for level in group.urgency.levels:
            codes[COLOUR_RANK[level.colour]] |= Q(shown__target_group=group.code, shown__urgency=level.code)
    whens = (When(condition, then=Value(rank)) for rank, condition in codes.items())
    return Case(*whens, default=Value(COLOUR_RANK[Colour.GREY]), output_field=IntegerField())


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
