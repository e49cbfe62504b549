"""The log tells what happened and where, never what somebody typed or a link that opens something."""

from __future__ import annotations

import io
import json
import logging

from django.http import HttpRequest

from mdo_foundation.common.logs import JsonFormatter


def _line(name, message, *args, exc_info=None, **extra):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(JsonFormatter(fmt="{asctime}{levelname}{name}{message}", style="{"))
    logger = logging.Logger(name)
    logger.addHandler(handler)
    logger.warning(message, *args, exc_info=exc_info, extra=extra)
    return out.getvalue()


def test_no_link_that_opens_something():
    request = HttpRequest()
    request.path, request.method = "/uitnodiging/kN3-dFJ9sdlkfj3409fjw_erglkj34tlkj3lk4tj3/", "GET"
    line = _line("django.request", "%s: %s", "Too Many Requests", request.path, status_code=429, request=request)
    assert "kN3-" not in line
    assert "/uitnodiging/" in line
    assert json.loads(line)["status_code"] == 429


def test_no_query():
    assert "Kanariegeel" not in _line("django.server", '"%s" %s', "GET /register/?q=Kanariegeel HTTP/1.1", 200)


def test_no_text_of_an_exception():
    try:
        try:
            raise KeyError("Kanariegeel")
        except KeyError as error:
            raise ValueError("Papegaaigroen") from error
    except ValueError:
        line = _line("mdo", "failed", exc_info=True)
    assert "ValueError" in line
    assert "Kanariegeel" not in line
    assert "Papegaaigroen" not in line


def test_one_line_whatever_is_logged():
    assert _line("mdo", "a\nb\r\u2028%s", "\nERROR all is lost").count("\n") == 1
