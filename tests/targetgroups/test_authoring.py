"""`mdo plugin new` and `mdo plugin check`, and what the contract itself promises."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy
import pytest

import mdo_plugin_api
from mdo_foundation.targetgroups.authoring import AuthoringError, check, scaffold, write_definition
from mdo_foundation.targetgroups.review import WARNING, review
from mdo_plugin_api.testing import Plugin
from tests.fifth_plugin.environments import HERE, make_environment

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
    assert "4 passed" in ran.stdout, ran.stdout + ran.stderr


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


def test_a_stranger_has_a_passing_plugin_in_a_minute(tmp_path):
    """The commands of the guide, one after the other, in an environment beside the portal."""
    python = tmp_path / "environment" / "bin" / "python"
    site = make_environment(tmp_path / "environment")
    (site / "portal.pth").write_text(f"import site; site.addsitedir({str(HERE)!r})\n", "utf-8")
    (tmp_path / "plugins").mkdir()
    offline = ["--no-index", "--no-deps", "--no-build-isolation"]
    programs = {
        "mdo": [str(python), "-m", "mdo_platform.project.cli"],
        "pip": [sys.executable, "-m", "pip", "--python", str(python)],
        "pytest": [str(python), "-m", "pytest", "-q", "-c", os.devnull, "-p", "no:cacheprovider"],
    }
    env = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "PYTEST_"))}
    said = []
    started = time.monotonic()
    (block,) = re.findall(r"```console\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    for line in block.splitlines():
        program, *words = line.removeprefix("$ ").partition("#")[0].split()
        command = [*programs[program], *words, *(offline if program == "pip" else [])]
        ran = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        said.append(ran.stdout + ran.stderr)
    assert time.monotonic() - started < 60
    assert said[0] == "plugins/longzorg\n"
    assert "4 passed" in said[2]
    assert said[3:] == ["", "plugins/longzorg/tests/definition.json\n"]


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
    """What may only be shown with a permission is known; nothing else is said of them."""
    said = check(name)

    assert [line for line in said if not line.startswith(WARNING) or "without a cleared licence" not in line] == []


def test_a_distribution_without_target_group_is_said():
    assert check("pluggy") == [
        "distribution 'pluggy' has no entry point \"mdo_portal.target_groups\": add it to its pyproject.toml"
    ]


def test_what_is_not_there_is_said():
    (said,) = check("mdo_bestaat_niet")
    assert said.startswith("plugin 'bestaat_niet': does not load")


PAIN = """
GIVEN["fields"] = (Field(code="pijn", label="Pijn", dimension="somatic", kind="number", minimum=0, maximum=10),)
"""
LIST = """
CHOICE = (Option(code="nee", label="Nee"), Option(code="ja", label="Ja", points=1))
GIVEN["tools"] = (
    Questionnaire(
        code="lijst", title="Lijst", minimum=0, maximum={maximum}, direction="none",
        bands=(Band(low=0, high={maximum}, label="Hoe dan ook"),),
        licence=Licence(owner="Eigenaar-Demo", terms="y", cleared={cleared}),
        items=(
            Item(code="een", text="Een?", options=CHOICE),
            Item(code="twee", text="Twee?", options=CHOICE, only_if={only_if}),
        ),
    ),
)
"""
TOTAL = """
@hookimpl
def mdo_score(questionnaire, answers): return GIVEN["tools"][0].total(answers)
"""
PATHWAY = """
STEP = Step(code="een", label="Een", help="", outcomes=({outcomes}), tools={tools}, source="EK")
GIVEN["pathway"] = Pathway(code="pad", label="Pad", steps=(STEP,))
"""
CHECKED = {
    "a field of another plugin declared differently": (
        "GIVEN['fields'] = (Field(code='som_adl', label='Anders', dimension='somatic', kind='text'),)",
        "field 'som_adl' differs from that of 'palliatief'",
    ),
    "advice that fails without data": (
        "@hookimpl\ndef mdo_advise(snapshot): return [snapshot.fields['pijn']]",
        "fails on an empty record (KeyError",
    ),
    "advice that fails on some record": (
        PAIN + "@hookimpl\ndef mdo_advise(snapshot): return [] if (snapshot.value('pijn') or 0) < 9 else 1",
        "fails on a record that may be",
    ),
    "advice that fails when an answer is unknown": (
        PAIN + "@hookimpl\ndef mdo_advise(snapshot): return [x for x in snapshot.fields if snapshot.value(x) < 0]",
        "TypeError",
    ),
    "advice that fails on a date to come": (
        "@hookimpl\ndef mdo_advise(snapshot):\n"
        "    day = snapshot.today\n    return [][: 1 // ((snapshot.next_meeting or day) <= day)]",
        "ZeroDivisionError",
    ),
    "advice that points at nothing": (
        "@hookimpl\ndef mdo_advise(snapshot): return [Advice(code='a', text='b', interventions=('weg',))]",
        "advice 'a' points at 'weg'",
    ),
    "advice given twice": (
        "@hookimpl\ndef mdo_advise(snapshot): return [Advice(code='a', text='b', source='EK')] * 2",
        "advice 'a' is given twice",
    ),
    "advice without a source": (
        "@hookimpl\ndef mdo_advise(snapshot): return [Advice(code='a', text='b')]",
        "warning: plugin 'proef': advice 'a' has no source",
    ),
    "a score out of its range": (
        LIST.format(maximum=1, cleared=True, only_if="None") + TOTAL,
        "its score for the highest answers is not from 0 to 1",
    ),
    "a score that is missing for full answers": (
        LIST.format(maximum=2, cleared=True, only_if="None")
        + "@hookimpl\ndef mdo_score(questionnaire, answers): return None",
        "questionnaire 'lijst' has no score for the lowest answers",
    ),
    "a score that fails without answers": (
        LIST.format(maximum=2, cleared=True, only_if="None")
        + "@hookimpl\ndef mdo_score(questionnaire, answers): return 1 if answers['een'] else 0",
        "questionnaire 'lijst' fails without answers (KeyError",
    ),
    "a question that is never asked": (
        LIST.format(maximum=2, cleared=True, only_if="('een', ())") + TOTAL,
        "item 'twee' of questionnaire 'lijst' is never asked",
    ),
    "texts without a licence": (
        LIST.format(maximum=2, cleared=False, only_if="None") + TOTAL,
        "warning: plugin 'proef': questionnaire 'lijst' holds the texts of 2 questions without a cleared licence",
    ),
    "bands without a source": (
        LIST.format(maximum=2, cleared=True, only_if="None") + TOTAL,
        "warning: plugin 'proef': bands without a source in questionnaire 'lijst'",
    ),
    "things without a source": (PAIN, "no source for scale 'scale', scale 'scale', field 'pijn'; say who says so"),
    "a step that offers what is not there": (
        PATHWAY.format(outcomes="", tools="('weg',)"),
        "step 'een' offers tool 'weg', which is not declared",
    ),
    "an outcome that fills in what is not there": (
        PATHWAY.format(outcomes="Outcome(code='a', label='A', sets=('pijn', 'veel')),", tools="()"),
        "outcome 'a' of step 'een' fills in 'pijn' with 'veel', which is not declared",
    ),
    "consent that fills in what is not there": (
        "GIVEN['pathway'] = Pathway(code='pad', label='Pad', steps=(), consent=('pijn', 'ja', 'nee'))",
        "consent of pathway 'pad' fills in 'pijn' with 'ja', which is not declared",
    ),
}


@pytest.mark.parametrize(("body", "said"), CHECKED.values(), ids=CHECKED)
def test_the_check_finds_what_only_shows_later(on_disk, body, said):
    on_disk("proef", body)

    problems = check("mdo_proef.plugin")
    assert [line for line in problems if said in line] != [], problems


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
    assert said["mdo_score"]("lz_controle", {"benauwd": "nee", "slaap": "ja", "nachten": 2}) == 2
    assert said["mdo_score"]("valrisico", {"gevallen": "ja", "bezorgd": "nee"}) is None
    module = ModuleType("mdo_longzorg")
    vars(module).update({name: said[name] for name in ("mdo_target_group", "mdo_advise", "mdo_score")})
    manager = pluggy.PluginManager(mdo_plugin_api.PROJECT)
    manager.add_hookspecs(mdo_plugin_api.hooks)
    manager.register(module)
    assert list(review(Plugin(said["TARGET_GROUP"], manager.hook))) == []
