from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.reports import presenters, queries


@require_GET
def dashboard(request: GroupRequest) -> HttpResponse:
    """The figures of one target group (R-19)."""
    found = queries.dashboard(request.actor, target_group=request.GET.get("doelgroep", "").replace("\x00", "")[:64])
    return render(request, "reports/dashboard.html", {"page": presenters.dashboard_page(found)})
