"""What the four target groups declare together: known sources, enough to choose from, nothing confirmed that is not."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdo_foundation.targetgroups.registry import get_registry
from mdo_foundation.targetgroups.source_words import source_words, with_source_words
from mdo_plugin_api.testing import definition

ROOT = Path(__file__).resolve().parents[2]
SOURCES = (ROOT / "docs" / "plugins" / "sources.md").read_text("utf-8")
KNOWN = {tag.split()[0] for tag in re.findall(r"^\| (\S+(?: and a number)?) \|", SOURCES, re.MULTILINE)} - {
    "tag",
    "---",
}
GROUPS = get_registry().target_groups


def _sources(told: object) -> Iterator[str]:
    if isinstance(told, dict):
        yield from ([told["source"]] if "source" in told else [])
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from _sources(one)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.code)
def test_every_source_is_explained(group):
    tags = {part.split()[0] for source in _sources(json.loads(definition(group))) for part in source.split(", ")}

    assert tags - KNOWN == set()
    assert len(tags) >= 5


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.code)
def test_every_band_says_where_its_limit_is_from(group):
    bands = [(tool.code, band) for tool in group.tools for band in getattr(tool, "bands", ())]

    assert [code for code, band in bands if not band.source] == []


def _not_confirmed(told: object) -> Iterator[str]:
    """Codes of what names own knowledge or a proposal as source, itself or in a band of it."""
    if isinstance(told, dict):
        sources = [told.get("source", ""), *(band["source"] for band in told.get("bands", ()))]
        if "code" in told and {"EK", "V"} & {part for source in sources for part in source.split(", ")}:
            yield told["code"]
        told = list(told.values())
    if isinstance(told, list):
        for one in told:
            yield from _not_confirmed(one)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: group.code)
def test_a_readme_says_what_no_clinician_has_confirmed_and_no_screen_does(group):
    readmes = [(ROOT / "plugins" / name / "README.md").read_text("utf-8") for name in (group.code, "api")]
    listed = set(re.findall(r"`(\w+)`", "".join(text.partition("## Not confirmed")[2] for text in readmes)))
    told = definition(group)

    assert set(_not_confirmed(json.loads(told))) - listed - {"prognosis", "urgency"} == set()
    assert f"Version {group.version}:" in readmes[0]
    assert not re.search(r"(niet|nog te) bevestig|onbevestigd|clinicus", told.lower())


def test_each_instrument_is_offered_by_somebody():
    tables = {path.stem for path in (ROOT / "plugins/api/mdo_plugin_api/instruments").glob("*.toml")}

    assert tables <= {tool.code for group in GROUPS for tool in group.tools}


def test_a_reader_sees_the_name_of_a_source_not_its_tag():
    assert source_words("B11, EK") == "positiefouderworden.nl"
    assert source_words("V, EK") == ""
    assert source_words("B53, B54") == "effectieveouderenzorg.nl; huisartsendementie.be"
    assert source_words("Jansen 2020") == "Jansen 2020"


def test_a_help_text_names_its_sources_and_leaves_other_brackets_alone():
    said = with_source_words("Elders 5 (B54), bij zieken 8 (B53, B54); de klok (0 of 2), vitamine (B12 nodig), (XY9).")

    first, second = "huisartsendementie.be", "effectieveouderenzorg.nl; huisartsendementie.be"
    assert said == f"Elders 5 ({first}), bij zieken 8 ({second}); de klok (0 of 2), vitamine (B12 nodig), (XY9)."


def test_every_source_that_is_explained_has_words_for_the_screen():
    tags = re.findall(r"^\| ([BS]\d+) \|", SOURCES, re.MULTILINE)

    assert len(tags) > 60
    assert [tag for tag in tags if source_words(tag) in ("", tag)] == []
