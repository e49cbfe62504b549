"""Names in addresses: what a group's slug may be, and the schema that belongs to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from django.utils.text import slugify
from django.utils.translation import gettext as _

from mdo_foundation.common.database.base import is_group_schema
from mdo_foundation.common.errors import Invalid
from mdo_tenants.groups.models import Group

RESERVED = frozenset(
    {
        "aanmelden", "admin", "api", "beheer", "contact", "demo", "group", "groep", "groepen",
        "health", "help", "hulp", "inloggen", "mdo", "media", "netwerk", "nieuw", "null",
        "portal", "privacy", "public", "root", "static", "staff", "support", "systeem", "template",
        "test", "voorwaarden", "www",
    }
)  # fmt: skip
_SLUG = re.compile(r"[a-z][a-z0-9-]{1,38}[a-z0-9]")
_LONGEST = 30
_FIRST_WORD = "groep"  # in front of a name that does not begin with a letter


def schema_for(slug: str) -> str:
    return f"g_{slug.replace('-', '')}"


def check_slug(slug: str) -> None:
    """Raises Invalid for a slug that cannot be, is reserved, or is taken, also when only the dashes differ."""
    if not _is_possible(slug):
        raise _invalid(_("Gebruik 3 tot 30 kleine letters en cijfers, met streepjes ertussen; begin met een letter."))
    if _is_taken(slug):
        raise _invalid(_("Deze naam is al in gebruik, of lijkt te veel op een andere. Kies een andere."))


def free_slug(name: str) -> str:
    """A slug for `name` that nobody has at this moment."""
    return next(slug for slug in _proposals(name) if not _is_taken(slug))


def _proposals(name: str) -> Iterator[str]:
    base = slugify(name).replace("_", "-")
    if not re.match(r"[a-z]", base) or len(base.replace("-", "")) < 3:
        base = f"{_FIRST_WORD}-{base}".strip("-")
    base = _shortened(base)
    candidates = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return (slug for slug in candidates if _is_possible(slug))


def _shortened(base: str) -> str:
    """Short enough for a number behind it, and without half a word when that can be."""
    room = _LONGEST - 4
    if len(base) <= room:
        return base
    words = base[: room + 1].rpartition("-")[0]
    return (words if len(words) > 3 else base[:room]).strip("-")


def _is_possible(slug: str) -> bool:
    return slug not in RESERVED and _SLUG.fullmatch(slug) is not None and is_group_schema(schema_for(slug))


def _is_taken(slug: str) -> bool:
    return Group.objects.filter(schema_name=schema_for(slug)).exists() or Group.objects.filter(slug=slug).exists()


def _invalid(message: str) -> Invalid:
    return Invalid(message, fields={"slug": [message]})
