"""What reports hold about patients whose records are deleted (R-16): their lines go, numbers stay."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from mdo_platform.meetings.models import AgendaItem, MeetingReport
from mdo_platform.meetings.report_content import render, without
from mdo_platform.register.models import Patient


def erase_from_reports(patient_ids: Sequence[UUID]) -> None:
    """Write the reports of these patients' meetings anew without them, page and file."""
    meetings = AgendaItem.objects.filter(patient__in=patient_ids).values("meeting_id")
    for report in MeetingReport.objects.filter(meeting_id__in=meetings):
        discussed = Patient.objects.filter(pk__in=patient_ids, agenda_items__meeting_id=report.meeting_id)
        content = without(report.content, list(discussed))
        if content["removed"] != report.content.get("removed", 0):
            report.content, report.pdf = content, render(content)
            report.save(update_fields=["content", "pdf"])
