"""`make fix` draws the states of meetings in the documentation from the tables in the code; a test compares them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import django

from tests.repository.conftest import ROOT

PAGE = ROOT / "docs" / "developer" / "architecture.md"
DRAWING = re.compile(r"(?<=```mermaid\nstateDiagram-v2\n).*?(?=```)", re.DOTALL)


def drawn(text: str) -> str:
    """The page with its drawings as they must be: first of a meeting, then of a patient on its agenda."""
    from mdo_platform.meetings import states

    tables = iter((states.MEETING, states.ITEM))
    made = DRAWING.sub(lambda _found: _lines(next(tables)), text)
    assert not list(tables), "the page has no place for a drawing"
    return made


def _lines(table: Mapping[str, frozenset[str]]) -> str:
    return "".join(f"    {one} --> {other}\n" for one in sorted(table) for other in sorted(table[one]))


if __name__ == "__main__":
    django.setup()
    PAGE.write_text(drawn(PAGE.read_text()))
