"""The log of the group: reading it, taking it out, and the line that a print writes."""

from __future__ import annotations

import json
from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mdo_foundation.common.errors import Invalid, NotFound
from mdo_foundation.common.requests import GroupRequest
from mdo_foundation.common.typed import page_number, whole_number
from mdo_platform.accesslog import forms, presenters, queries, rules, services
from mdo_platform.accesslog.periods import Period
from mdo_tenants.accounts.access import step_up_required

_LINE_DIGITS = 18  # fits in a bigint


@require_GET
def log(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    rules.check_can_read_log(request.actor)
    form = forms.LogForm(request.GET, people=queries.people())
    found = queries.log_page(request.actor, form.chosen(page=page_number(request.GET.get("page", ""))))
    context = {
        "form": form,
        "page": found.page,
        "rows": [presenters.line_row(line, found.names) for line in found.page.object_list],
        "tabs": presenters.tabs("log", missed=len(queries.missed_months(request.actor))),
        "filtered": bool(request.GET),
    }
    return render(request, "accesslog/log.html", context)


@require_http_methods(["GET", "POST"])
@step_up_required
def export(request: HttpRequest) -> HttpResponse:
    """The period as JSON with the names of NEN 7513, as a download."""
    request = cast("GroupRequest", request)
    rules.check_can_read_log(request.actor)
    form = forms.ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        period = Period(first=form.cleaned_data["first"], last=form.cleaned_data["last"])
        try:
            return _download(queries.nen_export(request.actor, period), period)
        except Invalid as refusal:
            form.add_error("last", str(refusal.message))
    context = {"form": form, "tabs": presenters.tabs("export", missed=len(queries.missed_months(request.actor)))}
    return render(request, "accesslog/export.html", context, status=400 if form.errors else 200)


@require_POST
def print_page(request: HttpRequest) -> HttpResponse:
    """Before something is printed: one line about what was on the screen, by the numbers of the lines of its page."""
    numbers = request.POST.get("lines", "").split(",")
    lines = [line for number in numbers if (line := whole_number(number, digits=_LINE_DIGITS)) is not None]
    if not lines:
        raise NotFound
    services.record_print(lines, by=cast("GroupRequest", request).actor)
    return HttpResponse(status=204)


def _download(document: dict[str, object], period: Period) -> HttpResponse:
    text = json.dumps(document, ensure_ascii=False, indent=1)
    name = f"inzagelog-{period.first}-{period.last}.json"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return HttpResponse(text, content_type="application/json", headers=headers)
