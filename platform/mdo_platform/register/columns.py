"""What the tables themselves say about a column: how it is called, and how much fits."""

from __future__ import annotations

from typing import Any, cast

from django.db import models


def label_of(model: type[models.Model], name: str) -> str:
    return str(_column(model, name).verbose_name)


def limit_of(model: type[models.Model], name: str) -> int:
    """The most characters that fit; 0 where there is no such limit."""
    return _column(model, name).max_length or 0


def _column(model: type[models.Model], name: str) -> models.Field[Any, Any]:
    return cast("models.Field[Any, Any]", model._meta.get_field(name))
