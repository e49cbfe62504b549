"""The target group Psychogeriatrie: its scales."""

from pathlib import Path

from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_psychogeriatrie.plugin", code="psychogeriatrie")


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (Path(__file__).parent / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot psychogeriatrie"


def test_the_phases_are_those_of_the_care_standard():
    scale = PLUGIN.target_group.prognosis

    assert [(level.code, level.letter) for level in scale.levels] == [
        ("pg_x", "?"),
        ("pg_n", "N"),
        ("pg_d", "D"),
        ("pg_1", "1"),
        ("pg_2", "2"),
        ("pg_3", "3"),
        ("pg_4", "4"),
    ]
    assert scale.default.code == "pg_x"


def test_it_asks_what_dementia_needs_and_leaves_out_what_it_does_not():
    codes = {field.code for field in PLUGIN.target_group.fields}

    assert {"thuis_houdbaar", "pg_diagnose", "pg_gedrag", "pg_gedrag_analyse", "pg_wzd", "pg_wzd_status"} <= codes
    assert {"pg_casemanager", "pg_rijden", "pg_verblijf", "soc_wlz_vorm", "som_vallen_12m", "pzp_reanimatie"} <= codes
    assert codes.isdisjoint({"som_lengte", "som_bloeddruk", "som_ecog", "zin_voltooid", "cs_rituelen", "sq1"})
    assert "eva_doelen" in {field.code for field in PLUGIN.target_group.evaluation}
