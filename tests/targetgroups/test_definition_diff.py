"""What differs between two versions of a definition, as readable lines; a code that went or changed is a fault."""

from __future__ import annotations

import copy
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_foundation.targetgroups.definition_diff import differences, lines
from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.project.cli import main
from mdo_plugin_api.testing import definition


@pytest.fixture
def old():
    return json.loads(definition(get_registry().get("kwetsbare_ouderen")))


@pytest.fixture
def new(old):
    return copy.deepcopy(old)


def one(told, key, code):
    return next(thing for thing in told[key] if thing["code"] == code)


def said(old, new) -> list[str]:
    return lines(differences(old, new))


def breaks(old, new) -> list[str]:
    return [found.code for found in differences(old, new) if found.breaks]


def test_the_same_says_nothing(old, new):
    assert said(old, new) == []


def test_texts_of_the_whole(old, new):
    new["version"] = "9.0.0"
    new["label"] = "Ouderen"
    assert said(old, new) == [
        "Texts",
        f"  changed target group kwetsbare_ouderen 'Ouderen': label '{old['label']}' → 'Ouderen'; "
        f"version '{old['version']}' → '9.0.0'",
    ]
    assert breaks(old, new) == []


def test_a_level_that_is_added_changed_retired_or_removed(old, new):
    levels = new["urgency"]["levels"]
    levels[1]["label"] = "Rustig"
    levels[2]["retired"] = True
    gone = levels.pop(3)
    levels.append({"code": "u5", "label": "Nieuw", "meaning": "", "colour": "blue", "shape": "drop", "letter": "N"})
    before = old["urgency"]["levels"]

    assert said(old, new) == [
        "Scales",
        f"  changed level u1 'Rustig' (scale urgency): label '{before[1]['label']}' → 'Rustig'",
        f"  retired level u2 '{before[2]['label']}' (scale urgency)",
        "  added level u5 'Nieuw' (scale urgency)",
        f"  removed level u3 '{gone['label']}' (scale urgency): removed code: retire it instead",
    ]
    assert breaks(old, new) == ["u3"]


def test_fields_and_their_options(old, new):
    field = one(new, "fields", "som_symptomen")
    field["options"] = [option for option in field["options"] if option["code"] != "pijn"]
    field["help"] = "Kies wat nu speelt."
    new["fields"].append(new["evaluation"].pop(0))  # moved, not gone
    new["fields"] = [field for field in new["fields"] if field["code"] != "som_bloeddruk"]
    found = said(old, new)

    assert found[0] == "Fields"
    assert [line.strip() for line in found[1:]] == [
        f"changed field som_symptomen '{field['label']}': "
        f"help {_was(old, 'som_symptomen', 'help')} → 'Kies wat nu speelt.'",
        "removed option pijn 'Pijn' (field som_symptomen): removed code: retire it instead",
        f"removed field som_bloeddruk '{one(old, 'fields', 'som_bloeddruk')['label']}': removed code: keep it",
    ]
    assert breaks(old, new) == ["pijn", "som_bloeddruk"]


def _was(told, code, name):
    value = one(told, "fields", code).get(name)
    return f"'{value}'" if value else "–"


def test_a_code_that_gets_another_kind_is_reused(old, new):
    one(new, "fields", "som_bloeddruk")["kind"] = "number"
    (line,) = said(old, new)[1:]
    assert "kind 'text' → 'number'" in line
    assert line.endswith("reused code: give it a code of its own")
    assert breaks(old, new) == ["som_bloeddruk"]


def test_a_known_level_that_becomes_the_unknown_one_is_reused(old, new):
    new["urgency"]["levels"][1]["unknown"] = True
    assert breaks(old, new) == ["u1"]


def test_an_instrument_may_be_filled_in_here_or_elsewhere(old, new):
    tool = one(new, "tools", "gds15")
    tool["kind"] = "score"
    tool["bands"][0]["label"] = "Niets aan de hand"
    found = said(old, new)
    assert found[0] == "Tools"
    assert "0–" in found[1]
    assert "Niets aan de hand" in found[1]
    assert breaks(old, new) == []


def test_interventions_and_the_programme(old, new):
    gone = new["interventions"].pop(0)
    step = new["pathway"]["steps"][0]
    step["label"] = "Eerst dit"
    step["tools"] = ["tug"]
    outcome = step["outcomes"].pop(0)
    found = said(old, new)

    assert found[0] == "Interventions"
    assert found[1] == f"  removed intervention {gone['code']} '{gone['title']}': removed code: keep it"
    assert found[2] == "Pathway"
    assert f"changed step {step['code']} 'Eerst dit'" in found[3]
    assert "→ tug" in found[3]
    assert found[4].startswith(f"  removed outcome {outcome['code']}")
    assert breaks(old, new) == [gone["code"], outcome["code"]]


def test_another_order_is_said_once(old, new):
    new["urgency"]["levels"].reverse()
    (line,) = said(old, new)[1:]
    assert line.startswith("  changed scale urgency")
    assert "another order: " in line


def test_a_scale_that_was_inherited_before(old, new):
    old["prognosis"] = None
    assert said(old, new)[1].startswith("  added scale")
    assert breaks(new, old) == [new["prognosis"]["code"]]


@settings(max_examples=30, deadline=None)
@given(first=st.sampled_from(range(4)), second=st.sampled_from(range(4)))
def test_between_any_two_there_is_a_difference_both_ways(first, second):
    told = [json.loads(definition(group)) for group in get_registry().target_groups]
    there, back = differences(told[first], told[second]), differences(told[second], told[first])
    assert bool(there) == bool(back) == (first != second)
    added = {(found.thing, found.place, found.code) for found in there if found.status == "added"}
    removed = {(found.thing, found.place, found.code) for found in back if found.status == "removed"}
    assert len(added) == len(removed)


class TestCommand:
    @pytest.fixture
    def files(self, tmp_path, old, new):
        def write() -> list[str]:
            paths = []
            for name, told in (("old", old), ("new", new)):
                path = tmp_path / f"{name}.json"
                path.write_text(json.dumps(told), "utf-8")
                paths.append(str(path))
            return paths

        return write

    def test_the_same_ends_with_0_and_says_so(self, files, capsys):
        assert main(["plugin", "diff", *files()]) == 0
        assert capsys.readouterr().out == "No difference.\n"

    def test_a_new_label_ends_with_0(self, files, new, capsys):
        new["label"] = "Ouderen"
        assert main(["plugin", "diff", *files()]) == 0
        assert "→ 'Ouderen'" in capsys.readouterr().out

    def test_a_removed_code_ends_with_1(self, files, new, capsys):
        new["urgency"]["levels"].pop()
        assert main(["plugin", "diff", *files()]) == 1
        assert "retire it instead" in capsys.readouterr().out

    def test_what_cannot_be_read_is_said_in_one_line(self, files, tmp_path, capsys):
        bad = tmp_path / "bad.json"
        bad.write_text("[1]")
        assert main(["plugin", "diff", str(tmp_path / "none.json"), files()[0]]) == 2
        assert main(["plugin", "diff", files()[0], str(bad)]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 2

    def test_stored_against_installed(self, db, capsys, installed):
        assert main(["plugin", "diff", "palliatief"]) == 2
        assert capsys.readouterr().err.startswith("1 definition of 'palliatief' is known")
        installed(palliatief=lambda group: group.model_copy(update={"label": "Palliatief, nieuw"}))
        assert main(["plugin", "diff", "palliatief"]) == 0
        assert "'Palliatief' → 'Palliatief, nieuw'" in capsys.readouterr().out

    def test_of_one_that_is_gone_the_newest_two_stored(self, db, capsys, installed):
        from mdo_foundation.targetgroups.services import store_definitions

        newer = get_registry().get("palliatief").model_copy(update={"version": "7.0.0", "label": "Later"})
        store_definitions([newer])
        installed(without=["palliatief"])
        assert main(["plugin", "diff", "palliatief"]) == 0
        assert "'Palliatief' → 'Later'" in capsys.readouterr().out

    def test_a_code_that_nobody_knows(self, db, capsys):
        assert main(["plugin", "diff", "nooit_gezien"]) == 2
        assert "nooit_gezien" in capsys.readouterr().err
