"""The monthly review: which months there are, what is in one, and which were missed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal
from uuid import UUID

from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import NotFound
from mdo_platform.accesslog import rules
from mdo_platform.accesslog.models import Review
from mdo_platform.accesslog.periods import month_of, months_between, next_month, of_month
from mdo_platform.accesslog.queries.findings import Finding, findings_as_kept, findings_in, is_opening
from mdo_platform.accesslog.queries.lines import in_period, names_of

SIGN_WITHIN = timedelta(days=14)  # after the month: from the 15th on it is missed
SAMPLE_SIZE = 10
YEARS_LISTED = 5

State = Literal["running", "open", "missed", "signed"]


@dataclass(frozen=True, kw_only=True)
class Month:
    first: date
    state: State
    review: Review | None = None

    @property
    def sign_before(self) -> date:
        """The first day on which it counts as missed."""
        return missed_on(self.first)


@dataclass(frozen=True, kw_only=True)
class MonthContent:
    """Everything that is looked at: `lines` in number, findings, and a random sample of opened records."""

    month: Month
    lines: int
    findings: list[Finding]
    sample: list[AccessLogEntry]
    names: dict[UUID, str]


def missed_on(month: date) -> date:
    return next_month(month) + SIGN_WITHIN


def months(actor: Actor) -> list[Month]:
    """Every month since the first line, the newest first."""
    rules.check_can_read_log(actor)
    return list(reversed(_months()))


def missed_months(actor: Actor) -> list[date]:
    """What the alarm names: months that should have been signed by now. Nothing for who may not sign. Two queries."""
    return [month.first for month in _months() if month.state == "missed"] if rules.can_read_log(actor) else []


def month_content(actor: Actor, month: date) -> MonthContent:
    """A month with its findings; a signed one as it was signed. Looking is logged. NotFound for one without log."""
    rules.check_can_read_log(actor)
    found = next((one for one in _months() if one.first == month), None)
    if found is None:
        raise NotFound
    content = content_of(found)
    ids = shown_patients(content.findings, content.sample)
    names = names_of(actor, ids)
    record_access(actor, action="R", what="log.review", patient_ids=ids, detail={"month": f"{month:%Y-%m}"})
    return MonthContent(month=found, lines=content.lines, findings=content.findings, sample=content.sample, names=names)


def content_of(month: Month) -> MonthContent:
    """What the lines of the month say; of a signed month what was signed, whatever became of the patients since."""
    lines = list(in_period(AccessLogEntry.objects.order_by("seq"), of_month(month.first)))
    if month.review:
        numbers = {row["seq"] for row in month.review.sample}
        sample = [line for line in lines if line.seq in numbers]
        findings = findings_as_kept(month.review.findings, lines)
        return MonthContent(month=month, lines=month.review.lines, findings=findings, sample=sample, names={})
    return MonthContent(month=month, lines=len(lines), findings=findings_in(lines), sample=_sample(lines), names={})


def is_signed(month: date) -> bool:
    return Review.objects.filter(month=month).exists()


def shown_patients(findings: Sequence[Finding], sample: Sequence[AccessLogEntry]) -> list[UUID]:
    ids = [one.patient_id for one in findings if one.patient_id] + [line.patient_ids[0] for line in sample]
    return list(dict.fromkeys(ids))


def _months() -> list[Month]:
    first = AccessLogEntry.objects.order_by("seq").values_list("at", flat=True).first()
    if first is None:
        return []
    today = timezone.localdate()
    start = max(month_of(first), today.replace(year=today.year - YEARS_LISTED, day=1))
    signed = {review.month: review for review in Review.objects.all()}
    return [_month(month, signed.get(month), today) for month in months_between(start, today)]


def _month(first: date, review: Review | None, today: date) -> Month:
    if review:
        state: State = "signed"
    elif today < next_month(first):
        state = "running"
    else:
        state = "missed" if today >= missed_on(first) else "open"
    return Month(first=first, state=state, review=review)


def _sample(lines: Sequence[AccessLogEntry]) -> list[AccessLogEntry]:
    """Opened records in an order that nobody chooses and that stays the same: by the hash of a line's own hash."""
    openings = [line for line in lines if is_opening(line) and line.via != "system"]
    chosen = sorted(openings, key=lambda line: hashlib.sha256(line.hash.encode()).digest())[:SAMPLE_SIZE]
    return sorted(chosen, key=lambda line: line.seq)
