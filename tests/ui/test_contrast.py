"""WCAG contrast of every pair of tokens that the style sheets put on each other, in both themes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import mdo_foundation.ui

TOKENS = (Path(mdo_foundation.ui.__file__).parent / "static" / "ui" / "tokens.css").read_text(encoding="utf-8")
CARE = ("red", "orange", "yellow", "green", "blue", "purple", "grey")
TEXT, SHAPE = 4.5, 3.0
PAIRS = [
    *((ink, ground, TEXT) for ink in ("ink", "ink-2", "ink-3") for ground in ("surface", "ground", "surface-2")),
    *(("brand-on", ground, TEXT) for ground in ("brand", "brand-deep")),
    *(("link", ground, TEXT) for ground in ("surface", "ground", "brand-soft")),
    ("brand-text", "brand-soft", TEXT),
    *((ink, ground, TEXT) for ink in ("bar-ink", "bar-ink-2") for ground in ("bar", "bar-2")),
    ("line-field", "surface", SHAPE),
    ("focus", "bar", SHAPE),
    ("focus-2", "surface", SHAPE),
    *((f"chart-{number}", "surface", SHAPE) for number in range(1, 5)),
    *((f"{care}-text", f"{care}-soft", TEXT) for care in CARE),
    *((f"{care}-text", ground, TEXT) for care in ("red", "orange", "green") for ground in ("surface", "ground")),
    *((f"{care}-on", f"{care}-solid", TEXT) for care in CARE),
    *((f"{care}-edge", f"{care}-soft", SHAPE) for care in CARE),
    *((f"{care}-edge", "surface", SHAPE) for care in CARE),
    *(("ink", f"{care}-soft", TEXT) for care in CARE),
]


def tokens(theme: str) -> dict[str, str]:
    block = re.search(rf"/\*tokens:{theme}\*/(.*?)/\*end\*/", TOKENS, re.DOTALL)
    assert block is not None
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9A-Fa-f]{6})", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_can_be_read(theme: str) -> None:
    values = tokens("light") | tokens(theme)
    too_low = {
        f"{front} on {back}": round(ratio, 2)
        for front, back, needed in PAIRS
        if (ratio := contrast(values[front], values[back])) < needed
    }
    assert not too_low


def test_both_themes_name_the_same_colours() -> None:
    assert tokens("light").keys() == tokens("dark").keys()
