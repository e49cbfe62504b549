"""Cuts the Source Sans 3 package (OFL) down to Latin. 'Source' is a reserved name, so the result is called 'MDO Sans'.

Needs the packages of the build (group `assets`): import it only there.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final

import fontpkg_source_sans_3
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

SOURCE: Final = Path(fontpkg_source_sans_3.ROOT) / "files" / "SourceSans3[wght].ttf"
_FAMILY: Final = "MDO Sans"
_POSTSCRIPT: Final = "MDOSans"
_FEATURES: Final = ["kern", "liga", "tnum", "lnum", "calt", "ccmp", "locl", "mark", "mkmk", "case"]
_CHARACTERS: Final = frozenset(range(0x20, 0x180)) | frozenset(map(ord, "–—‘’“”•…€←↑→↓−×≈≤≥▲▼✓·\u202f\u00a0"))
_BOLD_FROM: Final = 600

logging.getLogger("fontTools").setLevel(logging.WARNING)  # it tells every glyph


def make_web_font(path: Path) -> None:
    """One small variable woff2 for the browser."""
    font = _subset()
    _rename(font, style="Regular")
    font.flavor = "woff2"
    font.save(path)


def make_static_font(path: Path, *, weight: int) -> None:
    """A TTF of one weight for Typst, which does not read variable fonts."""
    font = instantiateVariableFont(_subset(), {"wght": weight})
    is_bold = weight >= _BOLD_FROM
    _rename(font, style="Bold" if is_bold else "Regular")
    font["OS/2"].usWeightClass = 700 if is_bold else 400
    font["OS/2"].fsSelection = 0b0010_0000 if is_bold else 0b0100_0000
    font["head"].macStyle = int(is_bold)
    font.save(path)


def _subset() -> TTFont:
    font = TTFont(SOURCE)
    subsetter = subset.Subsetter(subset.Options(layout_features=_FEATURES, name_IDs=["*"]))
    subsetter.populate(unicodes=_CHARACTERS)
    subsetter.subset(font)
    return font


def _rename(font: TTFont, *, style: str) -> None:
    postscript = f"{_POSTSCRIPT}-{style}"
    names = {1: _FAMILY, 2: style, 3: postscript, 4: f"{_FAMILY} {style}", 6: postscript, 25: _POSTSCRIPT}
    table = font["name"]
    for typographic in (16, 17, 21, 22):
        table.removeNames(nameID=typographic)
    for record in table.names:
        record.string = names.get(record.nameID, record.string)
