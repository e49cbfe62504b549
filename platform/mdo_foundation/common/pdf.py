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


@lru_cache(maxsize=32)
def _source(template: str) -> bytes:
    package, _dot, name = template.rpartition("/")
    return (files(package) / "typst" / f"{name}.typ").read_bytes()


def render_pdf(template: str, data: dict[str, Any], *, title: str) -> bytes:
    """The PDF of `template` ("<import package>/<name>", the file is `<package>/typst/<name>.typ`).

    The template reads `json(bytes(sys.inputs.data))`, which also holds `title`; it must set the document's title,
    author, date and language. Fonts come from the build folder and from Typst itself.
    """
    fonts = Path(settings.BUILD_DIR) / "fonts"
    compile_typst: Callable[..., bytes] = typst.compile
    return compile_typst(
        _source(template),
        format="pdf",
        font_paths=[str(fonts)] if fonts.is_dir() else [],
        sys_inputs={"data": json.dumps({**data, "title": title}, default=str)},
        pdf_standards=["a-2a", "ua-1"],
    )
