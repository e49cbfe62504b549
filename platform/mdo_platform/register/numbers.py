"""The form of a BSN: what may be a number of somebody. Whether it is this patient's only a reliable source can say."""

from __future__ import annotations

import re

from django.conf import settings
from django.utils.translation import gettext as _
from stdnum.nl import bsn

from mdo_foundation.common.errors import Invalid

# Spaces, dots and dashes, as people write long numbers.
_SEPARATORS = re.compile(r"[ .\u00a0\u2009\u202f\u2010-\u2013-]")
_TEST_RANGE = "999"
_SHOWN_DIGITS = 3
LEADING_ZERO = "leading_zero"


def clean_bsn(text: str, *, has_leading_zero: bool = False) -> str:
    """The nine digits of what was typed; raises Invalid under `bsn`.

    Eight digits that would be a BSN with a zero before them are refused with code LEADING_ZERO until somebody says that
    there is one: a digit may as well have been forgotten elsewhere.
    """
    digits = _SEPARATORS.sub("", text.strip())
    is_short = re.fullmatch("[0-9]{8}", digits) is not None
    padded = f"0{digits}" if is_short else digits
    if re.fullmatch("[0-9]{9}", padded) is None:
        _refuse(_("Een BSN heeft negen cijfers."))
    if padded == "0" * 9 or bsn.checksum(padded) != 0:
        _refuse(_("Dit is geen BSN. Kijk of je een cijfer vergat of omdraaide."))
    if padded.startswith(_TEST_RANGE) and not settings.MDO_ACCEPT_TEST_BSN:
        _refuse(_("Dit is een testnummer. Vul het nummer van de patiënt in."))
    if is_short and not has_leading_zero:
        error = Invalid(_("Het nummer heeft acht cijfers."), fields={"bsn": [_("Begint het nummer met een 0?")]})
        error.code = LEADING_ZERO
        raise error
    return padded


def masked_bsn(digits: str) -> str:
    return "•" * (len(digits) - _SHOWN_DIGITS) + digits[-_SHOWN_DIGITS:]


def _refuse(sentence: str) -> None:
    raise Invalid(sentence, fields={"bsn": [sentence]})
