"""Invented examples in the OpenAPI document: of everything that is sent, and of every answer."""

from __future__ import annotations

from typing import Any

from drf_spectacular.utils import OpenApiExample

MEETING_ID = "6f1c2a34-0000-4000-8000-0000000000c1"
ITEM_ID = "6f1c2a34-0000-4000-8000-0000000000a1"
VERA_ID = "6f1c2a34-0000-4000-8000-0000000000e1"
APPELVINK, BOTERBLOEM = "6f1c2a34-0000-4000-8000-000000000001", "6f1c2a34-0000-4000-8000-000000000002"
KEY = "6f1c2a34-0000-4000-8000-0000000000d1"


def sent(name: str, value: Any) -> OpenApiExample:
    return OpenApiExample(name, value=value, request_only=True)


def answered(name: str, value: Any) -> OpenApiExample:
    """Of a list one row: the document puts it in its envelope."""
    return OpenApiExample(name, value=value, response_only=True)
