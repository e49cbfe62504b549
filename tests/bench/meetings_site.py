"""The portal as gunicorn serves it, and in the same processes a bare view: one row, without session, door or log."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import include, path

from tests.bench.meetings_load import BARE


def bare(_request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO bench_row (text) VALUES ('Nachtzorg aanvragen')")
    return HttpResponse(status=204)


_portal = get_wsgi_application()
urlpatterns = [path(BARE[1:], bare), path("", include(settings.ROOT_URLCONF))]
settings.ROOT_URLCONF = __name__
with override_settings(MIDDLEWARE=[]):
    _bare = WSGIHandler()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    return (_bare if environ["PATH_INFO"] == BARE else _portal)(environ, start_response)
