"""Figures per target group (R-19): counts of patients whom the actor may see, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_foundation.targetgroups.archive import get_archive
from mdo_foundation.targetgroups.field_forms import PROBLEMS, STRENGTHS
from mdo_platform.register import definitions, rules
from mdo_platform.register.models import Answer, AnswerState, Enrolment, Patient, PatientStatus
from mdo_plugin_api import Dimension, Field, FieldKind, TargetGroup

MONTHS = 12
COUNTED_KINDS = (FieldKind.CHOICE, FieldKind.CHOICES, FieldKind.YES_NO)
DIMENSIONS = (
    Dimension.SOMATIC,
    Dimension.PSYCHOLOGICAL,
    Dimension.SOCIAL,
    Dimension.SPIRITUAL,
    Dimension.SHARED_DECISIONS,
    Dimension.PLANNING_AHEAD,
)
_ASKED = Count("pk", filter=~Q(question=""))


@dataclass(frozen=True, kw_only=True)
class DimensionCount:
    """Patients with a problem, with a strength, and with anything filled in; None where there is no such field."""

    dimension: Dimension
    problems: int | None
    strengths: int | None
    filled: int


@dataclass(frozen=True, kw_only=True)
class FieldCount:
    """`options` by code ('true' and 'false' for yes and no). `of_ended`: counted of patients whose care ended."""

    field: Field
    filled: int
    options: dict[str, int]
    of_ended: bool


@dataclass(frozen=True, kw_only=True)
class MonthCount:
    month: date
    started: int
    ended: int


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """`patients`: active in this target group now. `target_groups`: active patients per target group."""

    target_group: str
    target_groups: dict[str, int]
    patients: int
    with_question: int
    urgency: dict[str, int]
    prognosis: dict[str, int]
    dimensions: list[DimensionCount]
    fields: list[FieldCount]
    months: list[MonthCount]

    @property
    def started(self) -> int:
        return sum(one.started for one in self.months)

    @property
    def ended(self) -> int:
        return sum(one.ended for one in self.months)


def dashboard(actor: Actor, *, target_group: str = "") -> Dashboard:
    """Without `target_group`: the first that the group uses. The read is logged, without patients: only counts."""
    rules.check_can_see_register(actor)
    visible = rules.visible_patients(actor)
    active = Enrolment.objects.filter(patient__in=visible.filter(status=PatientStatus.ACTIVE).values("pk"))
    active = active.filter(ended_on=None)
    counts = dict(active.order_by().values_list("target_group").annotate(Count("pk")))
    code = _chosen(target_group, counts)
    here = active.filter(target_group=code)
    group = get_archive().target_group(code)
    patients = here.values("patient_id")
    levels = list(here.order_by().values_list("urgency", "prognosis").annotate(number=Count("pk"), asked=_ASKED))
    months = _months(visible, code)
    found = Dashboard(
        target_group=code,
        target_groups=counts,
        patients=sum(number for _urgency, _prognosis, number, _asked in levels),
        with_question=sum(asked for _urgency, _prognosis, _number, asked in levels),
        urgency=_summed((urgency, number) for urgency, _prognosis, number, _asked in levels),
        prognosis=_summed((prognosis, number) for _urgency, prognosis, number, _asked in levels),
        dimensions=_dimensions(group, patients) if group else [],
        fields=_fields(group, patients, _ended(visible, code, since=months[0].month)) if group else [],
        months=months,
    )
    record_access(actor, action="R", what="reports.dashboard", detail={"target_group": code})
    return found


def _summed(parts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """By level; a thematic enrolment without a scale of its own has none."""
    found: Counter[str] = Counter()
    for code, number in parts:
        found[code] += number
    return {code: number for code, number in found.items() if code}


def _chosen(target_group: str, counts: Mapping[str, int]) -> str:
    """The target group that is asked for, or the first; NotFound for one that is nowhere."""
    used = [group.code for group in definitions.enabled_target_groups()]
    known = [*used, *(code for code in counts if code not in used)]
    if target_group not in known and (target_group or not known):
        raise NotFound
    return target_group or known[0]


def _ended(visible: QuerySet[Patient], code: str, *, since: date) -> Any:
    gone = Enrolment.objects.filter(patient__in=visible.filter(status=PatientStatus.CLOSED).values("pk"))
    return gone.filter(target_group=code, ended_on__gte=since).values("patient_id")


def _months(visible: QuerySet[Patient], code: str) -> list[MonthCount]:
    """This month and the eleven before it."""
    this = timezone.localdate().replace(day=1)
    months = [_month_before(this, number) for number in reversed(range(MONTHS))]
    enrolments = Enrolment.objects.filter(patient__in=visible.values("pk"), target_group=code).order_by()
    started, ended = (_per_month(enrolments, column, since=months[0]) for column in ("started_on", "ended_on"))
    return [MonthCount(month=one, started=started.get(one, 0), ended=ended.get(one, 0)) for one in months]


def _per_month(enrolments: QuerySet[Enrolment], column: str, *, since: date) -> dict[date, int]:
    within = enrolments.filter(**{f"{column}__gte": since})
    return dict(within.annotate(month=TruncMonth(column)).values_list("month").annotate(Count("pk")))


def _month_before(month: date, number: int) -> date:
    years, place = divmod(month.month - 1 - number, 12)
    return month.replace(year=month.year + years, month=place + 1)


def _dimensions(group: TargetGroup, patients: Any) -> list[DimensionCount]:
    wanted = {f"{dimension}_{part}": codes for dimension in DIMENSIONS for part, codes in _parts(group, dimension)}
    counted = {name: Count("patient", distinct=True, filter=Q(field__in=codes)) for name, codes in wanted.items()}
    found = Answer.objects.filter(patient__in=patients, state=AnswerState.FILLED).aggregate(**counted)
    return [
        DimensionCount(
            dimension=one,
            problems=found[f"{one}_problems"] if wanted[f"{one}_problems"] else None,
            strengths=found[f"{one}_strengths"] if wanted[f"{one}_strengths"] else None,
            filled=found[f"{one}_filled"],
        )
        for one in DIMENSIONS
    ]


def _parts(group: TargetGroup, dimension: Dimension) -> list[tuple[str, list[str]]]:
    codes = [field.code for field in group.fields if field.dimension is dimension]
    return [
        ("problems", [code for code in codes if code.endswith(PROBLEMS)]),
        ("strengths", [code for code in codes if code.endswith(STRENGTHS)]),
        ("filled", codes),
    ]


def _fields(group: TargetGroup, active: Any, ended: Any) -> list[FieldCount]:
    """What the target group marks as fit for figures; an evaluation is of patients whose care ended."""
    current = [field for field in group.fields if _is_counted(field)]
    afterwards = [field for field in group.evaluation if _is_counted(field)]
    rows = Answer.objects.filter(state=AnswerState.FILLED).filter(
        Q(patient__in=active, field__in=[field.code for field in current])
        | Q(patient__in=ended, field__in=[field.code for field in afterwards])
    )
    filled: Counter[str] = Counter()
    options: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for code, value, number in rows.order_by().values_list("field", "value").annotate(Count("pk")):
        filled[code] += number
        for option in value if isinstance(value, list) else [value]:
            options[code][str(option).lower() if isinstance(option, bool) else str(option)] += number
    return [
        FieldCount(field=field, filled=filled[field.code], options=options[field.code], of_ended=field in afterwards)
        for field in (*current, *afterwards)
    ]


def _is_counted(field: Field) -> bool:
    return field.reportable and not field.sensitive and field.kind in COUNTED_KINDS
