"""How a patient is called: in full, short for the big screen, and folded for the search."""

from __future__ import annotations

from django.utils.translation import gettext as _

from mdo_foundation.common.folding import fold, search_text, search_words

__all__ = ["fold", "full_name", "salutation", "search_text", "search_words", "short_name"]


def salutation(sex: str) -> str:
    return {"female": _("Mw."), "male": _("Dhr.")}.get(sex, "")


def full_name(*, sex: str, initials: str, name_prefix: str, last_name: str) -> str:
    """ "Mw. A. van der Meer-Demo"."""
    return " ".join(part for part in (salutation(sex), initials, name_prefix, last_name) if part)


def short_name(*, sex: str, last_name: str, birth_year: int) -> str:
    """ "Mw. H. (1941)": what the big screen and the report show instead of a name."""
    letter = next((char for char in last_name if char.isalpha()), "?").upper()
    return " ".join(part for part in (salutation(sex), f"{letter}.", f"({birth_year})") if part)
