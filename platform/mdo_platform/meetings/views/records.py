"""Agreements and signals over all meetings."""

from __future__ import annotations

from typing import cast, get_args
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import presenters, queries, services
from mdo_platform.meetings.models import SignalKind
from mdo_platform.meetings.queries.records import Show


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    show = _shown(request)
    labels = {"open": _("Open"), "late": _("Te laat"), "mine": _("Van mij"), "done": _("Gedaan")}
    address = reverse("meetings:agreements")
    context = {
        "rows": presenters.agreement_rows(queries.agreements(request.actor, show=show), actor=request.actor),
        "tabs": [
            {"label": label, "url": f"{address}?toon={code}", "current": code == show} for code, label in labels.items()
        ],
        "show": show,
    }
    return render(request, "meetings/agreements.html", context)


@require_POST
def finish(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    found = queries.agreement(request.actor, agreement_id)
    done = request.POST.get("done") == "1"
    services.mark_done(found.pk, by=request.actor, done=done)
    messages.success(request, _("De afspraak staat nu bij ‘Gedaan’.") if done else _("De afspraak staat weer open."))
    return redirect(f"{reverse('meetings:agreements')}?toon={_shown(request)}")


@require_GET
def signals(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    kind = request.GET.get("soort", "")
    kind = kind if kind in SignalKind.values else ""
    address = reverse("meetings:signals")
    tabs = [{"label": _("Alle"), "url": address, "current": not kind}]
    tabs += [
        {"label": one.label, "url": f"{address}?soort={one.value}", "current": one.value == kind} for one in SignalKind
    ]
    context = {"rows": presenters.signal_rows(queries.signals(request.actor, kind=kind)), "tabs": tabs}
    return render(request, "meetings/signals.html", context)


def _shown(request: HttpRequest) -> Show:
    raw = request.POST.get("toon") or request.GET.get("toon") or "open"
    return cast("Show", raw) if raw in get_args(Show) else "open"
