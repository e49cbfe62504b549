"""What the register's list can be narrowed down to, as conditions on a patient and the enrolment that its row shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal
from uuid import UUID

from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.utils import timezone

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.days import end_of
from mdo_foundation.targetgroups.archive import Archive, get_archive
from mdo_platform.register.models import (
    CareInvolvement,
    Change,
    Enrolment,
    EnrolmentKind,
    InvolvedProfessional,
    Patient,
)
from mdo_platform.register.names import search_words
from mdo_platform.register.panels import MeetingFacts

PAGE_SIZE = 50
QUICK_FILTERS = ("question", "new", "stale", "changed", "mine")
DISCUSSED = ("never", "last", "earlier", "half_year")
HALF_YEAR = timedelta(days=183)


@dataclass(frozen=True, kw_only=True)
class OverviewFilter:
    """What somebody wants to see; unknown values are ignored rather than refused.

    `urgency` is a colour, which means the same in every target group; `prognosis` is `<target group>:<level>`.
    `gp`: 'none' for patients without a GP of the group. `only`: these patients and no others.
    """

    target_group: str = ""
    quick: frozenset[str] = frozenset()
    urgency: str = ""
    prognosis: str = ""
    gp: UUID | Literal["none"] | None = None
    organisation: UUID | None = None
    discussed: str = ""
    search: str = ""
    sort: str = "urgency"
    descending: bool = False
    page: int = 1
    page_size: int = PAGE_SIZE
    only: tuple[UUID, ...] | None = None

    @property
    def is_whole(self) -> bool:
        """Whether nothing but a target group is chosen."""
        return not (self.quick or self.search or self.more or self.only is not None)

    @property
    def more(self) -> tuple[object, ...]:
        """The filters beside target group, quick filters and search that are set."""
        return tuple(filter(None, (self.urgency, self.prognosis, self.gp, self.organisation, self.discussed)))


def with_shown_enrolment(patients: QuerySet[Patient], *, target_group: str) -> QuerySet[Patient]:
    """Each patient with the enrolment that its row shows: that of the chosen target group, else the primary one."""
    which = Q(enrolments__target_group=target_group) if target_group else Q(enrolments__kind=EnrolmentKind.PRIMARY)
    shown = FilteredRelation("enrolments", condition=Q(enrolments__ended_on=None) & which)
    return patients.annotate(shown=shown).filter(shown__isnull=False)


def quick_conditions(actor: Actor, facts: MeetingFacts, *, at: str = "shown__") -> dict[str, Q]:
    """`at`: how the query reaches the enrolment."""
    involved = InvolvedProfessional.objects.filter(patient=OuterRef("pk"), user_id=actor.user_id, ended_on=None)
    last_on = facts.last_on
    return {
        "question": ~Q(**{f"{at}question": ""}),
        "new": Q(**{f"{at}started_on__gt": last_on}) if last_on else Q(**{f"{at}last_discussed_on": None}),
        "stale": Q(record_updated_at__lt=end_of(last_on)) if last_on else Q(pk__in=()),
        "changed": _changed_since(last_on, at=at) if last_on else Q(pk__in=()),
        "mine": Q(gp_id=actor.user_id) | Q(Exists(involved)),
    }


def urgency_before(last_on: date, *, at: str = "shown__") -> Subquery:
    """The urgency that the enrolment had at the end of that day; null when it was not changed since.

    Null too when it was unknown then: a first estimate is no change.
    """
    since = Change.objects.filter(record_id=OuterRef(f"{at}id"), field="urgency", at__gte=end_of(last_on))
    old = Func("old", template="%(expressions)s #>> '{}'", output_field=CharField())
    known = Case(
        When(was__in=_unknown_levels(get_archive()), then=Value(None)), default=F("was"), output_field=CharField()
    )
    first = since.order_by("at").annotate(was=old, known=known).values("known")[:1]
    return Subquery(first, output_field=CharField())


def narrowed(patients: QuerySet[Patient], chosen: OverviewFilter, facts: MeetingFacts) -> QuerySet[Patient]:
    """Everything of `chosen` but the target group and the quick filters."""
    conditions: Mapping[str, Q] = {
        "urgency": _has_colour(chosen.urgency) if chosen.urgency else Q(),
        "prognosis": _has_prognosis(chosen.prognosis) if chosen.prognosis else Q(),
        "gp": Q(gp_id=None if chosen.gp == "none" else chosen.gp) if chosen.gp else Q(),
        "organisation": _cared_for_by(chosen.organisation) if chosen.organisation else Q(),
        "discussed": _discussed(chosen.discussed, facts),
        "only": Q() if chosen.only is None else Q(pk__in=chosen.only),
    }
    for condition in conditions.values():
        patients = patients.filter(condition)
    return searched(patients, chosen.search)


def searched(patients: QuerySet[Patient], query: str) -> QuerySet[Patient]:
    """Every word typed must be the start of a word of the name, the birth year or the GP."""
    for word in search_words(query):
        patients = patients.filter(search_text__contains=word)
    return patients


def present_care() -> QuerySet[CareInvolvement]:
    """Who cares for a patient today; an end may be ahead."""
    return CareInvolvement.objects.filter(Q(ended_on=None) | Q(ended_on__gt=timezone.localdate()))


@cache
def _unknown_levels(archive: Archive) -> list[str]:
    return sorted({level.code for group in archive.target_groups for level in group.urgency.levels if level.unknown})


def _changed_since(last_on: date, *, at: str) -> Q:
    """Enrolled by then, and another urgency now. The first two keep most rows from looking in the history."""
    touched = Q(**{f"{at}urgency_on__gt": last_on}) & Q(**{f"{at}started_on__lte": last_on})
    return touched & ~Q(**{f"{at}urgency": urgency_before(last_on, at=at)})


def _has_colour(colour: str) -> Q:
    levels = Q(pk__in=())
    for group in get_archive().target_groups:
        codes = [level.code for level in group.urgency.levels if level.colour == colour]
        levels |= Q(shown__target_group=group.code, shown__urgency__in=codes) if codes else Q()
    return levels


def _has_prognosis(prognosis: str) -> Q:
    """Of any active enrolment: a row of a thematic target group shows the prognosis of the primary one."""
    target_group, _colon, level = prognosis.partition(":")
    active = Enrolment.objects.filter(patient=OuterRef("pk"), ended_on=None)
    return Q(Exists(active.filter(target_group=target_group, prognosis=level)))


def _cared_for_by(organisation: UUID) -> Q:
    return Q(Exists(present_care().filter(patient=OuterRef("pk"), organisation_id=organisation)))


def _discussed(when: str, facts: MeetingFacts) -> Q:
    """'last': at the last meeting; 'earlier': before it, and not there; 'half_year': longer than half a year ago."""
    if when == "never":
        return Q(shown__last_discussed_on=None)
    if when == "last":
        return Q(shown__last_discussed_on__gte=facts.last_on) if facts.last_on else Q(pk__in=())
    if when == "earlier":
        return Q(shown__last_discussed_on__lt=facts.last_on or timezone.localdate())
    if when == "half_year":
        return Q(shown__last_discussed_on__lt=timezone.localdate() - HALF_YEAR)
    return Q()
