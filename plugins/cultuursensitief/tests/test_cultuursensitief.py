"""The target group Cultuursensitief: a theme beside another target group."""

from pathlib import Path

from mdo_plugin_api.testing import definition, load

PLUGIN = load("mdo_cultuursensitief.plugin", code="cultuursensitief")


def test_what_is_declared_is_what_was_reviewed():
    reviewed = (Path(__file__).parent / "definition.json").read_text("utf-8")

    assert definition(PLUGIN.target_group) == reviewed, "run: mdo plugin snapshot cultuursensitief"


def test_it_is_a_theme_that_takes_the_prognosis_of_the_first_target_group():
    assert PLUGIN.target_group.thematic
    assert PLUGIN.target_group.prognosis is None


def test_urgency_is_about_communication():
    labels = [level.label for level in PLUGIN.target_group.urgency.levels]

    assert labels == ["Nog niet ingeschat", "Communicatie loopt", "Aandacht", "Belemmering", "Besluit in de knel"]


def test_it_asks_about_language_choices_and_rituals():
    codes = {field.code for field in PLUGIN.target_group.fields}

    assert {"cs_tolk", "cs_besluit", "cs_infowens", "cs_woordvoerder", "cs_rituelen", "cs_morfine"} <= codes
    assert codes.isdisjoint({"som_vallen_12m", "psy_cognitie", "pg_gedrag", "som_ecog"})


def test_there_is_no_field_for_origin_or_residence_status():
    asked = PLUGIN.target_group.model_dump_json().lower()

    assert not [word for word in ("etnici", "nationaliteit", "verblijfsvergunning") if word in asked]
