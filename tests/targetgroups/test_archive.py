"""Definitions are stored by `mdo migrate`, once, for ever; labels and colours come from them when a plugin is gone."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, connection, connections, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from mdo_foundation.common.groups import in_group
from mdo_foundation.targetgroups import presenters, queries
from mdo_foundation.targetgroups.archive import Archive, Everything, get_archive
from mdo_foundation.targetgroups.models import Definition
from mdo_foundation.targetgroups.reading import read_target_group
from mdo_foundation.targetgroups.registry import Registry, get_registry
from mdo_foundation.targetgroups.services import store_definitions
from mdo_plugin_api import Colour, Field, Intervention, Level, Option, Scale, Score, Shape, TargetGroup
from mdo_plugin_api.testing import definition
from mdo_plugin_api.tools import Band, Licence

RED = Level(code="r", label="Rood", meaning="nu", colour=Colour.RED, shape=Shape.TRIANGLE, letter="R")
CHOICE = Field(
    code="kleur",
    label="Kleur",
    dimension="somatic",
    kind="choices",
    options=(Option(code="a", label="Aap"), Option(code="b", label="Beer")),
)
ROOKS = Intervention(code="p_i01", title="Roeken tellen", summary="")
ONCE = Score(
    code="p_score",
    title="Proefscore",
    minimum=0,
    maximum=1,
    bands=(Band(low=0, high=1, label="Alles"),),
    direction="none",
    licence=Licence(owner="Wij", terms="Vrij", cleared=True),
)


@pytest.fixture
def proef(group):
    """A target group with one of everything that is looked up."""

    def make(**changes) -> TargetGroup:
        scale = group().urgency
        richer = scale.model_copy(update={"levels": (*scale.levels, RED)})
        given = {"urgency": richer, "fields": (CHOICE,), "interventions": (ROOKS,), "tools": (ONCE,), "label": "Proef"}
        return group("proef", **given | changes)

    return make


def test_migrating_stored_what_is_installed(db):
    stored = {(one.code, one.version) for one in queries.history()}
    assert stored == {(group.code, group.version) for group in get_registry().target_groups}


def test_storing_again_stores_nothing_and_says_nothing(db):
    before = Definition.objects.count()
    assert store_definitions(get_registry().target_groups) == []
    assert Definition.objects.count() == before


def test_another_version_is_stored_without_a_word(db, proef):
    assert store_definitions([proef()]) == []
    assert store_definitions([proef(version="1.1.0", label="Anders")]) == []
    assert [one.version for one in queries.history("proef")] == ["1.1.0", "1.0.0"]


def test_another_content_under_the_same_version_is_stored_and_said(db, proef):
    store_definitions([proef()])
    (said,) = store_definitions([proef(label="Anders")])
    assert said.startswith("The definition of proef changed under the same version 1.0.0")
    assert store_definitions([proef(label="Anders")]) == []
    assert len(queries.history("proef")) == 2


@pytest.mark.parametrize("change", [lambda rows: rows.update(version="9.9.9"), lambda rows: rows.delete()])
def test_a_stored_definition_is_never_changed_or_removed(db, change):
    with pytest.raises(DatabaseError, match="never changed or removed"), transaction.atomic():
        change(Definition.objects.filter(code="palliatief"))


def test_a_group_reads_them_and_writes_none(wilgendal, proef):
    with in_group(wilgendal.row):
        assert queries.history("palliatief")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            store_definitions([proef()])


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """Outside the transaction of a test; the owner takes away what it left."""
    with django_db_blocker.unblock():
        yield
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE targetgroups_definition DISABLE TRIGGER targetgroups_keep")
            cursor.execute("DELETE FROM targetgroups_definition WHERE code = 'proef'")
            cursor.execute("ALTER TABLE targetgroups_definition ENABLE TRIGGER targetgroups_keep")
        connections["owner"].close()


def test_two_at_once_store_it_once(committed, proef):
    def store(_number: int) -> list[str]:
        try:
            return store_definitions([proef()])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(store, range(8))) == [[]] * 8
    assert len(queries.history("proef")) == 1


class TestWithoutItsPlugin:
    @pytest.fixture(autouse=True)
    def _stored(self, db, proef):
        store_definitions([proef()])
        get_registry.cache_clear()
        yield
        get_registry.cache_clear()
        assert get_archive().target_groups

    def test_everything_keeps_its_words(self):
        assert presenters.target_group_label("proef") == "Proef (module niet actief)"
        assert presenters.field_label("kleur") == "Kleur"
        assert presenters.intervention_title("p_i01") == "Roeken tellen"
        assert presenters.tool_title("p_score") == "Proefscore"
        assert presenters.intervention_title("p_i99") == "p_i99"

    def test_levels_keep_colour_shape_letter_and_meaning(self):
        assert get_archive().level("proef", "urgency", "r") == RED
        assert get_archive().level("proef", "prognosis", "r") is None
        assert get_archive().level("proef", "urgency", "weg") is None

    def test_a_score_keeps_its_bands(self):
        assert get_archive().tool("p_score").band(1).label == "Alles"

    def test_it_is_there_to_be_shown_and_not_to_be_used(self):
        archive = get_archive()
        assert archive.target_group("proef").label == "Proef"
        assert archive.target_groups[-1].code == "proef"
        assert archive.is_active("proef") is False
        assert archive.is_active("palliatief") is True
        assert get_registry().get("proef") is None
        assert get_registry().field("kleur") is None

    def test_it_is_read_once_in_one_query(self):
        archive = Archive(get_registry())
        with CaptureQueriesContext(connection) as asked:
            archive.level("palliatief", "urgency", "u1")
            archive.label("palliatief")
            assert len(asked) == 0
            archive.level("proef", "urgency", "r")
            archive.field("kleur")
            archive.field("weg")
            assert archive.target_groups
        assert len([one for one in asked if "SELECT" in one["sql"]]) == 1


class TestNewerRelease:
    """Another content is installed than the one that was stored."""

    @pytest.fixture
    def archive(self, db, proef, in_memory):
        def make(*older, **newest) -> Archive:
            for one in older:
                store_definitions([one])
            return Archive(Registry([in_memory("proef", **newest)]))

        return make

    def test_a_level_that_was_dropped_is_shown_and_cannot_be_chosen(self, archive, proef):
        found = archive(proef())
        assert found.level("proef", "urgency", "r").label == "Rood"
        assert [(one.code, one.retired) for one in found.target_group("proef").urgency.levels] == [
            ("x", False),
            ("s", False),
            ("r", True),
        ]

    def test_a_level_that_was_retired_is_as_the_newest_says(self, archive, proef):
        scale = proef().urgency
        retired = RED.model_copy(update={"label": "Crisis", "retired": True})
        now = Scale(code="scale", label="Schaal", levels=(*scale.levels[:2], retired))
        assert archive(proef(), urgency=now).level("proef", "urgency", "r").label == "Crisis"

    def test_a_scale_that_was_dropped_keeps_its_levels(self, archive, proef):
        found = archive(proef(), thematic=True, prognosis=None)
        assert found.target_group("proef").prognosis is None
        assert found.level("proef", "prognosis", "s").label == "Stabiel"

    def test_an_option_that_was_dropped_keeps_its_label(self, archive, proef):
        now = CHOICE.model_copy(update={"options": (Option(code="b", label="IJsbeer"),)})
        options = archive(proef(), fields=(now,)).field("kleur").options
        assert [(one.code, one.label, one.retired) for one in options] == [("b", "IJsbeer", False), ("a", "Aap", True)]

    def test_a_field_tool_and_intervention_that_were_dropped_are_found(self, archive, proef):
        found = archive(proef())
        assert found.field("kleur") == CHOICE
        assert found.tool("p_score") == ONCE
        assert found.intervention("p_i01") == ROOKS

    def test_of_what_was_stored_the_newest_counts(self, archive, proef):
        pink = RED.model_copy(update={"label": "Roze"})
        scale = proef().urgency
        second = proef(version="1.1.0", urgency=scale.model_copy(update={"levels": (*scale.levels[:2], pink)}))
        assert archive(proef(), second).level("proef", "urgency", "r").label == "Roze"


class TestOtherApi:
    """Stored under another version of the plugin API: what still fits is kept, and nothing ever fails."""

    def test_what_the_api_does_not_know_is_left_out(self, proef):
        told = json.loads(definition(proef()))
        told["api_version"] = 7
        told["weather"] = "sun"
        told["urgency"]["levels"][2]["sound"] = "beep"
        told["fields"][0]["kind"] = "holograms"
        told["tools"][0]["kind"] = "oracle"
        del told["interventions"][0]["summary"]

        found = read_target_group(told)

        assert found.label == "Proef"
        assert found.urgency.levels[2] == RED
        assert found.fields[0].label == "Kleur"
        assert [one.label for one in found.fields[0].options] == ["Aap", "Beer"]
        assert (found.tools[0].title, found.tools[0].bands[0].label) == ("Proefscore", "Alles")
        assert found.interventions[0].title == "Roeken tellen"

    def test_a_level_without_its_colour_is_grey_and_has_a_letter(self, proef):
        told = json.loads(definition(proef()))
        told["urgency"]["levels"][2] = {"code": "r", "colour": "infrared"}
        level = read_target_group(told).urgency.levels[2]
        assert (level.label, level.colour, level.shape, level.letter) == ("r", Colour.GREY, Shape.RING, "?")

    @settings(max_examples=25, deadline=None)
    @given(data=st.data())
    def test_whatever_is_stored_can_be_shown(self, data):
        told = json.loads(definition(get_registry().get("cultuursensitief")))
        junk = st.one_of(
            st.none(), st.text(max_size=3), st.integers(), st.lists(st.integers(), max_size=2), st.just({})
        )
        place = told
        for _step in range(data.draw(st.integers(0, 4))):
            keys = list(place) if isinstance(place, dict) else list(range(len(place)))
            inner = [key for key in keys if isinstance(place[key], dict | list) and place[key]]
            if not inner:
                break
            place = place[data.draw(st.sampled_from(inner))]
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else list(range(len(place)))))
        place[key] = data.draw(junk)

        found = read_target_group(told)

        shown = [found.label, *(level.letter + level.label for level in found.urgency.levels)]
        shown += [option.label for field in (*found.fields, *found.evaluation) for option in field.options]
        shown += [one.title for one in (*found.interventions, *found.tools)]
        assert all(isinstance(one, str) for one in shown)
        known = Everything(get_registry().target_groups, [told])  # as one that is older than what is installed
        assert set(known.groups) >= {group.code for group in get_registry().target_groups}


def test_before_the_first_migration_there_is_what_is_installed_and_afterwards_all(db, monkeypatch, in_memory):
    def no_table(**_kwargs):
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM not_there_yet")

    archive = Archive(Registry([in_memory("proef")]))
    with monkeypatch.context() as before:
        before.setattr(queries, "contents", no_table)
        assert archive.level("proef", "urgency", "weg") is None
        assert [group.code for group in archive.target_groups] == ["proef"]
    assert archive.label("palliatief") == "Palliatief"
