from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from mdo_foundation.ui.build import build_static_sources


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("build")
    assert build_static_sources(target)
    return target


def test_a_second_build_has_nothing_to_do(built: Path) -> None:
    assert not build_static_sources(built)


def test_a_font_that_is_gone_is_made_again(built: Path) -> None:
    (built / "fonts" / "MDOSans-Bold.ttf").unlink()
    assert build_static_sources(built)
    assert (built / "fonts" / "MDOSans-Bold.ttf").exists()


def test_the_web_font_is_small_and_variable(built: Path) -> None:
    path = built / "static" / "ui" / "mdo-sans.woff2"
    assert path.stat().st_size < 40_000
    assert "fvar" in TTFont(path)


@pytest.mark.parametrize("style", ["Regular", "Bold"])
def test_no_font_carries_the_reserved_name(built: Path, style: str) -> None:
    font = TTFont(built / "fonts" / f"MDOSans-{style}.ttf")
    assert (font["name"].getDebugName(1), font["name"].getDebugName(2)) == ("MDO Sans", style)
    assert all("Source" not in str(font["name"].getDebugName(name_id)) for name_id in (1, 3, 4, 6, 16, 25))
    assert {ord(letter) for letter in "éëïÉ€–"} <= font.getBestCmap().keys()
