"""The monthly review: the list of months, one month, signing it."""

from __future__ import annotations

from datetime import date
from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mdo_foundation.common import dutch
from mdo_foundation.common.errors import NotFound, PortalError
from mdo_foundation.common.requests import GroupRequest
from mdo_platform.accesslog import forms, presenters, queries, services


@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    request = cast("GroupRequest", request)
    rows = [presenters.month_row(month) for month in queries.months(request.actor)]
    missed = sum(row.state == "missed" for row in rows)
    context = {"rows": rows, "missed": missed, "tabs": presenters.tabs("reviews", missed=missed)}
    return render(request, "accesslog/reviews.html", context)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """Findings, sample and remarks; signing is one post, and for good."""
    request = cast("GroupRequest", request)
    first = first_day(year, month)
    form = forms.ReviewForm(request.POST or None)
    if request.method == "POST" and _signed(request, first, form):
        messages.success(request, _("%(month)s is afgetekend.") % {"month": dutch.month_year(first).capitalize()})
        return redirect("accesslog:reviews")
    content = queries.month_content(request.actor, first)
    typed = form.about() if form.is_bound else {}
    context = {
        "month": presenters.month_row(content.month),
        "state": content.month.state,
        "sign_before": content.month.sign_before,
        "review": content.month.review,
        "lines": content.lines,
        "blocks": presenters.rule_blocks(content),
        "sample": presenters.sample_rows(content),
        "found": len(content.findings),
        "form": form,
        "typed": typed,
        "tabs": presenters.tabs("reviews", missed=len(queries.missed_months(request.actor))),
    }
    return render(request, "accesslog/review.html", context, status=400 if form.errors else 200)


def first_day(year: int, month: int) -> date:
    """NotFound for what is no month."""
    try:
        return date(year, month, 1)
    except ValueError:
        raise NotFound from None


def _signed(request: GroupRequest, month: date, form: forms.ReviewForm) -> bool:
    if not form.is_valid():
        return False
    data = form.cleaned_data
    try:
        services.sign_review(month, by=request.actor, remarks=data["remarks"], about=form.about(), seen=data["seen"])
    except NotFound:
        raise
    except PortalError as refusal:
        form.add_error(None, str(refusal.message))
    return not form.errors
