"""The view that every door leads to: one statement, one reverse(), among as many routes as the portal has."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

ROUTES = 150


def probe(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        cursor.fetchone()
    return HttpResponse(reverse("probe10"))


def routes():
    return [path("probe/", probe, name="probe"), *(path(f"r{n}/", probe, name=f"probe{n}") for n in range(ROUTES))]


urlpatterns = routes()
