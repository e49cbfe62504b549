"""Planning a year, and looking at one."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, cast
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import calendar_forms, presenters, queries, rules, services
from mdo_platform.meetings.views._base import FORM_FIELD
from mdo_platform.meetings.yearplan.free_days import known
from mdo_platform.meetings.yearplan.rule import MOST, Proposal, propose
from mdo_tenants.groups.queries import enabled_target_groups

_WEEK = {"earlier": timedelta(days=-7), "later": timedelta(days=7)}


@require_http_methods(["GET", "POST"])
def year_plan(request: HttpRequest) -> HttpResponse:
    """One form: the rule above, the days that it gives below; each button sends all of it and gets it back."""
    request = cast("GroupRequest", request)
    rules.check_can_plan_meetings(request.actor)
    used = enabled_target_groups(request.group.id, on=timezone.localdate())
    initial = {"chair": str(request.actor.user_id), "time": "12:30"}
    form = calendar_forms.YearPlanForm(request.POST or None, target_groups=used, initial=initial)
    rows: list[dict[str, Any]] = []
    if request.method == "POST" and form.is_valid():
        try:
            rows = _rows(request, form)
            if request.POST.get("action") == "plan":
                return _plan(request, form, rows)
        except Invalid as error:
            for name, texts in error.fields.items():
                form.add_error(FORM_FIELD.get(name, name) if name in _SHOWN else None, texts)
    context = {
        "form": form,
        "rows": rows,
        "is_moved": any(row["moved"] for row in rows),
        "known": presenters.known_holidays(known()),
    }
    return render(request, "meetings/year_plan.html", context, status=400 if form.errors else 200)


_SHOWN = {*calendar_forms.YearPlanForm.base_fields, *FORM_FIELD}


@require_GET
def year(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    shown = _year(request.GET.get("jaar", ""))
    cards = [
        presenters.meeting_card(one, actor=request.actor) for one in queries.meetings_of_year(request.actor, shown)
    ]
    address = reverse("meetings:year")
    context = {
        "year": shown,
        "months": presenters.months(cards, year=shown),
        "count": len(cards),
        "before": f"{address}?jaar={shown - 1}",
        "after": f"{address}?jaar={shown + 1}",
        "can_plan": rules.can_plan_meetings(request.actor),
    }
    return render(request, "meetings/year.html", context)


def _rows(request: GroupRequest, form: calendar_forms.YearPlanForm) -> list[dict[str, Any]]:
    """The days with whether each is taken: as the rule gives them, or as the user changed them."""
    data = form.cleaned_data
    if request.POST.get("action") == "preview":
        found = queries.year_plan(request.actor, form.as_rule(), region=data["region"], own=data["free"])
        return [_row(one, take=one.is_taken) for one in found]
    days, taken = _days(request.POST.getlist("date")), set(_days(request.POST.getlist("take")))
    moved, new = {}, {}
    for name, step in _WEEK.items():
        for day in _days([request.POST.get(name, "")]):
            moved[day] = day + step
            new[day + step] = name
    days = sorted({moved.get(day, day) for day in days})
    proposals = propose(
        days, at=data["time"], region=data["region"], own=data["free"], taken=queries.planned_days(days)
    )
    return [
        _row(one, take=one.is_taken if day in new else day in taken, moved=new.get(day, ""))
        for day, one in zip(days, proposals, strict=True)
    ]


def _row(proposal: Proposal, *, take: bool, moved: str = "") -> dict[str, Any]:
    """`moved`: by which button, so that who moves it by keyboard stays at that button."""
    return {"proposal": proposal, "day": timezone.localdate(proposal.starts_at), "take": take, "moved": moved}


def _plan(request: GroupRequest, form: calendar_forms.YearPlanForm, rows: list[dict[str, Any]]) -> HttpResponse:
    plan = {name: value for name, value in form.as_plan().items() if name != "starts_at"}
    made = services.plan_year(
        by=request.actor,
        starts=[row["proposal"].starts_at for row in rows if row["take"]],
        idempotency_key=form.idempotency_key or uuid4(),
        **plan,
    )
    text = ngettext("%(count)d vergadering is gepland.", "%(count)d vergaderingen zijn gepland.", len(made))
    messages.success(request, text % {"count": len(made)})
    return redirect(f"{reverse('meetings:year')}?jaar={timezone.localdate(made[0].starts_at).year}")


def _days(raw: Sequence[str]) -> list[date]:
    found = []
    for text in raw[: MOST + 1]:
        with suppress(ValueError):
            found.append(date.fromisoformat(text))
    return found


def _year(raw: str) -> int:
    today = timezone.localdate().year
    if not raw.isascii() or not raw.isdigit():
        return today
    wanted = int(raw[:6])
    if not today - 50 <= wanted <= today + 50:
        raise Invalid(_("Kies een jaar in de buurt."))
    return wanted
