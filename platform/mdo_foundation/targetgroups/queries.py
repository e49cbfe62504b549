"""The stored definitions. Works inside a group too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .models import Definition


@dataclass(frozen=True, kw_only=True)
class Stored:
    id: int
    code: str
    version: str
    digest: str
    recorded_at: datetime


def contents(*, but: Collection[str] = ()) -> list[dict[str, Any]]:
    """What was declared, newest first, without those with these digests."""
    return list(Definition.objects.exclude(digest__in=but).values_list("content", flat=True))


def contents_of(code: str, *, but: str = "") -> list[dict[str, Any]]:
    return list(Definition.objects.filter(code=code).exclude(digest=but).values_list("content", flat=True))


def content(definition_id: int) -> dict[str, Any]:
    found: dict[str, Any] = Definition.objects.values_list("content", flat=True).get(pk=definition_id)
    return found


def history(code: str = "") -> list[Stored]:
    """Of one target group or of all, newest first."""
    rows = Definition.objects.filter(code=code) if code else Definition.objects.all()
    return [Stored(**row) for row in rows.values("id", "code", "version", "digest", "recorded_at")]
