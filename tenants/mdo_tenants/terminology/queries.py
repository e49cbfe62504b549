"""Codes to choose from. Works inside a group."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from mdo_foundation.common.folding import search_words

from .icpc import is_start_of_code, neat_code
from .models import IcpcCode, IcpcTable


@dataclass(frozen=True, kw_only=True)
class Code:
    code: str
    title: str


def table_in_use() -> IcpcTable | None:
    return IcpcTable.objects.filter(in_use=True).first()


def uploads() -> list[IcpcTable]:
    """Every table that there was, newest first: for staff."""
    return list(IcpcTable.objects.all())


def search_codes(query: str, *, limit: int) -> list[Code]:
    """Codes that begin as `query`, or whose title has words that begin as all of its words; by code."""
    start = neat_code(query)
    wanted = Q(code__startswith=start) if is_start_of_code(start) else Q(pk__in=())
    if words := search_words(query):
        in_title = Q()
        for word in words:
            in_title &= Q(search_text__contains=word)
        wanted |= in_title
    return [Code(**row) for row in IcpcCode.objects.filter(wanted).values("code", "title")[:limit]]


def title_of(code: str) -> str:
    """The title of a code in the table; empty when it has none, or when there is no table."""
    return IcpcCode.objects.filter(code=code).values_list("title", flat=True).first() or ""
