"""The tags of sources as a reader knows them: 'B34' is minerva-ebp.be. What is no tag stands as its author wrote it."""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib.resources import files

_TAGS_IN_TEXT = re.compile(r"\(([A-Z]{1,2}\d{0,2}(?:, [A-Z]{1,2}\d{0,2})*)\)")


def source_words(source: str | None) -> str:
    """'B11, EK' → 'positiefouderworden.nl'. Own knowledge and proposals name nobody, so they give no words."""
    told = (_words().get(tag, tag) for tag in (source or "").split(", "))
    return "; ".join(dict.fromkeys(filter(None, told)))


def with_source_words(text: str) -> str:
    """A help text in which tags between brackets are said in words: '(B54)' → '(huisartsendementie.be)'."""
    return _TAGS_IN_TEXT.sub(_said, text)


def _said(found: re.Match[str]) -> str:
    tags = found[1].split(", ")
    return f"({source_words(found[1])})" if all(_words().get(tag) for tag in tags) else found[0]


@cache
def _words() -> dict[str, str]:
    table = (files("mdo_plugin_api") / "sources.csv").read_text("utf-8")
    return {row["tag"]: row["words"] for row in csv.DictReader(table.splitlines())}
