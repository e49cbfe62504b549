"""The words of the address bar for the filters of the register. A name that is searched for never gets there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.http import QueryDict

from mdo_foundation.common.typed import page_number, uuid_or_none
from mdo_platform.register.queries import OverviewFilter
from mdo_platform.register.queries.filters import PAGE_SIZE

QUICK = {"vraag": "question", "nieuw": "new", "oud": "stale", "kleur": "changed", "mijn": "mine"}
SORTS = {
    "naam": "name",
    "doelgroep": "target_group",
    "urgentie": "urgency",
    "prognose": "prognosis",
    "vraag": "question",
    "huisarts": "gp",
    "bijgewerkt": "updated",
    "agenda": "agenda",
}
DISCUSSED = {"nooit": "never", "vorige": "last", "eerder": "earlier", "halfjaar": "half_year"}
NO_GP = "geen"
_WORD_LENGTH, _SEARCH_LENGTH = 130, 100


def filter_from(
    data: QueryDict, *, search: str = "", page_size: int = PAGE_SIZE, only: tuple[UUID, ...] | None = None
) -> OverviewFilter:
    sort = data.get("sorteer", "")
    return OverviewFilter(
        target_group=_word(data, "doelgroep"),
        quick=frozenset(quick for name, quick in QUICK.items() if data.get(name)),
        urgency=_word(data, "urgentie"),
        prognosis=_word(data, "prognose"),
        gp=_gp(data.get("huisarts", "")),
        organisation=uuid_or_none(data.get("thuiszorg", "")),
        discussed=DISCUSSED.get(data.get("besproken", ""), ""),
        search=search,
        sort=SORTS.get(sort.removeprefix("-"), "urgency"),
        descending=sort.startswith("-"),
        page=page_number(data.get("page", "")),
        page_size=page_size,
        only=only,
    )


def search_in(data: QueryDict) -> str:
    return data.get("q", "").replace("\x00", "")[:_SEARCH_LENGTH].strip()


def words_of(chosen: OverviewFilter) -> dict[str, str]:
    """What the address says of these filters; page, order and search left out."""
    quick = {name: "1" for name, one in QUICK.items() if one in chosen.quick}
    gp = NO_GP if chosen.gp == "none" else str(chosen.gp or "")
    words = {
        "doelgroep": chosen.target_group,
        **quick,
        "urgentie": chosen.urgency,
        "prognose": chosen.prognosis,
        "huisarts": gp,
        "thuiszorg": str(chosen.organisation or ""),
        "besproken": _word_for(DISCUSSED, chosen.discussed),
    }
    return {name: value for name, value in words.items() if value}


def sort_word(chosen: OverviewFilter) -> str:
    """The column that is sorted by; with '-' for descending."""
    word = _word_for(SORTS, chosen.sort)
    return f"-{word}" if chosen.descending else word


def _word(data: QueryDict, name: str) -> str:
    return data.get(name, "").replace("\x00", "")[:_WORD_LENGTH]


def _gp(typed: str) -> UUID | Literal["none"] | None:
    return "none" if typed == NO_GP else uuid_or_none(typed)


def _word_for(words: Mapping[str, str], value: str) -> str:
    return next((word for word, meaning in words.items() if meaning == value), "")
