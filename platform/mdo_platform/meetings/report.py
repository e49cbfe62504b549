"""The report (M-07): what is in it when the meeting is closed.

'Zonder namen': initial, birth year and colour code. In a group of ten practices that is pseudonymous, so the report has
the rights and the logging of the register, and is never mailed.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from mdo_foundation.common import dutch
from mdo_foundation.common.groups import current_group
from mdo_platform.meetings import categories, levels
from mdo_platform.meetings.masking import masker
from mdo_platform.meetings.models import AgendaItem, Agreement, Attendance, ItemState, Meeting, Signal, SignalKind
from mdo_platform.meetings.queries.course import items_of, left_over
from mdo_platform.meetings.report_content import PATIENT
from mdo_platform.register.presenters import short_name_of


def build_content(meeting: Meeting) -> dict[str, Any]:
    """Everything the report shows. No name of a patient and no date of birth.

    A patient's line holds the id, by which an objection or a deletion finds it later; `shown` leaves it out.
    """
    noted, others = left_over(meeting)
    is_in = Q(state__in=(ItemState.DISCUSSED, ItemState.CURRENT)) | Q(pk__in=[item.pk for item in noted])
    items = list(items_of(meeting).filter(is_in).select_related("patient", "enrolment", "advice"))
    mask = masker(item.patient for item in items)
    agreements = list(meeting.agreements.all())
    starts = timezone.localtime(meeting.opened_at or meeting.starts_at)
    ends = timezone.localtime(meeting.closed_at) if meeting.closed_at else starts + timedelta(minutes=meeting.minutes)
    return {
        "group": current_group().name,
        "day": dutch.day_long(starts.date()),
        "year": starts.year,
        "time": dutch.clock_range(starts, ends),
        "place": meeting.place,
        "target_groups": [levels.target_group_label(code) for code in meeting.target_groups],
        "participants": [_participant(row) for row in meeting.attendances.filter(present=True)],
        "patients": [_patient(item, agreements, mask) for item in items],
        "agreements": [_agreement(row, mask) for row in agreements if row.item_id is None],
        "signals": [_signal(row, mask) for row in meeting.signals.order_by("kind", "created_at")],
        "removed": 0,
        "not_discussed": len(others),
    }


def _participant(row: Attendance) -> dict[str, Any]:
    return {"name": row.name, "discipline": row.discipline, "organisation": row.organisation, "guest": row.is_guest}


def _patient(item: AgendaItem, agreements: list[Agreement], mask: Any) -> dict[str, Any]:
    advice = getattr(item, "advice", None)
    seen = item if item.state in (ItemState.DISCUSSED, ItemState.PARKED) else item.enrolment
    return {
        PATIENT: str(item.patient_id),
        "label": short_name_of(item.patient),
        "target_group": levels.target_group_label(item.target_group),
        "urgency": levels.as_dict(item.target_group, "urgency", seen.urgency),
        "prognosis": levels.as_dict(item.target_group, "prognosis", seen.prognosis),
        "question": mask(seen.question),
        "advice": mask(advice.text) if advice else "",
        "interventions": levels.intervention_titles(advice.interventions) if advice else [],
        "tools": levels.tool_titles(advice.tools) if advice else [],
        "agreements": [_agreement(row, mask) for row in agreements if row.item_id == item.pk],
    }


def _agreement(row: Agreement, mask: Any) -> dict[str, Any]:
    return {
        "what": mask(row.what),
        "who": row.who_name if row.who_id else mask(row.who_name),
        "due": dutch.day_short(row.due_on) if row.due_on else "",
    }


def _signal(row: Signal, mask: Any) -> dict[str, Any]:
    kind = str(SignalKind(row.kind).label)
    category = categories.label(row.category) if row.category else ""
    return {"kind": kind, "category": category, "text": mask(row.text)}
