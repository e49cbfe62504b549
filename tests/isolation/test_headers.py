"""The headers of every answer, also of the ones that no view made."""

from __future__ import annotations

import pytest
from django.test import Client

from mdo_platform.home import views


@pytest.mark.parametrize("path", ["/", "/bestaat-niet/", "/inloggen/", "/groep/wilgendal/", "/groep/x/api/v1/me/"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_every_answer_is_closed(db, path, method):
    _is_closed(getattr(Client(enforce_csrf_checks=True), method)(path))


def test_a_fault_is_closed_and_tells_nothing(wilgendal, make_member, client_of, monkeypatch):
    def fail(actor):
        raise RuntimeError("Kanariegeel")

    monkeypatch.setattr(views.queries, "home", fail)
    client = client_of(make_member(wilgendal, "gp"), raise_request_exception=False)
    answer = client.get(wilgendal.url())
    assert answer.status_code == 500
    assert b"Kanariegeel" not in answer.content
    _is_closed(answer)


@pytest.mark.parametrize("host", ["evil.invalid", "127.0.0.1.evil.invalid", "a b", "[::1"])
def test_another_host_is_refused(db, host):
    answer = Client(raise_request_exception=False).get("/inloggen/", headers={"host": host})
    assert answer.status_code == 400
    assert host.encode() not in answer.content
    _is_closed(answer)


def _is_closed(answer):
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "base-uri 'none'" in policy
    wanted = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    assert {name: answer.headers.get(name) for name in wanted} == wanted
    assert "no-store" in answer.headers["Cache-Control"]
