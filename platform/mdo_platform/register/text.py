"""Text as people type it: kept as it is (NFC), or refused in words."""

from __future__ import annotations

import unicodedata

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid

QUESTION_LENGTH = 1_000
_ALLOWED_CONTROLS = "\r\n\t"


def clean_text(text: str, *, field: str, limit: int, required: bool = False) -> str:
    """`text` normalised and trimmed; raises Invalid for control characters, too much text, or none when required."""
    cleaned = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    check_characters(cleaned, field=field)
    if len(cleaned) > limit:
        _refuse(
            field,
            _("Gebruik hier hoogstens %(limit)d tekens; het zijn er nu %(length)d.")
            % {"limit": limit, "length": len(cleaned)},
        )
    if required and not is_visible(cleaned):
        _refuse(field, _("Vul dit veld in."))
    return cleaned


def is_visible(text: str) -> bool:
    """Whether there is anything to see: a letter, digit or sign, not only spaces and marks that steer other letters."""
    return any(unicodedata.category(char)[0] in "LNPS" for char in text)


def check_characters(text: str, *, field: str) -> None:
    """Raises Invalid for what cannot be stored or shown: refused, because dropping it changes what was typed."""
    if text.isprintable():  # the usual case, at once: a list of thousands is checked cell by cell
        return
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in _ALLOWED_CONTROLS for char in text):
        _refuse(field, _("Hier staat een teken dat niet kan worden opgeslagen. Typ de tekst opnieuw."))


def _refuse(field: str, sentence: str) -> None:
    raise Invalid(sentence, fields={field: [sentence]})
