"""A plugin that is wrong ends the start, with one line that names plugin, thing and mend."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import EntryPoint

import pytest

from mdo_foundation.targetgroups.loading import RegistryError, load_plugins
from mdo_foundation.targetgroups.registry import Registry
from mdo_plugin_api import ENTRY_POINTS

FIELD = """
GIVEN["fields"] = (Field(code="pijn", label={label!r}, dimension="somatic", kind="number", minimum=0, maximum=10),)
"""
BANDS = """
GIVEN["tools"] = (
    Score(
        code="gfi", title="GFI", minimum=0, maximum=15, direction="none",
        licence=Licence(owner="x", terms="y", cleared=False),
        bands=({bands}),
    ),
)
"""
QUESTIONNAIRE = """
GIVEN["tools"] = (
    Questionnaire(
        code="lijst", title="Lijst", minimum=0, maximum=1, bands=(), direction="none",
        licence=Licence(owner="x", terms="y", cleared=True),
        items=({items}),
    ),
)
"""

WRONG = {
    "an error on import": ("1 / 0", "does not load", "ZeroDivisionError", "mend or reinstall it"),
    "an exit on import": ("raise SystemExit(3)", "does not load", "SystemExit", "mend or reinstall it"),
    "no target group": ("TargetGroup = lambda **given: 'nothing'", "gives no TargetGroup", "return one"),
    "another code": ("GIVEN['code'] = 'anders'", "'anders'", "equal to the entry point's name"),
    "a hook that does not exist": ("@hookimpl\ndef mdo_nothing(): ...", "mdo_nothing"),
    "an unknown argument": ("GIVEN['colour'] = 'red'", "colour", "Extra inputs are not permitted"),
    "a wrong code": ("Option(code='Hoofd Letter', label='x')", "Option.code", "should match pattern"),
    "another API": ("GIVEN['api_version'] = 2", "api_version is 2", "use a plugin made for it"),
    "no unknown level": ("Scale(code='u', label='U', levels=(KNOWN,))", "scale 'u'", "mark exactly one"),
    "two unknown levels": (
        "Scale(code='u', label='U', levels=(UNKNOWN, UNKNOWN.model_copy(update={'code': 'y', 'letter': 'y'})))",
        "scale 'u' has 2 levels with unknown=True",
        "mark exactly one",
    ),
    "a green unknown level": (
        "Scale(code='u', label='U', levels=(UNKNOWN.model_copy(update={'colour': Colour.GREEN}), KNOWN))",
        "scale 'u': unknown level 'x' is green",
        "choose another colour",
    ),
    "a letter used twice": (
        "Scale(code='u', label='U', levels=(UNKNOWN, KNOWN, KNOWN.model_copy(update={'code': 't'})))",
        "scale 'u' uses a letter twice",
        "give each level its own",
    ),
    "a level code used twice": (
        "Scale(code='u', label='U', levels=(UNKNOWN, KNOWN, KNOWN))",
        "'s' is declared more than once",
        "give each its own code",
    ),
    "no prognosis": ("GIVEN['prognosis'] = None", "prognosis is None", "declare a scale"),
    "a field twice": (FIELD.format(label="Pijn") + "GIVEN['fields'] *= 2", "'pijn' is declared more than once"),
    "a field in the wrong place": (
        FIELD.format(label="Pijn") + "GIVEN['evaluation'] = GIVEN.pop('fields'); GIVEN['fields'] = ()",
        "field 'pijn'",
        "move it to fields=",
    ),
    "a choice without options": (
        "Field(code='k', label='K', dimension='somatic', kind='choice')",
        "field 'k' has nothing to choose",
        "give it options",
    ),
    "a text with options": (
        "Field(code='k', label='K', dimension='somatic', kind='text', options=(Option(code='a', label='A'),))",
        "field 'k'",
        "make it choice or choices",
    ),
    "a date with a minimum": (
        "Field(code='k', label='K', dimension='somatic', kind='date', minimum=1)",
        "field 'k'",
        "only kind number",
    ),
    "a gap between bands": (
        BANDS.format(bands="Band(low=0, high=3, label='laag'), Band(low=5, high=15, label='hoog')"),
        "score 'gfi': gap between 'laag' and 'hoog'",
    ),
    "bands that overlap": (
        BANDS.format(bands="Band(low=0, high=3, label='laag'), Band(low=3, high=15, label='hoog')"),
        "score 'gfi': overlap between 'laag' and 'hoog'",
    ),
    "bands that stop early": (
        BANDS.format(bands="Band(low=0, high=3, label='laag'), Band(low=4, high=14, label='hoog')"),
        "score 'gfi'",
        "stretch the first or last band",
    ),
    "a band upside down": (
        BANDS.format(
            bands="Band(low=0, high=4, label='a'), Band(low=5, high=3, label='b'), Band(low=4, high=15, label='c')"
        ),
        "score 'gfi'",
        "swap its low and high",
    ),
    "an item without an answer": (
        QUESTIONNAIRE.format(items="Item(code='een', text='Een?'),"),
        "item 'een' has no answer",
        "give it options",
    ),
    "an item with one option": (
        QUESTIONNAIRE.format(items="Item(code='een', text='Een?', options=(Option(code='ja', label='Ja'),)),"),
        "item 'een' needs two options",
    ),
    "a questionnaire without items": (QUESTIONNAIRE.format(items=""), "Questionnaire.items"),
    "a questionnaire without a score": (
        QUESTIONNAIRE.format(items="Item(code='een', text='Een?', minimum=0, maximum=1),"),
        "no mdo_score",
        "implement it, or declare a Score",
    ),
    "limits upside down": (
        "Field(code='k', label='K', dimension='somatic', kind='number', minimum=3, maximum=3)",
        "field 'k': minimum is not below maximum",
        "swap or change them",
    ),
    "an item with limits upside down": (
        QUESTIONNAIRE.format(items="Item(code='een', text='Een?', minimum=1, maximum=0),"),
        "item 'een': minimum is not below maximum",
    ),
    "a score with limits upside down": (
        BANDS.format(bands="").replace("maximum=15", "maximum=0"),
        "score 'gfi': minimum is not below maximum",
    ),
    "a question after an answer that cannot be given": (
        QUESTIONNAIRE.format(
            items="Item(code='een', text='Een?', minimum=0, maximum=1), "
            "Item(code='twee', text='Twee?', minimum=0, maximum=1, only_if=('een', ('ja',))),"
        ),
        "item 'twee': only_if names no options of an earlier item",
        "mend its codes",
    ),
    "a questionnaire whose bands stop early": (
        QUESTIONNAIRE.format(items="Item(code='een', text='Een?', minimum=0, maximum=1),").replace(
            "bands=()", "bands=(Band(low=0, high=0, label='laag'),)"
        ),
        "questionnaire 'lijst': the bands do not run",
    ),
    "a link that runs a script": ("Link(code='l', title='L', url='javascript:alert(1)')", "Link.url"),
    "Django": ("import django.db", "imports django", "take it out"),
    "the portal": ("from mdo_platform.register import models", "imports mdo_platform", "take it out"),
    "the cellar, later": ("def later():\n    import mdo_foundation.common", "imports mdo_foundation", "take it out"),
    "another plugin": ("from mdo_palliatief.scales import URGENCY", "imports mdo_palliatief", "take it out"),
}


@pytest.mark.parametrize(("body", "said"), [(body, said) for body, *said in WRONG.values()], ids=WRONG)
def test_what_is_wrong_is_said_in_one_line(on_disk, body, said):
    with pytest.raises(RegistryError) as refused:
        load_plugins([on_disk("proef", body)])

    line = str(refused.value)
    assert line.startswith("plugin 'proef': ")
    assert "\n" not in line
    assert [part for part in said if part not in line] == []


def test_a_plugin_that_is_not_there_is_named():
    with pytest.raises(RegistryError, match=r"plugin 'weg': does not load .*'mdo_weg'.* MDO_DISABLED_PLUGINS"):
        load_plugins([EntryPoint("weg", "mdo_weg.plugin", ENTRY_POINTS)])


def test_the_line_of_a_mistake_in_a_value_is_named(on_disk):
    with pytest.raises(RegistryError, match=r"plugin\.py line \d+, Level\.letter: "):
        load_plugins(
            [on_disk("proef", "Level(code='a', label='A', meaning='', colour='red', shape='star', letter='')")]
        )


def test_what_knows_the_portal_is_not_even_run(on_disk, tmp_path):
    proof = tmp_path / "it-ran"
    point = on_disk("proef", f"open({str(proof)!r}, 'w'); import mdo_tenants")

    with pytest.raises(RegistryError, match="imports mdo_tenants"):
        load_plugins([point])
    assert not proof.exists()


def test_two_distributions_cannot_have_one_code(on_disk):
    one, other = on_disk("proef"), on_disk("proef", package="mdo_proef_van_een_ander")

    with pytest.raises(RegistryError, match=r"plugin 'proef' is there twice .*uninstall one"):
        load_plugins([one, other])


def test_a_field_declared_by_two_must_be_declared_equally(on_disk):
    one, other = (on_disk(code, FIELD.format(label=label)) for code, label in (("een", "Pijn"), ("twee", "Pijntje")))

    with pytest.raises(RegistryError, match=r"plugin 'twee': field 'pijn' differs from that of 'een' \(label\)"):
        load_plugins([one, other])


def test_a_field_declared_equally_by_two_is_one_field(on_disk):
    points = [on_disk(code, FIELD.format(label="Pijn")) for code in ("een", "twee")]

    registry = Registry(load_plugins(points))

    assert [field.code for field in registry.fields_for(["een", "twee"])] == ["pijn"]


def test_they_are_sorted_by_order_and_code_whatever_the_order_of_finding(on_disk):
    points = [on_disk("c"), on_disk("b", "GIVEN['order'] = 2"), on_disk("a", "GIVEN['order'] = 2"), on_disk("d")]

    for found in (points, points[::-1]):
        assert [plugin.target_group.code for plugin in load_plugins(found)] == ["c", "d", "a", "b"]


def test_a_disabled_plugin_is_not_even_imported(on_disk):
    points = [on_disk("goed"), on_disk("stuk", "1 / 0")]

    assert [plugin.target_group.code for plugin in load_plugins(points, disabled=("stuk",))] == ["goed"]
    assert "mdo_stuk" not in sys.modules


def test_bands_may_be_written_in_decimals(on_disk):
    bands = "Band(low=0, high=2.99, label='laag'), Band(low=3, high=15, label='hoog')"

    (plugin,) = load_plugins([on_disk("proef", BANDS.format(bands=bands))])

    tool = plugin.target_group.tools[0]
    assert [tool.band(score).label for score in (0, 2.67, 2.994, 3, 15)] == ["laag", "laag", "laag", "hoog", "hoog"]
    assert tool.band(15.1) is None


def test_the_start_ends_in_one_line_without_a_traceback():
    program = """
import sys
from importlib import metadata
found = metadata.entry_points
point = metadata.EntryPoint("stuk", "mdo_stuk.plugin", "mdo_portal.target_groups")
metadata.entry_points = lambda **wanted: [point] if wanted == {"group": "mdo_portal.target_groups"} else found(**wanted)
from django.conf import settings
settings.configure(MDO_DISABLED_PLUGINS=(), INSTALLED_APPS=["mdo_foundation.targetgroups"])
import django
django.setup()
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)

    assert ended.returncode == 1
    assert ended.stderr.startswith("mdo: plugin 'stuk': does not load")
    assert ended.stderr.count("\n") == 1
