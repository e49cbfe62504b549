"""The licence holder's file, read whole and checked row by row before anything is stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from mdo_foundation.common.errors import Invalid
from mdo_foundation.common.folding import fold
from mdo_foundation.common.spreadsheets import read_table

from .icpc import TITLE_LENGTH, is_code, neat_code
from .queries import Code

MOST_ROWS = 10_000  # the national table has about 1,400 codes
SHOWN_FAULTS = 20
_CODE_HEADS = {"code", "icpc", "icpc code", "icpccode", "icpc 1 code", "icpc nummer"}
_TITLE_HEADS = {"titel", "title", "omschrijving", "naam", "icpc titel", "icpc 1 titel"}
_FORMULA_SIGNS = ("=", "+", "@")


def read_codes(content: bytes) -> list[Code]:
    """Every code with its title, in the order of the file. Raises Invalid: what is wrong, by the number of the row."""
    rows = read_table(content, max_rows=MOST_ROWS)
    code_at, title_at = _columns(rows[0] if rows else ())
    codes: dict[str, int] = {}
    found: list[Code] = []
    faults: list[str] = []
    for number, row in enumerate(rows[1:], start=2):
        if not any(_text(row, at) for at in range(len(row))):
            continue
        one = Code(code=neat_code(_text(row, code_at)), title=" ".join(_text(row, title_at).split()))
        said = [*_code_faults(one.code, codes), *_title_faults(one.title)]
        faults += [_("Rij %(number)d: %(fault)s") % {"number": number, "fault": fault} for fault in said]
        codes.setdefault(one.code, number)
        found.append(one)
    if not found:
        faults.append(_("Er staan geen codes in het bestand."))
    _refuse(faults)
    return found


def _columns(head: Sequence[Any]) -> tuple[int, int]:
    names = [fold(str(cell or "")) for cell in head]
    places = [
        next((at for at, name in enumerate(names) if name in heads), None) for heads in (_CODE_HEADS, _TITLE_HEADS)
    ]
    if None in places:
        _refuse([_("Zet in de eerste rij de kopjes ‘code’ en ‘titel’ boven de kolommen.")])
    return places[0] or 0, places[1] or 0


def _text(row: Sequence[Any], at: int) -> str:
    cell = row[at] if at < len(row) else None
    return unicodedata.normalize("NFC", str(cell)).strip() if cell is not None else ""


def _code_faults(code: str, earlier: dict[str, int]) -> Iterator[str]:
    if not code:
        yield _("er is geen code.")
    elif not is_code(code):
        yield _("‘%(code)s’ is geen ICPC-code zoals R84 of A49.01.") % {"code": _short(code)}
    elif code in earlier:
        yield _("de code %(code)s staat ook in rij %(row)d.") % {"code": code, "row": earlier[code]}


def _title_faults(title: str) -> Iterator[str]:
    if not title:
        yield _("er is geen titel.")
    elif len(title) > TITLE_LENGTH:
        yield _("de titel is langer dan %(limit)d tekens.") % {"limit": TITLE_LENGTH}
    elif title.startswith(_FORMULA_SIGNS):
        yield _("de titel begint als een formule. Zet er tekst neer.")
    elif any(unicodedata.category(sign) in {"Cc", "Cs", "Co"} or sign == "\ufffd" for sign in title):
        yield _("er staat een teken in dat niet klopt. Is het bestand als UTF-8 bewaard?")


def _short(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"


def _refuse(faults: list[str]) -> None:
    if not faults:
        return
    shown = faults[:SHOWN_FAULTS]
    if len(faults) > SHOWN_FAULTS:
        shown.append(_("En nog %(count)d fouten.") % {"count": len(faults) - SHOWN_FAULTS})
    raise Invalid(_("Er is niets geplaatst. Verbeter het bestand en plaats het opnieuw."), fields={"file": shown})
