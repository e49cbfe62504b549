"""Changing a meeting that is planned, calling it off, and saying whether you come."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import whole_number
from mdo_platform.meetings import calendar_forms, presenters, queries, rules, services, states
from mdo_platform.meetings.models import Meeting, MeetingState
from mdo_platform.meetings.services.chosen import Outcome
from mdo_platform.meetings.views import agenda
from mdo_platform.meetings.views._base import FORM_FIELD, required_id
from mdo_tenants.groups.queries import enabled_target_groups

get_or_post = require_http_methods(["GET", "POST"])


@get_or_post
def change(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    meeting = _planned(request, meeting_id)
    used = {*enabled_target_groups(request.group.id, on=timezone.localdate()), *meeting.target_groups}
    initial = calendar_forms.ChangeForm.initial_of(meeting)
    form = calendar_forms.ChangeForm(request.POST or None, target_groups=sorted(used), initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_meeting(meeting_id, by=request.actor, **form.as_changes())
        except Invalid as error:
            for name, texts in error.fields.items():
                form.add_error(FORM_FIELD.get(name, name), texts)
        except Conflict as conflict:
            return _shown_again(request, meeting_id, form, conflict)
        else:
            messages.success(request, _("De vergadering is gewijzigd. Wie is uitgenodigd, krijgt dat in de agenda."))
            return redirect("meetings:detail", meeting_id)
    status = 400 if form.errors else 200
    context = {"form": form, "meeting": presenters.meeting_card(meeting, actor=request.actor)}
    return render(request, "meetings/change.html", context, status=status)


def _shown_again(
    request: GroupRequest, meeting_id: UUID, form: calendar_forms.ChangeForm, conflict: Conflict
) -> HttpResponse:
    """With what somebody else made of it; saving once more is a choice for what is in the fields."""
    now = queries.meeting(request.actor, meeting_id)
    states.check_state(now, MeetingState.PLANNED)
    form.data = form.data.copy()
    form.data["version"] = str(now.version)
    form.add_error(None, str(conflict.message))
    context = {"form": form, "meeting": presenters.meeting_card(now, actor=request.actor), "is_conflict": True}
    return render(request, "meetings/change.html", context, status=409)


@get_or_post
def cancel(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Sent twice is once; a meeting that somebody moved meanwhile is looked at again first."""
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    rules.check_can_run_meeting(request.actor, meeting)
    if meeting.state == MeetingState.CANCELLED:
        return redirect("meetings:detail", meeting_id)
    states.check_state(meeting, MeetingState.PLANNED)
    form = calendar_forms.CancelForm(request.POST or None, initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.cancel_meeting(meeting_id, by=request.actor, version=data["version"], reason=data["reason"])
        messages.success(request, _("De vergadering is afgezegd. Wie is uitgenodigd, krijgt bericht."))
        return redirect("meetings:detail", meeting_id)
    status = 400 if form.errors else 200
    context = {"form": form, "meeting": presenters.meeting_card(meeting, actor=request.actor)}
    return render(request, "meetings/cancel.html", context, status=status)


@require_POST
def carry_over(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who does not go along is counted here and named on the other agenda: a message is kept, and holds no names."""
    request = cast("GroupRequest", request)
    to = required_id(request, "to")
    found = services.carry_over(meeting_id, by=request.actor, to=to)
    added = sum(one.outcome == Outcome.ADDED for one in found)
    refused = sum(one.outcome == Outcome.REFUSED for one in found)
    text = ngettext("%(count)d patiënt is overgezet.", "%(count)d patiënten zijn overgezet.", added)
    messages.success(request, text % {"count": added})
    if refused:
        text = ngettext("%(count)d patiënt kon niet mee.", "%(count)d patiënten konden niet mee.", refused)
        messages.warning(request, text % {"count": refused})
    return redirect("meetings:detail", to)


@require_POST
def respond(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who looked at a page from before a change sees what it is now, and answers that."""
    request = cast("GroupRequest", request)
    answer, sequence = request.POST.get("answer", ""), whole_number(request.POST.get("sequence", ""))
    try:
        services.respond(meeting_id, by=request.actor, answer=answer, sequence=sequence)
    except Conflict as conflict:
        if "sequence" not in conflict.current:
            raise
        messages.warning(request, str(conflict.message))
        return agenda.shown(request, queries.meeting(request.actor, meeting_id), status=409)
    messages.success(request, _("Je antwoord is bewaard."))
    return redirect("meetings:detail", meeting_id)


def _planned(request: GroupRequest, meeting_id: UUID) -> Meeting:
    meeting = queries.meeting(request.actor, meeting_id)
    rules.check_can_run_meeting(request.actor, meeting)
    states.check_state(meeting, MeetingState.PLANNED)
    return meeting
