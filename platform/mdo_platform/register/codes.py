"""Diagnosis codes to choose from: those that the target groups name, and the uploaded table if there is one."""

from __future__ import annotations

from mdo_foundation.common.folding import search_text, search_words
from mdo_foundation.targetgroups.registry import get_registry
from mdo_tenants.terminology import queries
from mdo_tenants.terminology.icpc import neat_code
from mdo_tenants.terminology.queries import Code

MOST_SHOWN = 20


def find_codes(query: str) -> list[Code]:
    """Codes that begin as `query`, or whose title holds the beginnings of its words; what target groups name first."""
    named = [one for one in _named_codes() if _fits(one, query)]
    listed = queries.search_codes(query, limit=MOST_SHOWN)
    return list(dict.fromkeys([*named, *listed]))[:MOST_SHOWN] if query.strip() else []


def title_of(code: str) -> str:
    """The title that goes with a code by itself: of the table, or the only one that the target groups give it."""
    named = {one.title for one in _named_codes() if one.code == code}
    return code and (queries.title_of(code) or (named.pop() if len(named) == 1 else ""))


def _named_codes() -> tuple[Code, ...]:
    """The codes of the target groups' programmes (clinical §7), whatever is uploaded."""
    groups = get_registry().target_groups
    steps = [step for group in groups if group.pathway for step in group.pathway.steps]
    found = (Code(code=one.icpc, title=one.label) for step in steps for one in step.outcomes if one.icpc)
    return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.code, one.title)))


def _fits(one: Code, query: str) -> bool:
    words = search_words(query)
    in_title = bool(words) and all(word in search_text([one.title]) for word in words)
    return in_title or one.code.startswith(neat_code(query))
