"""Builds what is not in the repository: the fonts, into a folder that git ignores, and the compiled translations."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.conf import settings

_STATIC_WEIGHTS: Final = {"Regular": 400, "Bold": 650}


def build_static_sources(build_dir: Path | None = None) -> bool:
    """Makes the fonts; False when they were up to date. May run twice at the same time."""
    target = Path(build_dir or settings.BUILD_DIR)
    web_font, *static_fonts = _outputs(target)
    stamp, fingerprint = target / "fonts.stamp", _fingerprint()
    if stamp.exists() and stamp.read_text() == fingerprint and all(path.exists() for path in _outputs(target)):
        return False
    from mdo_foundation.ui import fonts  # noqa: PLC0415 - the font tools are there at build time only

    _write(web_font, fonts.make_web_font)
    for path, weight in zip(static_fonts, _STATIC_WEIGHTS.values(), strict=True):
        _write(path, partial(fonts.make_static_font, weight=weight))
    stamp.write_text(fingerprint)
    return True


def compile_catalogues(folders: Iterable[Path] | None = None) -> bool:
    """Compiles the translations, since Django reads the compiled ones only; False when they were up to date."""
    sources = [path for folder in folders or settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po")]
    changed = [path for path in sources if _is_older(path.with_suffix(".mo"), path)]
    for path in changed:
        _write(path.with_suffix(".mo"), partial(_compile, path))
    return bool(changed)


def _is_older(made: Path, source: Path) -> bool:
    return not made.exists() or made.stat().st_mtime_ns < source.stat().st_mtime_ns


def _compile(source: Path, target: Path) -> None:
    from babel.messages.mofile import write_mo  # noqa: PLC0415 - like the font tools, there at build time only
    from babel.messages.pofile import read_po  # noqa: PLC0415

    with source.open("rb") as texts, target.open("wb") as made:
        write_mo(made, read_po(texts, locale=source.parts[-3]))


def _outputs(target: Path) -> list[Path]:
    static_fonts = [target / "fonts" / f"MDOSans-{style}.ttf" for style in _STATIC_WEIGHTS]
    return [target / "static" / "ui" / "mdo-sans.woff2", *static_fonts]


def _fingerprint() -> str:
    recipe = Path(__file__).with_name("fonts.py").read_bytes() + Path(__file__).read_bytes()
    return f"{hashlib.sha256(recipe).hexdigest()} {version('fontpkg-source-sans-3')} {version('fonttools')}"


def _write(path: Path, make: Callable[[Path], None]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    make(unfinished)
    unfinished.replace(path)
