"""Makes the fonts of the portal from the Source Sans 3 package (OFL) into a folder that git ignores.

The name 'Source' is reserved by the licence, so the changed font is called 'MDO Sans': one small variable woff2 for the
browser, two static TTF files for Typst, which does not read variable fonts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.conf import settings

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

_FAMILY: Final = "MDO Sans"
_FEATURES: Final = ["kern", "liga", "tnum", "lnum", "calt", "ccmp", "locl", "mark", "mkmk", "case"]
_CHARACTERS: Final = frozenset(range(0x20, 0x180)) | frozenset(map(ord, "–—‘’“”•…€←↑→↓−×≈≤≥▲▼✓·\u202f\u00a0"))
_STATIC_WEIGHTS: Final = {"Regular": 400, "Bold": 650}


def build_static_sources(build_dir: Path | None = None) -> bool:
    """Builds the fonts; False when they were up to date. Safe to run at the same time as itself."""
    target = Path(build_dir or settings.BUILD_DIR)
    stamp, fingerprint = target / "fonts.stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint and all(path.exists() for path in _outputs(target)):
        return False
    woff2, *statics = _outputs(target)
    _write(woff2, _web_font)
    for path, weight in zip(statics, _STATIC_WEIGHTS, strict=True):
        _write(path, lambda out, weight=weight: _static_font(out, style=weight))
    stamp.write_text(fingerprint)
    return True


def _outputs(target: Path) -> list[Path]:
    statics = [target / "fonts" / f"MDOSans-{style}.ttf" for style in _STATIC_WEIGHTS]
    return [target / "static" / "ui" / "mdo-sans.woff2", *statics]


def _fingerprint() -> str:
    source = _source().stat()
    recipe = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()
    return f"{recipe} {source.st_size}"


def _source() -> Path:
    # Here and below: the font tools are there at build time only.
    import fontpkg_source_sans_3

    return Path(fontpkg_source_sans_3.ROOT) / "files" / "SourceSans3[wght].ttf"


def _write(path: Path, make: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    make(unfinished)
    unfinished.replace(path)


def _web_font(path: Path) -> None:
    font = _subset()
    _rename(font, style="Regular")
    font.flavor = "woff2"
    font.save(path)


def _static_font(path: Path, *, style: str) -> None:
    from fontTools.varLib.instancer import instantiateVariableFont

    font = instantiateVariableFont(_subset(), {"wght": _STATIC_WEIGHTS[style]})
    _rename(font, style=style)
    bold = style == "Bold"
    font["OS/2"].usWeightClass = 700 if bold else 400
    font["OS/2"].fsSelection = 0b0010_0000 if bold else 0b0100_0000
    font["head"].macStyle = int(bold)
    font.save(path)


def _subset() -> TTFont:
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(_source())
    options = subset.Options(layout_features=_FEATURES, name_IDs=["*"])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_CHARACTERS)
    subsetter.subset(font)
    return font


def _rename(font: TTFont, *, style: str) -> None:
    postscript = f"{_FAMILY.replace(' ', '')}-{style}"
    names = {1: _FAMILY, 2: style, 3: postscript, 4: f"{_FAMILY} {style}", 6: postscript, 25: _FAMILY.replace(" ", "")}
    table = font["name"]
    for name_id in (16, 17, 21, 22):
        table.removeNames(nameID=name_id)
    for record in table.names:
        if record.nameID in names:
            record.string = names[record.nameID]
