"""PDF by Typst: tagged (PDF/UA-1), archival (PDF/A-2a), Dutch. Data goes in as JSON, source text is never built."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst
from django.conf import settings

NO_GLYPH = "□"
_ONE_CHARACTER = b"""
#set document(title: "-", date: datetime(year: 2026, month: 1, day: 1))
#set text(font: ("MDO Sans", "Source Sans 3", "Libertinus Serif"), lang: "nl")
#json(bytes(sys.inputs.data))
"""


@lru_cache(maxsize=32)
def _source(template: str) -> bytes:
    package, _dot, name = template.rpartition("/")
    return (files(package) / "typst" / f"{name}.typ").read_bytes()


def render_pdf(template: str, data: dict[str, Any], *, title: str) -> bytes:
    """The PDF of `template` ("<import package>/<name>", the file is `<package>/typst/<name>.typ`).

    The template reads `json(bytes(sys.inputs.data))`, which also holds `title`; it must set the document's title,
    author, date and language. Fonts come from the build folder and from Typst itself. PDF/A refuses a character that
    none of them has (an emoji, a bullet pasted from a word processor): it becomes a box, the rest stays as it is.
    """
    inputs = {**data, "title": title}
    try:
        return _compile(_source(template), inputs)
    except typst.TypstError:
        return _compile(_source(template), _printable(inputs))


def _compile(source: bytes, inputs: Any) -> bytes:
    fonts = Path(settings.BUILD_DIR) / "fonts"
    compile_typst: Callable[..., bytes] = typst.compile
    return compile_typst(
        source,
        format="pdf",
        font_paths=[str(fonts)] if fonts.is_dir() else [],
        sys_inputs={"data": json.dumps(inputs, default=str)},
        pdf_standards=["a-2a", "ua-1"],
    )


def _printable(data: Any) -> Any:
    if isinstance(data, str):
        return "".join(char if _has_glyph(char) else NO_GLYPH for char in data)
    if isinstance(data, dict):
        return {key: _printable(value) for key, value in data.items()}
    return [_printable(value) for value in data] if isinstance(data, list | tuple) else data


@lru_cache(maxsize=4096)
def _has_glyph(char: str) -> bool:
    """Asked of Typst itself, so that it follows the fonts; 10 ms for a character that was not seen before."""
    try:
        _compile(_ONE_CHARACTER, char)
    except typst.TypstError:
        return False
    return True
