"""`mdo plugin new` and `mdo plugin check`, and what the contract itself promises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import mdo_plugin_api
from mdo_foundation.targetgroups.authoring import AuthoringError, check, scaffold, write_definition

API = Path(mdo_plugin_api.__file__).parent
GUIDE = Path(__file__).parents[2] / "docs" / "plugins" / "README.md"


@pytest.fixture
def written(tmp_path, monkeypatch):
    folder = scaffold("nieuwe_zorg", directory=tmp_path)
    monkeypatch.syspath_prepend(folder)
    yield folder
    for name in [name for name in sys.modules if name.partition(".")[0] == "mdo_nieuwe_zorg"]:
        del sys.modules[name]


def test_a_new_plugin_passes_the_check(written):
    assert check("mdo_nieuwe_zorg") == []
    assert (written / "README.md").read_text("utf-8").startswith("# mdo-nieuwe-zorg\n")


def test_a_new_plugin_passes_its_own_test(written):
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:django", "--rootdir=.", "tests"],
        cwd=written,
        env={**os.environ, "PYTHONPATH": str(written)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "2 passed" in ran.stdout, ran.stdout + ran.stderr


def test_a_change_in_the_declaration_shows(written):
    definition = written / "mdo_nieuwe_zorg" / "definition.py"
    before = (written / "tests" / "definition.json").read_text("utf-8")
    definition.write_text(definition.read_text("utf-8").replace("Nieuwe zorg", "Andere zorg"), "utf-8")

    after = write_definition("nieuwe_zorg", directory=written.parent).read_text("utf-8")

    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert changed == [
        (' "label": "Nieuwe zorg",', ' "label": "Andere zorg",'),
        (' "short": "Nieuwe zorg",', ' "short": "Andere zorg",'),
    ]


def test_nothing_is_overwritten(written):
    with pytest.raises(AuthoringError, match="exists already"):
        scaffold("nieuwe_zorg", directory=written.parent)


@pytest.mark.parametrize("code", ["", "A", "1a", "a-b", "../a", "a b", "a" * 41, "é"])
def test_a_code_is_lower_case(tmp_path, code):
    with pytest.raises(AuthoringError, match="is no code"):
        scaffold(code, directory=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_definition_of_nothing_is_refused(tmp_path):
    with pytest.raises(AuthoringError, match="holds no package mdo_weg"):
        write_definition("weg", directory=tmp_path)


def test_a_definition_of_a_broken_plugin_says_what_is_wrong(written):
    (written / "mdo_nieuwe_zorg" / "plugin.py").write_text("import django", "utf-8")

    with pytest.raises(AuthoringError, match="imports django"):
        write_definition("nieuwe_zorg", directory=written.parent)


@pytest.mark.parametrize(
    "name", ["mdo-palliatief", "mdo-kwetsbare-ouderen", "mdo-psychogeriatrie", "mdo-cultuursensitief"]
)
def test_our_own_plugins_pass_the_check(name):
    assert check(name) == []


def test_a_distribution_without_target_group_is_said():
    assert check("pluggy") == [
        "distribution 'pluggy' has no entry point \"mdo_portal.target_groups\": add it to its pyproject.toml"
    ]


def test_what_is_not_there_is_said():
    (said,) = check("mdo_bestaat_niet")
    assert said.startswith("plugin 'bestaat_niet': does not load")


CHECKED = {
    "a field of another plugin declared differently": (
        "GIVEN['fields'] = (Field(code='som_adl', label='Anders', dimension='somatic', kind='text'),)",
        "field 'som_adl' differs from that of 'palliatief'",
    ),
    "advice that fails without data": (
        "@hookimpl\ndef mdo_advise(snapshot): return [snapshot.fields['pijn']]",
        "fails on an empty record (KeyError",
    ),
    "advice that points at nothing": (
        "@hookimpl\ndef mdo_advise(snapshot): return [Advice(code='a', text='b', interventions=('weg',))]",
        "advice 'a' points at 'weg'",
    ),
}


@pytest.mark.parametrize(("body", "said"), CHECKED.values(), ids=CHECKED)
def test_the_check_finds_what_only_shows_later(on_disk, body, said):
    on_disk("proef", body)

    problems = check("mdo_proef.plugin")
    assert said in problems[0]


def test_the_contract_stays_small(capsys):
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in sorted(API.rglob("*.py"))}

    with capsys.disabled():
        sys.stdout.write(f"\nmdo_plugin_api: {sum(lines.values())} lines in {len(lines)} files\n")
    assert sum(lines.values()) <= 500, lines


def test_the_contract_brings_no_django():
    """A plugin's tests run without the portal: nothing of it, nor Django, may come along."""
    program = """
import sys, pkgutil, importlib, mdo_plugin_api
for module in pkgutil.iter_modules(mdo_plugin_api.__path__):
    importlib.import_module("mdo_plugin_api." + module.name)
roots = {name.partition(".")[0] for name in sys.modules}
print(sorted(root for root in roots if root == "django" or root.startswith("mdo_")))
"""
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=True)
    assert ran.stdout == "['mdo_plugin_api']\n"


def test_the_contract_is_what_the_guide_names():
    guide = GUIDE.read_text("utf-8")
    assert [name for name in mdo_plugin_api.__all__ if not re.search(rf"\b{name}\b", guide)] == []


def test_a_record_names_nobody():
    """A plugin cannot leak what it never sees."""
    assert sorted(mdo_plugin_api.RecordSnapshot.model_fields) == [
        "age",
        "consent",
        "consent_on",
        "diagnoses",
        "disciplines",
        "fields",
        "has_lead",
        "has_question",
        "last_discussed",
        "next_meeting",
        "prognosis",
        "scores",
        "target_group",
        "thematic_groups",
        "today",
        "urgency",
    ]


def test_the_code_in_the_guide_is_true():
    blocks = re.findall(r"```python\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    said: dict[str, Any] = {}

    exec("\n".join(blocks), said)

    snapshot = mdo_plugin_api.RecordSnapshot(
        target_group="longzorg",
        fields={"lz_zuurstof": {"value": "altijd", "recorded_on": "2026-11-22"}},
        today="2026-11-22",
    )
    assert said["mdo_target_group"]().code == "longzorg"
    assert [advice.code for advice in said["mdo_advise"](snapshot)] == ["lz_a01"]
    assert said["CCQ"].band(0.94).label == "Goed"
