"""The staff's pages about target groups: what each declares, as the screens show it, and what changed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.test import Client

from mdo_foundation.common.actor import Actor
from mdo_foundation.targetgroups.models import Definition
from mdo_foundation.targetgroups.registry import get_registry
from mdo_foundation.targetgroups.services import store_definitions
from mdo_plugin_api import Colour, Questionnaire
from mdo_tenants.licences.services import record_permission
from tests.conftest import make_user

START = "/beheer/doelgroepen/"
CODES = [group.code for group in get_registry().target_groups]


@pytest.fixture
def staff(db, client_of):
    return client_of(make_user("Mila Medewerker", is_staff_member=True))


def shown(client, path: str) -> str:
    answer = client.get(f"{START}{path}")
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", answer.text)


def changed(code: str = "palliatief", **changes):
    """A later release of an installed target group, as it was stored."""
    store_definitions([get_registry().get(code).model_copy(update={"version": "7.0.0", **changes})])
    return Definition.objects.filter(code=code).first()


@pytest.mark.parametrize("path", ["", "palliatief/", "palliatief/versies/"])
def test_nobody_else_finds_the_pages(wilgendal, make_member, client_of, path):
    for role in ("gp", "chair", "group_admin"):
        assert client_of(make_member(wilgendal, role)).get(START + path).status_code == 404
    assert Client().get(START + path)["Location"].startswith("/inloggen/")


def test_the_list_says_version_use_and_since_when(wilgendal, zandplaat, staff):
    rows = {row.code: row for row in staff.get(START).context["rows"]}
    assert list(rows) == CODES
    stored = Definition.objects.get(code="palliatief")
    one = rows["palliatief"]
    assert (one.is_active, one.version, one.groups, one.since) == (True, stored.version, 2, stored.recorded_at)
    assert (rows["psychogeriatrie"].groups, rows["cultuursensitief"].thematic) == (0, True)


def test_a_module_that_is_gone_is_listed_and_can_still_be_looked_at(staff, installed):
    installed(without=["palliatief"])
    assert "niet actief" in shown(staff, "")
    page = shown(staff, "palliatief/")
    assert "Palliatief (module niet actief)" in page
    assert "Weken (tot maanden)" in page


def test_what_there_never_was_is_not_found(staff):
    assert {staff.get(f"{START}{path}").status_code for path in ("weg/", "weg/versies/")} == {404}


@pytest.mark.parametrize("code", CODES)
def test_the_preview_shows_everything_that_is_declared(staff, code):
    group = get_registry().get(code)
    page = shown(staff, f"{code}/")
    levels = [level for scale in (group.prognosis, group.urgency) if scale for level in scale.levels]
    for level in levels:
        assert level.label in page
    names = [*(field.label for field in (*group.fields, *group.evaluation)), *(one.title for one in group.tools)]
    names += [one.title for one in group.interventions]
    names += [step.label for step in group.pathway.steps] if group.pathway else []
    text = page.replace("&#x27;", "'").replace("&amp;", "&").replace("&quot;", '"')
    assert [name for name in (*names, *group.disciplines, *group.question_examples) if name not in text] == []


def test_scales_look_as_in_the_register(staff):
    page = shown(staff, "palliatief/")
    assert re.search(r'class="level[^"]*care-orange[^"]*"|class="[^"]*care-orange[^"]*level', page)
    assert 'class="prognosis' in page


def test_nothing_can_be_filled_in(staff):
    page = shown(staff, "kwetsbare_ouderen/")
    without = re.sub(r"<fieldset[^>]* disabled>.*?</section>", "", page)
    assert page.count('id="f-som_problemen"') == 1
    assert 'name="value"' not in without
    assert "data-autosave" not in page


def test_the_questions_of_a_closed_questionnaire_are_not_shown_until_there_is_a_permission(staff):
    tools = [(group, tool) for group in get_registry().target_groups for tool in group.tools]
    owner, tool = next((g, t) for g, t in tools if isinstance(t, Questionnaire) and not t.licence.cleared)
    page = shown(staff, f"{owner.code}/")
    assert tool.items[0].text not in page
    assert "tot er een toestemming van de eigenaar is" in page
    by = Actor(user_id=make_user("Mila Medewerker-Demo").pk, name="Mila Medewerker-Demo")
    letter = {"given_by": "Eigenaar-Demo", "reference": "B-1", "granted_on": date(2026, 1, 2), "medium": "screen"}
    record_permission(tool.code, by=by, **letter)
    assert tool.items[0].text in shown(staff, f"{owner.code}/")


def test_one_version_has_nothing_to_compare(staff):
    page = shown(staff, "palliatief/versies/")
    assert "Er is één versie bewaard" in page
    assert "Wat veranderde er" not in page


def test_the_newest_two_are_compared_in_words(staff):
    group = get_registry().get("palliatief")
    levels = (
        *group.urgency.levels[:3],
        group.urgency.levels[3].model_copy(update={"label": "Druk", "colour": Colour.PURPLE}),
    )
    changed(urgency=group.urgency.model_copy(update={"levels": levels}))
    page = shown(staff, "palliatief/versies/")
    for words in (
        "niveau ‘Druk’",
        "schaal Urgentie",
        "kleur: Oranje → Paars",
        "naam: Intensief, complex → Druk",
        "Gewijzigd",
        "De code u4 is weg. Dat mag niet",
        "versie: ",
    ):
        assert words in page


def test_two_can_be_chosen(staff):
    first = Definition.objects.get(code="palliatief")
    changed(label="Tweede")
    third = changed(label="Derde", version="8.0.0")
    page = shown(staff, f"palliatief/versies/?van={first.pk}&naar={third.pk}")
    assert "naam: Palliatief → Derde" in page
    assert "naam: Tweede → Derde" in shown(staff, "palliatief/versies/?van=weg&naar=%00")
    assert "Er is geen verschil" in shown(staff, f"palliatief/versies/?van={first.pk}&naar={first.pk}")


def test_the_version_in_use_is_marked(staff):
    changed(label="Later")
    marked = [one.is_installed for one in staff.get(f"{START}palliatief/versies/").context["versions"]]
    assert marked == [False, True]
