"""Lines, looks, months and findings as the pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common import dutch
from mdo_platform.accesslog import words
from mdo_platform.accesslog.models import Review
from mdo_platform.accesslog.pseudonyms import pseudonym
from mdo_platform.accesslog.queries.findings import RULES, Finding
from mdo_platform.accesslog.queries.looked import Look
from mdo_platform.accesslog.queries.reviews import Month, MonthContent


@dataclass(frozen=True, kw_only=True)
class LineRow:
    """`patient`: the name for who may know it, else a pseudonym; of a list only how many."""

    seq: int
    at: datetime
    who: str
    roles: str
    how: str
    action: str
    what: str
    patient: str
    patient_url: str
    lacks: str


@dataclass(frozen=True, kw_only=True)
class MonthRow:
    label: str
    url: str
    state: str
    state_label: str
    tone: str
    signed_by: str
    signed_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class FindingRow:
    key: str
    who: str
    at: datetime
    what: str
    patient: str
    patient_url: str
    times: str
    remark: str


@dataclass(frozen=True, kw_only=True)
class RuleBlock:
    code: str
    label: str
    explanation: str
    rows: list[FindingRow] = field(default_factory=list)


def tabs(current: str, *, missed: int = 0) -> list[dict[str, Any]]:
    labels = {"log": _("Inzagelog"), "reviews": _("Maandcontrole"), "export": _("Ophalen als bestand")}
    return [
        {
            "label": label,
            "url": reverse(f"accesslog:{name}"),
            "current": name == current,
            "count": missed if name == "reviews" else 0,
        }
        for name, label in labels.items()
    ]


def line_row(line: AccessLogEntry, names: Mapping[UUID, str]) -> LineRow:
    is_system = line.via == "system"
    patient, url = _patient(line.patient_ids, names)
    return LineRow(
        seq=line.seq,
        at=timezone.localtime(line.at),
        who=_("MDO-Portal") if is_system else line.actor_name,
        roles="" if is_system else words.role_words(line.roles),
        how=words.how(line.via),
        action=str(words.ACTIONS[line.action]),
        what=words.said_to_group(line.what, line.action, line.detail),
        patient=patient,
        patient_url=url,
        lacks="" if is_system else _lacks(line),
    )


def month_row(month: Month) -> MonthRow:
    labels = {
        "running": (_("loopt nog"), ""),
        "open": (_("nog aftekenen"), "care-yellow"),
        "missed": (_("gemist: teken nu af"), "care-red"),
        "signed": (_("afgetekend"), "care-green"),
    }
    label, tone = labels[month.state]
    return MonthRow(
        label=dutch.month_year(month.first),
        url=reverse("accesslog:review", args=[month.first.year, month.first.month]),
        state=month.state,
        state_label=label,
        tone=tone,
        signed_by=month.review.signed_by_name if month.review else "",
        signed_at=timezone.localtime(month.review.signed_at) if month.review else None,
    )


def rule_blocks(content: MonthContent) -> list[RuleBlock]:
    """Every rule, also one without findings: that it was looked for is said too."""
    remarks = _remarks(content.month.review)
    return [
        RuleBlock(
            code=rule.code,
            label=str(rule.label),
            explanation=str(rule.explanation),
            rows=[_finding(one, content.names, remarks) for one in content.findings if one.rule == rule.code],
        )
        for rule in RULES
    ]


def sample_rows(content: MonthContent) -> list[dict[str, Any]]:
    review = content.month.review
    kept = {row["seq"]: row["remark"] for row in review.sample} if review else {}
    return [{"line": line_row(line, content.names), "remark": kept.get(line.seq, "")} for line in content.sample]


def look_row(look: Look) -> dict[str, Any]:
    """A row of 'Wie heeft gekeken', for the page and the PDF."""
    at = timezone.localtime(look.at)
    return {
        "at": at,
        "day": f"{dutch.day_short(at.date())} {at.year}",
        "time": dutch.clock(at),
        "who": look.name,
        "role": look.role,
        "organisation": "" if look.is_system else look.organisation,
        "what": ", ".join(part for part in (look.what, look.how) if part),
        "times": _times(look.times) if look.times > 1 else "",
        "ground": _ground(look),
    }


def missed_label(months: list[date]) -> str:
    """'september 2026 en oktober 2026'"""
    names = [dutch.month_year(month) for month in months]
    return _(" en ").join(filter(None, (", ".join(names[:-1]), names[-1]))) if names else ""


def _finding(finding: Finding, names: Mapping[UUID, str], remarks: Mapping[str, str]) -> FindingRow:
    ids = [finding.patient_id] if finding.patient_id else []
    patient, url = _patient(ids, names) if ids else (_number(finding.patients), "")
    return FindingRow(
        key=finding.key,
        who=finding.actor_name,
        at=timezone.localtime(finding.first_at),
        what=words.said(finding.what, finding.action, {}) if finding.rule == "log_itself" else "",
        patient=patient,
        patient_url=url,
        times=_times(finding.times),
        remark=remarks.get(finding.key, ""),
    )


def _patient(patient_ids: list[UUID], names: Mapping[UUID, str]) -> tuple[str, str]:
    if len(patient_ids) != 1:
        return _number(len(patient_ids)) if patient_ids else "", ""
    (one,) = patient_ids
    return (names[one], reverse("register:patient", args=[one])) if one in names else (pseudonym(one), "")


def _lacks(line: AccessLogEntry) -> str:
    parts = (
        _("geen behandelrelatie") if line.controls[1] == "F" else "",
        _("geen toestemming vastgelegd") if line.controls[2] == "F" else "",
    )
    return ", ".join(filter(None, parts))


def _ground(look: Look) -> str:
    """By which right, in words: the rights of the group always allowed it, else there was no line."""
    if look.is_system:
        return ""
    relation = _("behandelrelatie") if look.treats else _("geen eigen behandelrelatie, wel lid van de groep")
    consent = _("toestemming") if look.consented else _("geen toestemming vastgelegd")
    return f"{relation}; {consent}"


def _remarks(review: Review | None) -> dict[str, str]:
    return {row["key"]: row["remark"] for row in review.findings} if review else {}


def _number(patients: int) -> str:
    return ngettext("%(number)s patiënt", "%(number)s patiënten", patients) % {"number": dutch.number(patients)}


def _times(times: int) -> str:
    return ngettext("%(number)s keer", "%(number)s keer", times) % {"number": dutch.number(times)}
