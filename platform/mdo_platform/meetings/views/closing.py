"""Closing, and the report."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.errors import Conflict, NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import presenters, queries, rules, services
from mdo_platform.meetings.attendance_list import Profession
from mdo_platform.meetings.models import ItemState, MeetingState
from mdo_platform.meetings.queries.preview import report_preview

DONE = (MeetingState.CLOSED, MeetingState.REPORTED)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """First what the report will hold, then close. Closed by somebody a moment before: the same report."""
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    rules.check_can_run_meeting(request.actor, meeting)
    if request.method == "POST":
        try:
            services.close_meeting(meeting_id, by=request.actor)
        except Conflict as conflict:
            if conflict.current.get("state") not in DONE:
                raise
        return redirect("meetings:report", meeting_id)
    if meeting.state != MeetingState.OPEN:
        return redirect("meetings:detail", meeting_id)
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "report": report_preview(request.actor, meeting),
        "led_by": queries.other_leader(request.actor, meeting),
        "parked": queries.items_of(meeting).filter(state=ItemState.PARKED).count(),
        "unfinished": meeting.agreements.filter(who_name="").count(),
    }
    return render(request, "meetings/close.html", context)


@require_GET
def report(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    if meeting.state not in DONE:
        return redirect("meetings:detail", meeting_id)
    made = queries.report(request.actor, meeting_id)
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "report": made.content if made else None,
        "can_plan": rules.can_plan_meetings(request.actor),
        "next_meeting": meeting.next_meeting or queries.planned_after(meeting),
        "professions": Profession,
    }
    return render(request, "meetings/report.html", context)


@require_GET
def attendance_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    wanted = request.GET.get("voor", "")
    return attendance_response(cast("GroupRequest", request).actor, meeting_id, wanted)


def attendance_response(actor: Actor, meeting_id: UUID, wanted: str) -> HttpResponse:
    """The attendance list of a closed meeting; `wanted` is a code of Profession, everybody when it is none."""
    profession = Profession(wanted) if wanted in Profession.values else Profession.EVERYBODY
    meeting, pdf = queries.attendance_list(actor, meeting_id, profession)
    day = timezone.localdate(meeting.starts_at).isoformat()
    return _download(pdf, f"mdo-presentielijst-{day}.pdf")


@require_GET
def report_pdf(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    return pdf_response(cast("GroupRequest", request).actor, meeting_id)


def pdf_response(actor: Actor, meeting_id: UUID) -> HttpResponse:
    """The stored PDF as a download. Its name holds the day, nothing of a patient."""
    made = queries.report(actor, meeting_id, as_file=True)
    if made is None:
        raise NotFound
    day = timezone.localdate(made.meeting.starts_at).isoformat()
    return _download(bytes(made.pdf), f"mdo-verslag-{day}.pdf")


def _download(pdf: bytes, name: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
