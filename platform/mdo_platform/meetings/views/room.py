"""Meeting mode on the projector. Every button is a form: it works without JavaScript, and htmx only swaps the part."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import forms, presenters, queries, rules, services
from mdo_platform.meetings.models import Meeting, MeetingState
from mdo_platform.meetings.services.viewing import record_names
from mdo_platform.meetings.views._base import checked, posted_id, required_id
from mdo_tenants.accounts.access import long_idle

P = ParamSpec("P")


@long_idle()
@require_GET
def room(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    if meeting.state != MeetingState.OPEN:
        return redirect("meetings:detail", meeting.pk)
    return _render(request, meeting)


@require_GET
def state(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """204 when nothing changed. Else, since revision `seen`, a mark per part of the page; and the advice of `item` when
    it is not at `version` any more. A device that has text of its own in the field leaves `item` out.
    """
    request = cast("GroupRequest", request)
    meeting, advice = queries.glance(request.actor, meeting_id, **_shown(request))
    changed: dict[str, Any] = {}
    if request.GET.get("seen") != str(meeting.revision):
        changed |= {"revision": meeting.revision, "stamps": presenters.room_stamps(meeting)}
    if advice:
        changed["advice"] = {"text": advice.text, "version": advice.version}
    return JsonResponse(changed) if changed else HttpResponse(status=204)


# A screen that asks by itself whether something changed is no sign that anybody is there.
state.session_silent = True  # type: ignore[attr-defined]


def _action(view: Callable[Concatenate[GroupRequest, UUID, P], None]) -> Callable[..., Any]:
    """A change in the room: do it, then show the room as it is now."""

    @wraps(view)
    def handle(request: HttpRequest, meeting_id: UUID, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        room_request = cast("GroupRequest", request)
        view(room_request, meeting_id, *args, **kwargs)
        if request.POST.get("from") == "close":
            return redirect("meetings:close", meeting_id)
        if "HX-Request" in room_request.headers:
            return _render(room_request, queries.meeting(room_request.actor, meeting_id))
        return redirect("meetings:room", meeting_id)

    return long_idle()(require_POST(handle))


@_action
def go_to(request: GroupRequest, meeting_id: UUID) -> None:
    services.go_to_item(meeting_id, by=request.actor, item_id=required_id(request, "item"))


@_action
def go_next(request: GroupRequest, meeting_id: UUID) -> None:
    services.next_item(
        meeting_id, by=request.actor, leaving=posted_id(request, "leaving"), **_only(request, meeting_id)
    )


@_action
def go_back(request: GroupRequest, meeting_id: UUID) -> None:
    services.previous_item(
        meeting_id, by=request.actor, leaving=posted_id(request, "leaving"), **_only(request, meeting_id)
    )


@_action
def park(request: GroupRequest, meeting_id: UUID) -> None:
    services.park_item(
        meeting_id, by=request.actor, leaving=required_id(request, "leaving"), **_only(request, meeting_id)
    )


@_action
def take_over(request: GroupRequest, meeting_id: UUID) -> None:
    services.take_over(meeting_id, by=request.actor)


@_action
def narrow(request: GroupRequest, meeting_id: UUID) -> None:
    """Look at the patients of one target group, or of all; for this session and this meeting."""
    rules.check_can_run_meeting(request.actor, queries.meeting(request.actor, meeting_id))
    request.session[_filter_key(meeting_id)] = request.POST.get("doelgroep", "")[:60]


@_action
def clock(request: GroupRequest, meeting_id: UUID) -> None:
    services.run_clock(meeting_id, by=request.actor, running=request.POST.get("running") == "1")


@_action
def minutes(request: GroupRequest, meeting_id: UUID) -> None:
    place = checked(forms.PlaceForm(request.POST))
    item_id = required_id(request, "item")
    services.set_minutes(meeting_id, by=request.actor, item_id=item_id, minutes=place["minutes"] or 0)


@_action
def attendance(request: GroupRequest, meeting_id: UUID) -> None:
    present = request.POST.get("present") == "1"
    user_id = posted_id(request, "user")
    if user_id:
        services.tick_attendance(meeting_id, by=request.actor, user_id=user_id, present=present)
    else:
        guest_id = required_id(request, "guest")
        services.tick_guest(meeting_id, by=request.actor, attendance_id=guest_id, present=present)


@_action
def guest(request: GroupRequest, meeting_id: UUID) -> None:
    form = forms.GuestForm(request.POST)
    services.add_guest(meeting_id, by=request.actor, **checked(form), idempotency_key=form.idempotency_key)


@_action
def names(request: GroupRequest, meeting_id: UUID) -> None:
    """Names or initials, for this session and this meeting only; showing them is logged."""
    meeting = queries.meeting(request.actor, meeting_id)
    rules.check_can_run_meeting(request.actor, meeting)
    show = request.POST.get("show") == "1"
    if show:
        record_names(meeting, by=request.actor)
    request.session[_names_key(meeting_id)] = show


@_action
def done(request: GroupRequest, meeting_id: UUID) -> None:
    meeting = queries.meeting(request.actor, meeting_id)
    found = queries.agreement(request.actor, required_id(request, "agreement"), in_meeting=meeting)
    services.mark_done(found.pk, by=request.actor, done=request.POST.get("done") == "1")


@long_idle()
@require_GET
def choose(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Patients to add during the meeting, by initials as long as names are hidden."""
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    found = queries.proposals(request.actor, meeting)
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "proposals": presenters.proposals(found, with_names=_with_names(request, meeting_id)),
    }
    return render(request, "meetings/choose.html", context)


def _render(request: GroupRequest, meeting: Meeting) -> HttpResponse:
    only = _only(request, meeting.pk)
    found = queries.room(request.actor, meeting, **only)
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "revision": meeting.revision,
        "room": presenters.room_page(found, actor=request.actor, with_names=_with_names(request, meeting.pk), **only),
        "guest_form": forms.GuestForm(auto_id="guest_%s"),
    }
    return render(request, "meetings/room.html", context)


def _with_names(request: GroupRequest, meeting_id: UUID) -> bool:
    return bool(request.session.get(_names_key(meeting_id)))


def _shown(request: GroupRequest) -> dict[str, Any]:
    """Which advice a device shows; nonsense is none."""
    try:
        return {"item_id": UUID(request.GET.get("item", "")), "version": int(request.GET.get("version", ""))}
    except ValueError:
        return {"item_id": None, "version": 0}


def _only(request: GroupRequest, meeting_id: UUID) -> dict[str, str]:
    return {"target_group": request.session.get(_filter_key(meeting_id), "")}


def _filter_key(meeting_id: UUID) -> str:
    return f"meeting_filter:{meeting_id}"


def _names_key(meeting_id: UUID) -> str:
    return f"meeting_names:{meeting_id}"
