"""Agreements and signals over all meetings."""

from __future__ import annotations

from typing import cast, get_args
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.errors import Conflict, Invalid
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.meetings import levels, presenters, queries, services
from mdo_platform.meetings.models import SignalKind
from mdo_platform.meetings.queries.records import Show
from mdo_tenants.accounts.access import long_idle


@require_GET
def agreements(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    show = _shown(request)
    labels = {
        "open": _("Open"),
        "late": _("Te laat"),
        "mine": _("Van mij"),
        "declined": _("Niet akkoord"),
        "done": _("Gedaan"),
    }
    address = reverse("meetings:agreements")
    names, codes = queries.agreement_choices(request.actor)
    who = next((pk for pk, _name in names if str(pk) == request.GET.get("wie")), None)
    target_group = request.GET.get("doelgroep", "") if request.GET.get("doelgroep") in codes else ""
    found = queries.agreements(request.actor, show=show, who=who, target_group=target_group)
    context = {
        "rows": presenters.agreement_rows(found, actor=request.actor),
        "names": names,
        "target_groups": [(code, levels.target_group_label(code)) for code in codes],
        "who": who,
        "target_group": target_group,
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


@require_POST
def decline(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """The patient does not agree, or does after all."""
    request = cast("GroupRequest", request)
    found = queries.agreement(request.actor, agreement_id)
    declined = request.POST.get("declined") == "1"
    services.mark_declined(found.pk, by=request.actor, declined=declined)
    said = _("De afspraak staat nu op ‘Niet akkoord’. Wie het afsprak ziet dat.") if declined else _("Weer akkoord.")
    messages.success(request, said)
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
    rows = presenters.signal_rows(queries.signals(request.actor, kind=kind), actor=request.actor)
    return render(request, "meetings/signals.html", {"rows": rows, "tabs": tabs})


@long_idle()
@require_http_methods(["GET", "POST"])
def share(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    """What exactly leaves, and whether it may; then share it."""
    request = cast("GroupRequest", request)
    error = ""
    if request.method == "POST":
        version, confirmed = request.POST.get("version", ""), request.POST.get("confirmed") == "1"
        try:
            services.share_signal(
                signal_id, by=request.actor, version=int(version) if version.isdecimal() else 0, confirmed=confirmed
            )
        except (Invalid, Conflict) as refusal:
            error = str(refusal.message)
        else:
            messages.success(request, _("Het knelpunt is gedeeld met de netwerkcoördinator."))
            return redirect("meetings:signals")
    context = {"offer": presenters.offer_page(queries.offer(request.actor, signal_id)), "error": error}
    return render(request, "meetings/share.html", context, status=400 if error else 200)


@require_POST
def withdraw(request: HttpRequest, signal_id: UUID) -> HttpResponse:
    request = cast("GroupRequest", request)
    services.withdraw_signal(signal_id, by=request.actor)
    messages.success(request, _("De netwerkcoördinator ziet dit knelpunt niet meer."))
    return redirect("meetings:signals")


def _shown(request: HttpRequest) -> Show:
    raw = request.POST.get("toon") or request.GET.get("toon") or "open"
    return cast("Show", raw) if raw in get_args(Show) else "open"
