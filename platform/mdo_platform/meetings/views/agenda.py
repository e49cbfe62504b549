"""One meeting before it starts: its agenda."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import forms, presenters, queries, rules, services
from mdo_platform.meetings.models import MeetingState
from mdo_platform.meetings.views._base import checked


@require_GET
def detail(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    if meeting.state in (MeetingState.CLOSED, MeetingState.REPORTED):
        return redirect("meetings:report", meeting.pk)
    can_run = rules.can_run_meeting(request.actor, meeting)
    lines = queries.agenda(request.actor, meeting)
    candidates = queries.proposals(request.actor, meeting) if can_run else []
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "roles": presenters.seat_roles(meeting),
        "agenda": presenters.agenda_page(meeting, lines, candidates),
        "can_run": can_run,
    }
    return render(request, "meetings/detail.html", context)


@require_POST
def add(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Put the ticked patients on the agenda; who is refused is named with the reason, the others go on."""
    request = cast("GroupRequest", request)
    added = 0
    for raw in request.POST.getlist("patient"):
        try:
            services.add_item(meeting_id, by=request.actor, patient_id=_uuid(raw))
            added += 1
        except Invalid as error:
            messages.warning(request, str(error.message))
    if added:
        text = ngettext(
            "Er staat %(count)d patiënt bij op de agenda.", "Er staan %(count)d patiënten bij op de agenda.", added
        )
        messages.success(request, text % {"count": added})
    return _back(request, meeting_id)


@require_POST
def move(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    place = checked(forms.PlaceForm(request.POST))
    if place["position"]:
        services.move_item(meeting_id, by=request.actor, item_id=item_id, position=place["position"])
    return _back(request, meeting_id)


@require_POST
def set_minutes(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    place = checked(forms.PlaceForm(request.POST))
    services.set_minutes(meeting_id, by=request.actor, item_id=item_id, minutes=place["minutes"] or 0)
    return _back(request, meeting_id)


@require_POST
def remove(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    services.remove_item(meeting_id, by=request.actor, item_id=item_id)
    return _back(request, meeting_id)


@require_POST
def open_meeting(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Start meeting mode; somebody who opened it a moment before is no reason to stay outside."""
    request = cast("GroupRequest", request)
    try:
        services.open_meeting(meeting_id, by=request.actor)
    except Conflict as conflict:
        if conflict.current.get("state") != MeetingState.OPEN:
            raise
    return redirect("meetings:room", meeting_id)


def _back(request: GroupRequest, meeting_id: UUID) -> HttpResponse:
    to = "meetings:room" if request.POST.get("from") == "room" else "meetings:detail"
    return redirect(to, meeting_id)


def _uuid(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError as error:
        raise Invalid(_("Deze patiënt is onbekend.")) from error
