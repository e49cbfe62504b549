"""One meeting before it starts: its agenda."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST
from django_htmx.http import trigger_client_event

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import forms, presenters, queries, rules, services
from mdo_platform.meetings.models import Meeting, MeetingState
from mdo_platform.meetings.views._base import checked


@require_GET
def detail(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    if meeting.state in (MeetingState.CLOSED, MeetingState.REPORTED):
        return redirect("meetings:report", meeting.pk)
    return shown(request, meeting)


def shown(request: GroupRequest, meeting: Meeting, *, status: int = 200) -> HttpResponse:
    can_run = rules.can_run_meeting(request.actor, meeting)
    proposes = can_run and meeting.state != MeetingState.CANCELLED
    proposed = queries.proposals(request.actor, meeting) if proposes else ()
    return _page(request, meeting, proposed=proposed, status=status)


def _page(
    request: GroupRequest, meeting: Meeting, *, proposed: Sequence[queries.Proposed] = (), status: int = 200
) -> HttpResponse:
    lines = queries.agenda(request.actor, meeting)
    can_run = rules.can_run_meeting(request.actor, meeting)
    answers = queries.answers(request.actor, meeting)
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "answers": answers,
        "answers_sentence": presenters.answers_sentence(answers),
        "others": _others(request, meeting) if can_run and meeting.state == MeetingState.CANCELLED else [],
        "cancel_reason": meeting.cancel_reason,
        "roles": presenters.seat_roles(meeting),
        "agenda": presenters.agenda_page(meeting, lines, proposed, actor=request.actor),
        "can_run": can_run and meeting.state != MeetingState.CANCELLED,
    }
    return render(request, "meetings/detail.html", context, status=status)


@require_GET
def print_agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The agenda on an A4, by initials unless names are asked for; what was chosen is in the log."""
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    with_names = request.GET.get("namen") == "volledig"
    lines = queries.agenda(request.actor, meeting, what="meeting.print", detail={"names": with_names})
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "roles": presenters.seat_roles(meeting),
        "agenda": presenters.agenda_page(meeting, lines, actor=request.actor, with_names=with_names),
        "with_names": with_names,
    }
    return render(request, "meetings/print.html", context)


@require_POST
def attachment(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    """Tick that something needed for this patient is there, or take the tick away."""
    request = cast("GroupRequest", request)
    kind, ready = request.POST.get("kind", ""), request.POST.get("ready") == "1"
    services.tick_attachment(meeting_id, by=request.actor, item_id=item_id, kind=kind, ready=ready)
    return _changed(request, meeting_id)


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
def add_chosen(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """The patients that were ticked in the register, with what became of each; a part of the page for htmx.

    The answer holds names, so it is shown at once and not kept for a next page.
    """
    request = cast("GroupRequest", request)
    chosen = request.POST.getlist("only") or request.POST.getlist("patient")
    found = services.add_chosen(meeting_id, by=request.actor, patient_ids=[_uuid(raw) for raw in chosen])
    short = request.POST.get("namen") == "kort"
    meeting = queries.meeting(request.actor, meeting_id)
    return _chosen_page(request, {"meeting": meeting, "result": presenters.chosen_result(found, short_names=short)})


@require_POST
def undo_chosen(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    items = [_uuid(raw) for raw in request.POST.getlist("item")]
    stayed = services.undo_chosen(meeting_id, by=request.actor, item_ids=items)
    meeting = queries.meeting(request.actor, meeting_id)
    return _chosen_page(request, {"meeting": meeting, "undone": True, "stayed": stayed})


def _chosen_page(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    """With htmx the register's list is told to renew itself."""
    is_part = bool(request.headers.get("HX-Request"))
    answer = render(request, "meetings/parts/chosen.html" if is_part else "meetings/chosen.html", context)
    return trigger_client_event(answer, "agenda-changed") if is_part else answer


@require_POST
def move(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    place = checked(forms.PlaceForm(request.POST))
    if place["position"]:
        services.move_item(meeting_id, by=request.actor, item_id=item_id, position=place["position"])
    return _changed(request, meeting_id)


@require_POST
def set_minutes(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    place = checked(forms.PlaceForm(request.POST))
    services.set_minutes(meeting_id, by=request.actor, item_id=item_id, minutes=place["minutes"] or 0)
    return _changed(request, meeting_id)


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


def _changed(request: GroupRequest, meeting_id: UUID) -> HttpResponse:
    """With htmx the agenda as it is now, without what is proposed: that stays as it was ticked."""
    if "HX-Request" in request.headers:
        return _page(request, queries.meeting(request.actor, meeting_id))
    return redirect("meetings:detail", meeting_id)


def _others(request: GroupRequest, meeting: Meeting) -> list[Any]:
    """Where the agenda of a cancelled meeting can go."""
    planned = queries.meetings_ahead(request.actor).filter(state=MeetingState.PLANNED)
    return [presenters.meeting_card(one, actor=request.actor) for one in planned]


def _back(request: GroupRequest, meeting_id: UUID) -> HttpResponse:
    to = "meetings:room" if request.POST.get("from") == "room" else "meetings:detail"
    return redirect(to, meeting_id)


def _uuid(raw: str) -> UUID:
    try:
        return UUID(raw)
    except ValueError as error:
        raise Invalid(_("Deze patiënt is onbekend.")) from error
