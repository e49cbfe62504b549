"""Signing a month's review, and writing down that something was printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_platform.accesslog import rules
from mdo_platform.accesslog.models import Review
from mdo_platform.accesslog.periods import next_month
from mdo_platform.accesslog.queries.findings import Finding
from mdo_platform.accesslog.queries.reviews import MonthContent, content_of, months, shown_patients
from mdo_platform.register.text import clean_text

LONGEST_REMARK = 1_000
LONGEST_REMARKS = 4_000
PRINTED_WITHIN = timedelta(hours=12)  # no session lives longer
MOST_LINES_PRINTED = 50


def sign_review(
    month: date, *, by: Actor, remarks: str = "", about: Mapping[str, str] | None = None, seen: int | None = None
) -> Review:
    """Sign a month that is over: who, when, and the remark about each finding, for good.

    `about`: a remark by the key of a finding or the number of a sampled line; `seen`: how many findings the signer had
    on the screen. Invalid for a month that still runs, Conflict when it was signed before or more was found since.
    """
    rules.check_can_read_log(by)
    found = next((one for one in months(by) if one.first == month), None)
    if found is None:
        raise NotFound
    if found.review:
        _refuse_second(found.review)
    if timezone.localdate() < next_month(month):
        raise Invalid(_("Deze maand loopt nog. Je tekent af als hij voorbij is."))
    content = content_of(found)
    if seen is not None and seen != len(content.findings):
        raise Conflict(_("Er zijn intussen andere bevindingen. Bekijk de maand opnieuw."), current={})
    said = {key: clean_text(text, field="remarks", limit=LONGEST_REMARK) for key, text in (about or {}).items()}
    whole = clean_text(remarks, field="remarks", limit=LONGEST_REMARKS)
    try:
        return _store(content, by=by, remarks=whole, about=said)
    except IntegrityError:  # somebody else signed at the same moment
        _refuse_second(Review.objects.get(month=month))
        raise


@transaction.atomic
def _store(content: MonthContent, *, by: Actor, remarks: str, about: Mapping[str, str]) -> Review:
    month = content.month.first
    review = Review.objects.create(
        month=month,
        signed_at=timezone.now(),
        signed_by_id=by.user_id,
        signed_by_name=by.name,
        remarks=remarks,
        lines=content.lines,
        findings=[_as_kept(one, about.get(one.key, "")) for one in content.findings],
        sample=[{"seq": line.seq, "remark": about.get(str(line.seq), "")} for line in content.sample],
    )
    record_access(
        by,
        action="C",
        what="log.signed",
        patient_ids=shown_patients(content.findings, content.sample),
        detail={"month": f"{month:%Y-%m}", "review": str(review.pk), "findings": len(content.findings)},
    )
    return review


def record_print(lines: Sequence[int], *, by: Actor) -> int:
    """Somebody prints what is on the screen: the patients of these lines, which the same person's page wrote.

    NotFound when none of them is the actor's own of the last hours. Returns the number of the new line.
    """
    since = timezone.now() - PRINTED_WITHIN
    own = AccessLogEntry.objects.filter(seq__in=lines[:MOST_LINES_PRINTED], actor_id=by.user_id, at__gte=since)
    found = list(own.order_by("seq"))
    if not found:
        raise NotFound
    return record_access(
        by,
        action="E",
        what="page.print",
        patient_ids=[one for line in found for one in line.patient_ids],
        detail={"lines": [line.seq for line in found], "pages": sorted({line.what for line in found})},
    )


def _as_kept(finding: Finding, remark: str) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "key": finding.key,
        "actor": str(finding.actor_id),
        "patient": str(finding.patient_id) if finding.patient_id else None,
        "first_at": finding.first_at.isoformat(),
        "times": finding.times,
        "patients": finding.patients,
        "remark": remark,
    }


def _refuse_second(review: Review) -> None:
    text = _("%(name)s heeft deze maand al afgetekend.") % {"name": review.signed_by_name}
    raise Conflict(text, current={"signed_by": review.signed_by_name, "signed_at": review.signed_at.isoformat()})
