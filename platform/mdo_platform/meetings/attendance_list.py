"""The attendance list for accreditation (M-09): who was there, for how long. Nothing about patients."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mdo_foundation.common import dutch
from mdo_foundation.common.groups import current_group
from mdo_foundation.common.pdf import render_pdf
from mdo_platform.meetings import levels, people
from mdo_platform.meetings.models import Attendance, Meeting

TEMPLATE = "mdo_platform.meetings/attendance"
QUARTER = timedelta(minutes=15)


class Profession(models.TextChoices):
    """Whose list: a GP sends it in for the toetsgroep, a nurse for ODA."""

    EVERYBODY = "", gettext_lazy("iedereen")
    GP = "gp", gettext_lazy("huisartsen (toetsgroep)")
    NURSE = "nurse", gettext_lazy("verpleegkundigen (ODA)")


_WORDS = {Profession.GP: "huisarts", Profession.NURSE: "verpleegkund"}


def build_list(meeting: Meeting, profession: Profession) -> dict[str, Any]:
    starts = timezone.localtime(meeting.opened_at or meeting.starts_at)
    ends = timezone.localtime(meeting.closed_at) if meeting.closed_at else starts + timedelta(minutes=meeting.minutes)
    chair = people.member(meeting.chair_id)
    present = [row for row in meeting.attendances.filter(present=True) if _is_of(row, profession)]
    return {
        "group": current_group().name,
        "day": dutch.day_long(starts.date()),
        "year": starts.year,
        "time": dutch.clock_range(starts, ends),
        "hours": hours_in_words(ends - starts),
        "place": meeting.place,
        "chair": chair.name if chair else "",
        "profession": str(profession.label),
        "target_groups": [levels.target_group_label(code) for code in meeting.target_groups],
        "people": [
            {"name": row.name, "discipline": row.discipline, "organisation": row.organisation, "guest": row.is_guest}
            for row in sorted(present, key=lambda row: row.name)
        ],
    }


def render_list(meeting: Meeting, profession: Profession) -> bytes:
    content = build_list(meeting, profession)
    return render_pdf(TEMPLATE, content, title=_("Presentielijst MDO %(group)s, %(day)s %(year)s") % content)


def hours_in_words(length: timedelta) -> str:
    """To the nearest quarter of an hour, at least one: '1,25'."""
    quarters = max(1, round(length / QUARTER))
    whole, rest = divmod(quarters, 4)
    return f"{whole}{('', ',25', ',5', ',75')[rest]}"


def _is_of(row: Attendance, profession: Profession) -> bool:
    return profession is Profession.EVERYBODY or _WORDS[profession] in row.discipline.casefold()
