from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mdo_foundation.common.requests import GroupRequest
from mdo_platform.home import queries


@require_safe
def home(request: GroupRequest) -> HttpResponse:
    return render(request, "home/home.html", {"home": queries.home(request.actor)})


@require_safe
def news(request: GroupRequest) -> HttpResponse:
    return render(request, "home/news.html", {"news": queries.group_news(request.actor)})
