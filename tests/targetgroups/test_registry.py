"""What the portal asks of the target groups that it has."""

from __future__ import annotations

import pytest

from mdo_foundation.targetgroups.presenters import field_label, target_group_label
from mdo_foundation.targetgroups.registry import Registry, get_registry
from mdo_plugin_api import Colour, Dimension, Field, Level, Scale, Shape

FIELD = Field(code="pijn", label="Pijn", dimension="somatic", kind="number")
OTHER = Field(code="jeuk", label="Jeuk", dimension="somatic", kind="yes_no")
LOOK_BACK = Field(code="eva_goed", label="Wat ging goed", dimension="evaluation", kind="long_text")


@pytest.fixture
def registry(in_memory):
    return Registry(
        (
            in_memory("een", fields=(FIELD,), evaluation=(LOOK_BACK,)),
            in_memory("twee", fields=(OTHER, FIELD), evaluation=(LOOK_BACK,)),
            in_memory("thema", thematic=True, prognosis=None),
        )
    )


def test_a_target_group_is_found_by_its_code(registry):
    assert registry.get("een").label == "Een"
    assert registry.get("weg") is None


def test_a_level_is_found_in_its_own_scale_only(registry):
    assert registry.level("een", "urgency", "s").label == "Stabiel"
    assert registry.level("thema", "prognosis", "s") is None
    assert registry.level("een", "urgency", "weg") is None
    assert registry.level("weg", "urgency", "s") is None


def test_a_patient_without_a_level_has_the_unknown_one(registry):
    assert registry.get("een").urgency.default.code == "x"


def test_fields_of_more_target_groups_are_each_there_once(registry):
    assert registry.fields_for(["een", "weg", "twee"]) == (FIELD, OTHER)
    assert registry.fields_for(["twee", "een"]) == (OTHER, FIELD)
    assert registry.evaluation_for(["een", "twee"]) == (LOOK_BACK,)
    assert registry.field("eva_goed") == LOOK_BACK
    assert registry.field("weg") is None


def test_nothing_of_a_target_group_can_be_changed(registry):
    with pytest.raises(ValueError, match="frozen"):
        registry.get("een").label = "Anders"
    assert isinstance(registry.target_groups, tuple)


def test_what_nobody_knows_is_shown_as_not_active(db):
    assert target_group_label("weg") == "weg (module niet actief)"
    assert field_label("weg_veld") == "weg_veld (module niet actief)"


def test_the_four_target_groups_are_here_in_their_order():
    assert [group.code for group in get_registry().target_groups] == [
        "palliatief",
        "kwetsbare_ouderen",
        "psychogeriatrie",
        "cultuursensitief",
    ]


def test_a_disabled_plugin_is_left_out(settings, installed):
    settings.MDO_DISABLED_PLUGINS = ("iets_anders", " psychogeriatrie")
    installed()
    assert get_registry().get("psychogeriatrie") is None
    settings.MDO_DISABLED_PLUGINS = ()


def test_frail_elderly_and_palliative_share_their_fields():
    """R-08: what is filled in moves along on a transfer, so its declaration must be the same."""
    registry = get_registry()
    fields = [registry.fields_for([code]) for code in ("palliatief", "kwetsbare_ouderen")]
    shared = [[field for field in one if field.dimension is not Dimension.PROGNOSIS] for one in fields]
    own = [{field.code for field in one if field.dimension is Dimension.PROGNOSIS} for one in fields]

    assert shared[0] == shared[1]
    assert len(shared[0]) >= 130
    assert own[0] >= {"sq1", "sq2"}
    assert own[1] >= {"kwetsbaarheidsniveau", "deelname_toestemming"}


@pytest.mark.parametrize("group", get_registry().target_groups, ids=lambda group: group.code)
def test_colour_and_shape_go_together_as_in_the_design_guide(group):
    shapes = {
        Colour.BLUE: Shape.DROP,
        Colour.GREEN: Shape.CIRCLE,
        Colour.YELLOW: Shape.SQUARE,
        Colour.ORANGE: Shape.DIAMOND,
        Colour.RED: Shape.TRIANGLE,
        Colour.GREY: Shape.RING,
        Colour.PURPLE: Shape.STAR,
    }
    levels = [level for scale in (group.prognosis, group.urgency) if scale for level in scale.levels]

    assert [level.code for level in levels if level.shape is not shapes[level.colour]] == []


@pytest.mark.parametrize("group", get_registry().target_groups, ids=lambda group: group.code)
def test_every_target_group_plans_ahead_and_looks_back(group):
    dimensions = {field.dimension.value for field in (*group.fields, *group.evaluation)}

    assert {"somatic", "psychological", "social", "spiritual"} <= dimensions
    assert {"shared_decisions", "planning_ahead", "evaluation"} <= dimensions


def test_a_level_must_have_a_letter_and_a_shape():
    with pytest.raises(ValueError, match="letter"):
        Level(code="a", label="A", meaning="", colour="red", shape="star", letter=" ")
    with pytest.raises(ValueError, match="shape"):
        Level(code="a", label="A", meaning="", colour="red", letter="A")
    assert Scale.model_fields["levels"].is_required()
