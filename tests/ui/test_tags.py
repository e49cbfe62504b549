from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from enum import Enum
from types import SimpleNamespace

import pytest
from django.urls import get_script_prefix, set_script_prefix

Render = Callable[..., str]


class Colour(Enum):
    RED = "red"


@pytest.fixture
def in_group() -> Iterator[None]:
    before = get_script_prefix()
    set_script_prefix("/groep/wilgendal/")
    yield
    set_script_prefix(before)


def test_a_public_address_leaves_the_mount_of_the_group_out(render: Render, in_group: None) -> None:
    address = render("{% load portal %}{% public_url 'accounts:logout' %}")
    assert address.endswith("/uitloggen/")
    assert "groep" not in address


def test_an_urgency_is_colour_shape_and_word(render: Render) -> None:
    level = SimpleNamespace(colour=Colour.RED, shape="square", label="Acuut", letter="4")
    html = render("{% load portal %}{% care_class level %} {% level level %}", level=level)
    assert html.startswith("care-red ")
    assert 'class="level care-red"' in html
    assert "<rect" in html
    assert "Acuut" in html


def test_a_prognosis_is_a_letter_and_a_word(render: Render) -> None:
    row = {"colour": "blue", "shape": "drop", "label": "Jaar of langer", "letter": "A"}
    html = render("<c-prognosis :level='level' />", level=row)
    assert 'class="prognosis care-blue"' in html
    assert "<b>A</b> Jaar of langer" in html


def test_a_level_nobody_knows_any_more_is_grey_and_none_is_nothing(render: Render) -> None:
    unknown = {"colour": "pink", "shape": "heart", "label": "Oud", "letter": ""}
    assert "care-grey" in render("{% load portal %}{% level level %}", level=unknown)
    assert render("{% load portal %}{% level level %}", level=None) == ""


def test_words_of_a_plugin_are_escaped(render: Render) -> None:
    level = {"colour": "red", "shape": "star", "label": "<b>x</b>", "letter": "&"}
    html = render("{% load portal %}{% level level %}{% prognosis level %}", level=level)
    assert "<b>x" not in html
    assert "&lt;b&gt;x" in html


def test_a_target_group_that_is_new_gets_an_icon_too(render: Render) -> None:
    html = render("<c-target-group :group='group' />", group={"code": "wondzorg", "label": "Wondzorg"})
    assert "<svg" in html
    assert "Wondzorg" in html


def test_an_icon_is_decoration_unless_it_has_a_label(render: Render) -> None:
    html = render("{% load portal %}{% icon 'check' %}|{% icon 'check' size='s' label='Gedaan' %}")
    decoration, image = html.split("|")
    assert 'aria-hidden="true"' in decoration
    assert 'role="img"' in image
    assert 'aria-label="Gedaan"' in image


def test_times_are_told_in_local_time(render: Render) -> None:
    moment = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    assert render("{% load portal %}{{ at|day_short }} {{ at|clock }}", at=moment) == "wo 25 nov 0.30 uur"
    assert render("{% load portal %}{{ at|day_short }}{{ at|ago }}{{ at|number }}", at=None) == ""


def test_every_form_gets_a_key_of_its_own(render: Render) -> None:
    first, second = (render("{% load portal %}{% idempotency_key %}") for _ in range(2))
    assert 'name="idempotency_key"' in first
    assert first != second
