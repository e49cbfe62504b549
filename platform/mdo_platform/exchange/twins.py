"""Who seems to be entered twice: the same folded last name and birth date.

Compared with patients in view only. That a patient is in the register is medical data by itself: a nurse who sends in a
list must not learn from it whom others have enrolled.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from mdo_foundation.common.actor import Actor
from mdo_foundation.common.folding import fold
from mdo_platform.register import rules

Key = tuple[str, date]
_PREFIXES = frozenset(
    (
        "van",
        "von",
        "de",
        "der",
        "den",
        "dem",
        "het",
        "t",
        "s",
        "in",
        "op",
        "ter",
        "ten",
        "te",
        "aan",
        "bij",
        "uit",
        "la",
    )
)


def key_of(details: Mapping[str, Any]) -> Key | None:
    """What two rows about one person have in common; None when name or date could not be read."""
    if not details.get("last_name") or not isinstance(details.get("birth_date"), date):
        return None
    words = fold(details["last_name"]).split()
    while len(words) > 1 and words[0] in _PREFIXES:  # 'van der Meer' in one column, or with its prefix in another
        words = words[1:]
    return " ".join(words), details["birth_date"]


def twins_in_register(actor: Actor, keys: Collection[Key]) -> dict[Key, list[UUID]]:
    """Patients in view, closed ones too, by key: one query for a whole file."""
    dates = {birth_date for _name, birth_date in keys}
    wanted = set(keys)
    found: defaultdict[Key, list[UUID]] = defaultdict(list)
    in_view = rules.visible_patients(actor).filter(birth_date__in=dates)
    for row in in_view.order_by("pk").values("pk", "last_name", "birth_date"):
        key = key_of(row)
        if key in wanted and key is not None:
            found[key].append(row["pk"])
    return dict(found)
