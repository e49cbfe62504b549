"""The shared fields: who takes what."""

import pytest

from mdo_plugin_api import Dimension
from mdo_plugin_api.fieldsets import DISCIPLINES, EVERY_EVALUATION, EVERY_TARGET_GROUP, shared_fields

SETS = ("palliative", "frail", "dementia", "culture")


def codes(*args, **kwargs):
    return [field.code for field in shared_fields(*args, **kwargs)]


@pytest.mark.parametrize("evaluation", [False, True])
def test_palliative_care_and_frail_elderly_share_one_set(evaluation):
    assert shared_fields("palliative", evaluation=evaluation) == shared_fields("frail", evaluation=evaluation)


@pytest.mark.parametrize("name", SETS)
def test_everybody_has_planning_ahead_and_the_two_main_fields_of_each_dimension(name):
    taken = set(codes(name))

    assert {
        f"{dimension}_{what}" for dimension in ("som", "psy", "soc", "zin") for what in ("problemen", "krachtbronnen")
    } <= taken
    assert {one.code for one in EVERY_TARGET_GROUP} <= taken
    assert {one.code for one in EVERY_EVALUATION} <= set(codes(name, evaluation=True))


def test_every_dimension_begins_with_its_main_fields():
    for dimension in (Dimension.SOMATIC, Dimension.PSYCHOLOGICAL, Dimension.SOCIAL, Dimension.SPIRITUAL):
        first = [field for field in shared_fields("frail") if field.dimension is dimension][:2]
        assert [field.label for field in first] == ["Problemen", "Krachtbronnen"]


def test_a_limit_of_treatment_is_never_filled_in_beforehand():
    """Not discussed, no choice yet and unknown are states of every field, so no option says so."""
    limits = [field for field in EVERY_TARGET_GROUP if field.code in ("pzp_reanimatie", "pzp_ic", "pzp_ziekenhuis")]

    assert [[option.code for option in field.options] for field in limits] == [["wel", "voorwaarden", "niet"]] * 3


def test_every_field_says_where_it_is_from():
    assert [field.code for name in SETS for field in shared_fields(name) if not field.source] == []
    assert len(DISCIPLINES) == len(set(DISCIPLINES)) == 44
