"""Guests: who invites them, and the two pages that they read (M-11)."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import forms, presenters, queries, rules, services
from mdo_tenants.accounts.access import step_up_required


@require_GET
def guests(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Who was invited. No fresh code here: showing somebody out must not wait."""
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    found = queries.guest_passes(request.actor, meeting)
    context = {
        "meeting": presenters.meeting_card(meeting, actor=request.actor),
        "invited": presenters.invited(found),
        "is_ahead": meeting.state in services.AHEAD,
    }
    return render(request, "meetings/guests.html", context)


@require_http_methods(["GET", "POST"])
@step_up_required
def invite(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Gives access, so a fresh code is asked for first."""
    request = cast("GroupRequest", request)
    meeting = queries.meeting(request.actor, meeting_id)
    rules.check_can_run_meeting(request.actor, meeting)
    form = forms.InviteGuestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite_guest(meeting_id, by=request.actor, **form.cleaned_data)
        except Invalid as error:
            for name, texts in error.fields.items():
                form.add_error(name if name in form.fields else None, texts)
        else:
            messages.success(request, _("De uitnodiging is verstuurd."))
            return redirect("meetings:guests", meeting_id)
    context = {"meeting": presenters.meeting_card(meeting, actor=request.actor), "form": form}
    return render(request, "meetings/guest_invite.html", context, status=400 if form.errors else 200)


@require_POST
@step_up_required
def mail_again(request: HttpRequest, meeting_id: UUID, pass_id: UUID) -> HttpResponse:
    """Gives access as the invitation does, so it asks for the same code."""
    request = cast("GroupRequest", request)
    services.mail_guest_again(meeting_id, by=request.actor, pass_id=pass_id)
    messages.success(request, _("De uitnodiging is opnieuw verstuurd. De vorige link werkt niet meer."))
    return redirect("meetings:guests", meeting_id)


@require_POST
def revoke(request: HttpRequest, meeting_id: UUID, pass_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    services.revoke_guest(meeting_id, by=request.actor, pass_id=pass_id)
    messages.success(request, _("De toegang is ingetrokken. Dat geldt meteen."))
    return redirect("meetings:guests", meeting_id)


@require_GET
@never_cache
def agenda(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    services.come_in(meeting_id, by=request.actor)
    look = queries.guest_agenda(request.actor, meeting_id)
    context = {"meeting": look.meeting, "rows": presenters.guest_rows(look.lines)}
    return render(request, "meetings/guest_agenda.html", context)


@require_GET
@never_cache
def patient(request: HttpRequest, meeting_id: UUID, item_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    services.come_in(meeting_id, by=request.actor)
    line = queries.guest_line(request.actor, meeting_id, item_id)
    context = {"meeting_id": meeting_id, "turn": presenters.guest_patient(line)}
    return render(request, "meetings/guest_patient.html", context)
