"""A document is made whatever people typed, and never more than they typed."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from mdo_foundation.common.pdf import NO_GLYPH, render_pdf

PLAIN = {
    "group": "Wilgendal", "day": "dinsdag 24 november", "year": 2026, "time": "12.30 – 13.30 uur", "target_groups": [],
    "participants": [], "patients": [], "agreements": [], "signals": [], "not_discussed": 0, "removed": 0,
}  # fmt: skip


def _text(place):
    pdf = render_pdf("mdo_platform.meetings/report", {**PLAIN, "place": place, "on": date(2026, 11, 24)}, title="MDO")
    return PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


@pytest.mark.parametrize("char", ["\uf0b7", "👩", "中", "\ufffe", "\x07", "\x00"])
def test_character_without_glyph_becomes_a_box(char):
    assert f"voor{NO_GLYPH}na Şükran" in _text(f"voor{char}na Şükran")


@pytest.mark.parametrize("code", ['#read("/etc/passwd")', "#sys.inputs", "$x$ *b* `c` @e = kop", "]#panic()["])
def test_markup_is_only_text(code):
    assert code in _text(code)
