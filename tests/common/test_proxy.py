"""Whose address is logged and limited (ASVS 4.1.3): the one that our proxy saw, never what a client says."""

from __future__ import annotations

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from mdo_foundation.common.middleware import BehindProxy


@pytest.mark.parametrize(
    ("header", "address"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("1.2.3.4, 203.0.113.7", "203.0.113.7"),
        ("2001:DB8::1", "2001:db8::1"),
        ("", "10.0.0.9"),
        ("nonsense", "10.0.0.9"),
        ("203.0.113.7, ", "10.0.0.9"),
    ],
)
def test_the_last_address_is_the_one_that_the_proxy_saw(header, address):
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=header)
    BehindProxy(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address


def test_without_a_proxy_the_header_changes_nothing(settings):
    assert "mdo_foundation.common.middleware.BehindProxy" not in settings.MIDDLEWARE
