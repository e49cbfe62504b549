"""The list of meetings, and planning one."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import forms, presenters, queries, rules, services
from mdo_platform.meetings.views._base import FORM_FIELD, posted_id
from mdo_tenants.groups.queries import enabled_target_groups

PAST_PER_PAGE = 50


@require_GET
def meeting_list(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    page = Paginator(queries.meetings_past(request.actor), PAST_PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "ahead": [presenters.meeting_card(one, actor=request.actor) for one in queries.meetings_ahead(request.actor)],
        "past": [presenters.meeting_card(one, actor=request.actor) for one in page],
        "page": page,
        "can_plan": rules.can_plan_meetings(request.actor),
    }
    return render(request, "meetings/list.html", context)


@require_http_methods(["GET", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    rules.check_can_plan_meetings(request.actor)
    used = enabled_target_groups(request.group.id, on=timezone.localdate())
    form = forms.PlanForm(request.POST or None, target_groups=used, initial={"chair": str(request.actor.user_id)})
    follows = posted_id(request, "follows") if request.method == "POST" else request.GET.get("na")
    if request.method == "POST" and form.is_valid():
        try:
            meeting = services.plan_meeting(
                by=request.actor,
                **form.as_plan(),
                follows=posted_id(request, "follows"),
                idempotency_key=form.idempotency_key,
            )
        except Invalid as error:
            for name, texts in error.fields.items():
                form.add_error(FORM_FIELD.get(name, name), texts)
        else:
            messages.success(request, _("De vergadering is gepland."))
            return redirect("meetings:detail", meeting.pk)
    status = 400 if form.errors else 200
    return render(request, "meetings/plan.html", {"form": form, "follows": follows}, status=status)
