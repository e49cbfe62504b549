"""Lines of the log as the group reads them. Reading them is logged before anything is returned (L7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.groups import current_group
from mdo_platform.accesslog import rules
from mdo_platform.accesslog.periods import Period
from mdo_platform.accesslog.pseudonyms import range_of
from mdo_platform.register.models import Deletion, Patient
from mdo_platform.register.presenters import full_name_of
from mdo_tenants.groups.models import Membership

PAGE_SIZE = 50
ACTIONS = ("R", "C", "U", "D", "E")


@dataclass(frozen=True, kw_only=True)
class LogFilter:
    """What somebody wants to see; unknown values are ignored. `patient` is a pseudonym as the page shows it."""

    period: Period = field(default_factory=Period)
    actor_id: UUID | None = None
    action: str = ""
    patient: str = ""
    page: int = 1


@dataclass(frozen=True, kw_only=True)
class LogPage:
    """`names` of the patients on it whom the reader may know by name."""

    page: Page[AccessLogEntry]
    names: dict[UUID, str]


def log_page(actor: Actor, chosen: LogFilter) -> LogPage:
    """A page of the group's log, newest first."""
    rules.check_can_read_log(actor)
    page = Paginator(filtered(chosen), PAGE_SIZE).get_page(chosen.page)
    single = single_patients(page.object_list)
    names = names_of(actor, single)
    record_access(actor, action="R", what="log.read", patient_ids=single, detail=_filters(chosen))
    return LogPage(page=page, names=names)


class LoggedLines:
    """The log for the API's pages: each slice that is taken is logged with the patients that it names."""

    def __init__(self, actor: Actor, chosen: LogFilter) -> None:
        rules.check_can_read_log(actor)
        self.actor, self.chosen, self.lines = actor, chosen, filtered(chosen)

    def count(self) -> int:
        return self.lines.count()

    def __getitem__(self, part: slice) -> list[tuple[AccessLogEntry, str | None]]:
        """Lines, with the name of the one patient for who may know it."""
        found = list(self.lines[part])
        single = single_patients(found)
        names = names_of(self.actor, single)
        record_access(self.actor, action="R", what="log.read", patient_ids=single, detail=_filters(self.chosen))
        return [(line, names.get(line.patient_ids[0]) if len(line.patient_ids) == 1 else None) for line in found]


def filtered(chosen: LogFilter) -> QuerySet[AccessLogEntry]:
    lines = in_period(AccessLogEntry.objects.order_by("-seq"), chosen.period)
    if chosen.actor_id:
        lines = lines.filter(actor_id=chosen.actor_id)
    if chosen.action in ACTIONS:
        lines = lines.filter(action=chosen.action)
    if chosen.patient:
        lines = lines.filter(patient_ids__overlap=_known_as(chosen.patient))
    return lines


def in_period(lines: QuerySet[AccessLogEntry], period: Period) -> QuerySet[AccessLogEntry]:
    if period.starts_at:
        lines = lines.filter(at__gte=period.starts_at)
    return lines.filter(at__lt=period.ends_at) if period.ends_at else lines


def single_patients(lines: Iterable[AccessLogEntry]) -> list[UUID]:
    """The patients whom the pages name: those of lines about one. Of a list only the number is shown."""
    return list(dict.fromkeys(line.patient_ids[0] for line in lines if len(line.patient_ids) == 1))


def names_of(actor: Actor, patient_ids: Iterable[UUID]) -> dict[UUID, str]:
    """Full names of patients in view of the reader; two queries."""
    rows = Patient.objects.filter(pk__in=rules.nameable(actor, patient_ids))
    return {row["id"]: full_name_of(row) for row in rows.values("id", "sex", "initials", "name_prefix", "last_name")}


def people() -> list[tuple[UUID, str]]:
    """Everybody who is or was a member, by name."""
    found = Membership.objects.filter(group_id=current_group().id).order_by("user__full_name")
    return list(dict.fromkeys(found.values_list("user_id", "user__full_name")))


def _known_as(word: str) -> list[UUID]:
    """The patients, deleted ones too, whose pseudonym this is."""
    between = range_of(word)
    if between is None:
        return []
    present = Patient.objects.filter(pk__range=between).values_list("pk", flat=True)
    return [*present, *Deletion.objects.filter(patient_id__range=between).values_list("patient_id", flat=True)]


def _filters(chosen: LogFilter) -> dict[str, str]:
    """Which part was read: days, person, action, pseudonym."""
    shown = {
        "from": chosen.period.first,
        "until": chosen.period.last,
        "actor": chosen.actor_id,
        "action": chosen.action,
        "patient": chosen.patient[:20],
    }
    return {name: str(value) for name, value in shown.items() if value}
