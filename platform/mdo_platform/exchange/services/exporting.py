from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Invalid
from mdo_platform.exchange.export import BY_COLUMN, COLUMNS
from mdo_platform.exchange.writing import Sheet, csv_file, xlsx_file
from mdo_platform.register import rules
from mdo_platform.register.models import CareInvolvement, Diagnosis, Enrolment, EnrolmentKind, Patient, PatientStatus
from mdo_platform.register.panels import panels
from mdo_platform.register.queries import OverviewFilter
from mdo_platform.register.queries.filters import narrowed, quick_conditions, with_shown_enrolment

Kind = Literal["xlsx", "csv"]
_DETAILS = (
    "pk", "initials", "first_name", "name_prefix", "last_name", "birth_name", "birth_date", "sex", "street",
    "house_number", "postcode", "city", "phone", "gp_name", "consent", "status",
)  # fmt: skip
_ENROLMENT = ("patient_id", "target_group", "kind", "prognosis", "urgency", "question", "started_on", "ended_on")


def export_patients(
    actor: Actor, *, columns: Collection[str], kind: Kind, chosen: OverviewFilter | None, closed: bool = False
) -> bytes:
    """The patients that the actor sees as a file, whole, in memory; logged as taken out before it is given.

    `chosen`: those of the overview with these filters; None: all in the register, with `closed` the closed ones too.
    Never a BSN. The caller asks for a fresh code.
    """
    rules.check_can_see_register(actor)
    picked = [column for column in COLUMNS if column.code in columns]
    if not picked or not set(columns) <= set(BY_COLUMN):
        sentence = _("Kies wat er van elke patiënt in het bestand komt.")
        raise Invalid(sentence, fields={"columns": [sentence]})
    rows = export_rows(_patients(actor, chosen, closed=closed))
    sheet = Sheet(
        name=_("Register"),
        headings=[str(column.label) for column in picked],
        rows=([column.read(row) for column in picked] for row in rows),
    )
    content = xlsx_file(sheet) if kind == "xlsx" else csv_file(sheet)
    detail = {"columns": [column.code for column in picked], "kind": kind, "closed": closed}
    detail["filters"] = sorted(_named(chosen)) if chosen else []
    record_access(actor, action="E", what="exchange.export", patient_ids=[row["pk"] for row in rows], detail=detail)
    return content


def export_rows(patients: QuerySet[Patient]) -> list[dict[str, Any]]:
    """Everything that a column reads, in four queries; a closed patient has the last enrolment that it had."""
    rows: list[dict[str, Any]] = list(patients.order_by("last_name", "initials", "pk").values(*_DETAILS).distinct())
    ids = [row["pk"] for row in rows]
    enrolments = _enrolments(ids)
    diagnoses = _texts(Diagnosis.objects.filter(patient__in=ids, ended_on=None).order_by("created_at"), "icpc", "title")
    present = Q(ended_on=None) | Q(ended_on__gt=timezone.localdate())
    care = CareInvolvement.objects.filter(present, patient__in=ids).order_by("organisation_name")
    home_care = _texts(care, "organisation_name")
    for row in rows:
        mine = enrolments[row["pk"]]
        row["enrolment"] = mine[0]
        thematic = (one for one in mine if one["kind"] == EnrolmentKind.THEMATIC and one["ended_on"] is None)
        row["thematic"] = [one["target_group"] for one in thematic if one is not mine[0]]
        row["diagnoses"], row["home_care"] = diagnoses[row["pk"]], home_care[row["pk"]]
    return rows


def _patients(actor: Actor, chosen: OverviewFilter | None, *, closed: bool) -> QuerySet[Patient]:
    in_view = rules.visible_patients(actor)
    active = in_view.filter(status=PatientStatus.ACTIVE)
    if chosen is not None:
        facts = panels.meeting_facts()
        conditions = quick_conditions(actor, facts)
        quick = [condition for name, condition in conditions.items() if name in chosen.quick]
        shown = with_shown_enrolment(active, target_group=chosen.target_group)
        return narrowed(shown, chosen, facts).filter(*quick)
    return in_view if closed else active


def _enrolments(ids: Sequence[UUID]) -> Mapping[UUID, list[dict[str, Any]]]:
    """Per patient: the active primary enrolment first, else the last that ended."""
    found: defaultdict[UUID, list[dict[str, Any]]] = defaultdict(list)
    columns = (*_ENROLMENT, "last_discussed_on")
    for one in Enrolment.objects.filter(patient__in=ids).order_by("-started_on", "-created_at").values(*columns):
        found[one["patient_id"]].append(one)
    for mine in found.values():
        mine.sort(key=lambda one: (one["ended_on"] is not None, one["kind"] != EnrolmentKind.PRIMARY))
    return found


def _texts(records: QuerySet[Any], *columns: str) -> Mapping[UUID, list[str]]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for patient_id, *texts in records.values_list("patient_id", *columns):
        found[patient_id].append(" ".join(text for text in texts if text))
    return found


def _named(chosen: OverviewFilter) -> list[str]:
    """Which filters were set, not what was searched for."""
    return [name for name, value in vars(chosen).items() if value and name not in {"sort", "page", "page_size"}]
