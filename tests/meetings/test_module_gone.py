"""A plugin is taken out while patients hold its data, and put back: everything can be read, nothing is changed."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from django.db import models
from django.test import Client

from mdo_billing.queries import target_group_name
from mdo_foundation.common.errors import Invalid, NotFound
from mdo_platform.exchange.export import COLUMNS
from mdo_platform.exchange.services.exporting import export_patients
from mdo_platform.meetings import queries, services
from mdo_platform.register import services as register
from mdo_platform.register.models import Answer, Change, Enrolment
from mdo_platform.register.queries import OverviewFilter, overview
from mdo_plugin_api import Level
from tests.meetings.conftest import Table, run_worker

pytestmark = pytest.mark.django_db
GONE = "Palliatief (module niet actief)"


@dataclass
class World:
    """Two palliative patients and a frail one; the first was discussed in a closed meeting, and waits for the next."""

    table: Table
    browser: Client
    patient: UUID
    enrolment: UUID
    second: UUID
    frail: UUID
    closed: UUID

    def page(self, path: str) -> str:
        answer = self.browser.get(self.table.desk.place.url(path))
        assert answer.status_code == 200, path
        return re.sub(r"\s+", " ", answer.text)

    def patient_page(self, path: str = "") -> str:
        return self.page(f"register/{self.patient}/{path}")

    def api(self, path: str) -> Any:
        return self.browser.get(self.table.desk.place.url(f"api/v1/{path}")).json()

    @property
    def gp(self) -> Any:
        return self.table.desk.acting("gp", name="Greet Gans-Demo")


@pytest.fixture
def world(table: Table) -> World:
    desk = table.desk
    gp = desk.acting("gp", name="Greet Gans-Demo")
    with desk.open():
        (item,) = table.agenda("Kanariegeel-Demo", question="Wie komt er ’s nachts?")
        patient = item.patient_id
        enrolment = Enrolment.objects.get(patient=patient)
        register.set_urgency(enrolment.pk, by=gp, level="u3", version=None)
        register.set_prognosis(enrolment.pk, by=gp, level="pal_c", version=None)
        for field, value in {"sq1": "nee", "som_problemen": "Benauwd", "som_symptomen": ["pijn"]}.items():
            register.save_answer(patient, by=gp, field=field, value=value, version=0)
        services.open_meeting(table.meeting_id, by=table.chair)
        services.next_item(table.meeting_id, by=table.chair, leaving=None)
        services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Bel de nachtzorg")
        services.attach(
            table.meeting_id, by=table.chair, item_id=item.pk, kind="interventions", code="pal_i02", attached=True
        )
        services.next_item(table.meeting_id, by=table.chair, leaving=item.pk)
        services.close_meeting(table.meeting_id, by=table.chair)
        closed = table.meeting_id
        register.set_question(enrolment.pk, by=gp, question="En nu?", version=None)
        second = table.patient("Zilverreiger-Demo", question="Kan dit thuis?").pk
        frail = table.patient("Appelvink-Demo", target_group="kwetsbare_ouderen", question="Wie regelt?").pk
        table.plan()
        services.add_item(table.meeting_id, by=table.chair, patient_id=patient)
    run_worker()
    return World(table, table.browser(gp), patient, enrolment.pk, second, frail, closed)


def everything_stored() -> dict[str, list[Any]]:
    tables: list[type[models.Model]] = [Enrolment, Answer, Change]
    return {table.__name__: list(table._default_manager.order_by("pk").values()) for table in tables}


def test_the_pages_show_what_was_and_let_nobody_change_it(world: World, installed: Any) -> None:
    assert 'name="value"' in world.patient_page("vraag/")
    installed(without=["palliatief"])
    question = world.patient_page("vraag/")
    for words in (GONE, "Intensief, complex", "care-orange", "Weken (tot maanden)", "En nu?"):
        assert words in question
    assert 'name="value"' not in question
    record = world.patient_page("problemen/")
    for words in ("Eerdere gegevens", "Benauwd", "Pijn", "Verbaasd als deze patiënt binnen 12 maanden overlijdt?"):
        assert words in record
    assert "data-autosave" not in record
    for path in ("", "tijdlijn/", "tijdlijn/sq1/", "adviezen/"):
        assert "Kanariegeel" in world.patient_page(path)
    timeline = world.patient_page("tijdlijn/")
    for words in ("Intensief, complex", "Weken (tot maanden)", "Somatisch: Problemen", "Verbaasd als deze patiënt"):
        assert words in timeline
    assert "sq1" not in re.sub(r"<[^>]*>", "", timeline)


def test_the_register_shows_filters_and_orders_it(world: World, installed: Any) -> None:
    installed(without=["palliatief"])
    page = world.page("register/")
    for words in (GONE, "Intensief, complex", "care-orange", "Weken (tot maanden)", "Kanariegeel"):
        assert words in page
    chosen = world.page("register/?doelgroep=palliatief&urgentie=orange&prognose=palliatief:pal_c")
    assert "Kanariegeel" in chosen
    assert "Zilverreiger" not in chosen
    assert "Oranje: Intensief, complex" in chosen
    with world.table.desk.open():
        rows = overview(world.gp, OverviewFilter()).rows
        assert rows[0]["id"] == world.patient
        by_prognosis = overview(world.gp, OverviewFilter(sort="prognosis", target_group="palliatief")).rows
        assert [row["id"] for row in by_prognosis] == [world.patient, world.second]


def test_the_dashboard_counts_it_with_its_own_words(world: World, installed: Any) -> None:
    before = world.page("rapportages/?doelgroep=palliatief")
    installed(without=["palliatief"])
    after = world.page("rapportages/?doelgroep=palliatief")
    assert GONE in after
    for words in ("Intensief, complex", "Weken (tot maanden)"):
        assert before.count(words) == after.count(words) > 0


def test_the_meeting_goes_on_with_it(world: World, installed: Any) -> None:
    table = world.table
    installed(without=["palliatief"])
    with table.desk.open():
        services.open_meeting(table.meeting_id, by=table.chair)
        item = services.next_item(table.meeting_id, by=table.chair, leaving=None)
        assert item.patient_id == world.patient
    chair = table.browser(table.chair)
    room = chair.get(table.url("zaal/")).text
    assert "En nu?" in room
    assert "Benauwd" in room
    with table.desk.open():
        services.save_advice(table.meeting_id, by=table.chair, item_id=item.pk, version=1, text="Nog eens kijken")
        services.next_item(table.meeting_id, by=table.chair, leaving=item.pk)
        services.close_meeting(table.meeting_id, by=table.chair)
    run_worker()
    with table.desk.open():
        (line,) = queries.report(table.chair, table.meeting_id).content["patients"]
        assert (line["target_group"], line["advice"]) == (GONE, "Nog eens kijken")
        assert line["urgency"] == {
            "colour": "orange",
            "shape": "diamond",
            "letter": line["urgency"]["letter"],
            "label": "Intensief, complex",
        }


def test_what_is_attached_keeps_its_title_and_can_be_taken_off(world: World, installed: Any) -> None:
    table = world.table
    installed(without=["palliatief"])
    with table.desk.open():
        services.open_meeting(table.meeting_id, by=table.chair)
        item = services.next_item(table.meeting_id, by=table.chair, leaving=None)
        with pytest.raises(Invalid):
            services.attach(
                table.meeting_id, by=table.chair, item_id=item.pk, kind="interventions", code="pal_i02", attached=True
            )
    assert "Consulent palliatieve zorg" in world.patient_page("adviezen/")


def test_the_report_that_was_made_is_as_it_was(world: World, installed: Any) -> None:
    def shown() -> str:
        return world.page(f"vergaderingen/{world.closed}/verslag/").partition("<main")[2].partition("</main>")[0]

    before = shown()
    assert "Consulent palliatieve zorg" in before
    installed(without=["palliatief"])
    assert shown() == before


def test_it_is_billed_under_its_name(installed: Any) -> None:
    installed(without=["palliatief"])
    assert target_group_name("palliatief") == "Palliatief"
    assert target_group_name("nooit_gezien") == "nooit_gezien"


def test_the_export_has_its_words(world: World, installed: Any) -> None:
    installed(without=["palliatief"])
    with world.table.desk.open():
        content = export_patients(world.gp, columns=[one.code for one in COLUMNS], kind="xlsx", chosen=None)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    (row,) = [
        [cell for cell in row if isinstance(cell, str)]
        for row in sheet.iter_rows(values_only=True)
        if "Kanariegeel-Demo" in row
    ]
    for words in (GONE, "Intensief, complex", "Weken (tot maanden)"):
        assert words in row


def test_the_api_shows_it_and_says_that_it_is_not_active(world: World, installed: Any) -> None:
    installed(without=["palliatief"])
    groups = {one["code"]: one for one in world.api("target-groups/")}
    assert (groups["palliatief"]["is_active"], groups["palliatief"]["label"]) == (False, "Palliatief")
    assert groups["kwetsbare_ouderen"]["is_active"] is True
    assert "Intensief, complex" in {level["label"] for level in groups["palliatief"]["urgency"]["levels"]}
    found = world.api(f"patients/{world.patient}/")
    assert (found["enrolments"][0]["target_group"], found["enrolments"][0]["urgency"]) == ("palliatief", "u3")
    rows = world.api("patients/")["results"]
    shown = next(row["urgency"] for row in rows if row["id"] == str(world.patient))
    assert (shown["label"], shown["colour"]) == ("Intensief, complex", "orange")


@pytest.mark.parametrize(
    "change",
    [
        lambda world: register.set_urgency(world.enrolment, by=world.gp, level="u1", version=None),
        lambda world: register.set_prognosis(world.enrolment, by=world.gp, level="pal_a", version=None),
        lambda world: register.set_question(world.enrolment, by=world.gp, question="Anders?", version=None),
        lambda world: register.save_answer(world.patient, by=world.gp, field="sq1", value="ja", version=1),
        lambda world: register.save_answer(world.patient, by=world.gp, field="som_problemen", value="X", version=1),
        lambda world: world.table.patient("Nieuw-Demo", target_group="palliatief"),
        lambda world: register.transfer_enrolment(
            Enrolment.objects.get(patient=world.frail).pk,
            by=world.gp,
            version=None,
            target_group="palliatief",
            reason="Ander beloop",
        ),
    ],
    ids=["urgency", "prognosis", "question", "own field", "shared field", "new patient", "transfer to it"],
)
def test_nothing_of_it_is_changed(world: World, installed: Any, change: Any) -> None:
    installed(without=["palliatief"])
    with world.table.desk.open():
        before = everything_stored()
        with pytest.raises((Invalid, NotFound)):
            change(world)
        assert everything_stored() == before


def test_the_page_says_why(world: World, installed: Any) -> None:
    installed(without=["palliatief"])
    url = world.table.desk.place.url(f"register/aanmelding/{world.enrolment}/question/")
    refused = world.browser.post(url, {"value": "Anders?", "version": "9"})
    assert refused.status_code == 400
    assert "De module van deze doelgroep is niet actief" in refused.text
    assert GONE in world.patient_page()


def test_a_whole_life(world: World, installed: Any) -> None:
    """Fill in, take out, look, transfer somebody else away, close somebody, put back, go on."""
    desk, gp = world.table.desk, world.gp
    with desk.open():
        before = everything_stored()
    installed(without=["palliatief"])
    world.patient_page("vraag/")
    with desk.open():
        assert everything_stored() == before
        old = Enrolment.objects.get(patient=world.second)
        new = register.transfer_enrolment(
            old.pk, by=gp, version=None, target_group="kwetsbare_ouderen", reason="Stabiel", consent="agreed"
        )
        register.save_answer(world.second, by=gp, field="som_problemen", value="Vallen", version=0)
        register.close_patient(world.patient, by=gp, version=None, reason="moved")
        register.undo_closing(world.patient, by=gp, version=None)
    history = world.page(f"register/{world.second}/vraag/")
    assert GONE in history
    assert "Je kunt ze lezen" not in world.page(f"register/{world.second}/problemen/")

    installed()

    page = world.patient_page("vraag/")
    assert "module niet actief" not in page
    assert 'name="value"' in page
    with desk.open():
        enrolment = Enrolment.objects.get(pk=world.enrolment)
        assert (enrolment.urgency, enrolment.prognosis, enrolment.question) == ("u3", "pal_c", "En nu?")
        answers = {one["id"]: one for one in before["Answer"] if one["patient_id"] == world.patient}
        assert {one["id"]: one for one in Answer.objects.filter(patient=world.patient).values()} == answers
        register.set_urgency(world.enrolment, by=gp, level="u4", version=None)
        version = Answer.objects.get(patient=world.patient, field="sq1").version
        register.save_answer(world.patient, by=gp, field="sq1", value="ja", version=version)
        register.transfer_enrolment(
            new.pk, by=gp, version=None, target_group="palliatief", reason="Weer achteruit", consent="agreed"
        )
        assert Answer.objects.get(patient=world.second, field="som_problemen").value == "Vallen"


def test_the_administrator_keeps_it_or_switches_it_off_on_purpose(world: World, installed: Any) -> None:
    from mdo_tenants.groups.models import GroupTargetGroup

    desk = world.table.desk
    installed(without=["palliatief"])
    administrator = world.table.browser(desk.acting("group_admin", name="Ali Admin-Demo"))
    url = desk.place.url("beheer/keuzes/")
    page = administrator.get(url)
    assert GONE in page.text
    initial = page.context["form"].initial
    assert "palliatief" in initial["target_groups"]

    def in_use() -> set[str]:
        rows = GroupTargetGroup.objects.filter(group=desk.place.row, disabled_on=None)
        return set(rows.values_list("code", flat=True))

    assert administrator.post(url, initial).status_code == 302
    assert in_use() == {"palliatief", "kwetsbare_ouderen"}
    administrator.post(url, initial | {"target_groups": ["kwetsbare_ouderen"]})
    assert in_use() == {"kwetsbare_ouderen"}
    refused = administrator.post(url, initial | {"target_groups": ["palliatief", "kwetsbare_ouderen"]})
    assert refused.status_code != 302
    assert in_use() == {"kwetsbare_ouderen"}


def _scale(group: Any, change: Any) -> Any:
    levels = tuple(change(group.urgency.levels))
    return group.model_copy(update={"urgency": group.urgency.model_copy(update={"levels": levels})})


def _retired(levels: tuple[Level, ...]) -> list[Level]:
    return [one.model_copy(update={"retired": one.code == "u3"}) for one in levels]


def _dropped(levels: tuple[Level, ...]) -> list[Level]:
    return [one for one in levels if one.code != "u3"]


@pytest.mark.parametrize("change", [_retired, _dropped], ids=["retired", "dropped"])
def test_a_level_that_cannot_be_chosen_any_more_is_shown_where_it_was(
    world: World, installed: Any, change: Any
) -> None:
    installed(palliatief=lambda group: _scale(group, change))
    page = world.patient_page("vraag/")
    assert re.search(r'<option value="u3" selected>[^<]*Intensief, complex', page)
    assert "care-orange" in world.page("register/")
    assert "Kanariegeel" in world.page("register/?urgentie=orange")
    other = world.page(f"register/{world.second}/vraag/")
    assert 'value="u3"' not in other
    assert "Intensief, complex" in world.page("rapportages/?doelgroep=palliatief")
    with world.table.desk.open():
        second = Enrolment.objects.get(patient=world.second)
        with pytest.raises(Invalid):
            register.set_urgency(second.pk, by=world.gp, level="u3", version=None)
        assert register.set_urgency(world.enrolment, by=world.gp, level="u3", version=None).urgency == "u3"
        assert register.set_urgency(world.enrolment, by=world.gp, level="u2", version=None).urgency == "u2"


def test_a_field_and_an_option_that_were_dropped_are_still_read(world: World, installed: Any) -> None:
    def without(group: Any) -> Any:
        fields = []
        for field in group.fields:
            options = tuple(one for one in field.options if one.code != "pijn")
            fields += [] if field.code == "sq1" else [field.model_copy(update={"options": options})]
        return group.model_copy(update={"fields": tuple(fields)})

    installed(palliatief=without, kwetsbare_ouderen=without)
    page = world.patient_page("problemen/")
    assert "Verbaasd als deze patiënt binnen 12 maanden overlijdt?" in page
    assert re.search(r'value="pijn" checked>Pijn', page)
    with world.table.desk.open():
        answer = Answer.objects.get(patient=world.patient, field="som_symptomen")
        both = register.save_answer(
            world.patient, by=world.gp, field="som_symptomen", value=["pijn", "jeuk"], version=answer.version
        )
        assert set(both.value) == {"pijn", "jeuk"}
        with pytest.raises(Invalid):
            register.save_answer(world.second, by=world.gp, field="som_symptomen", value=["pijn"], version=0)


def test_a_code_that_nobody_ever_declared_is_shown_as_it_is(world: World) -> None:
    with world.table.desk.open():
        Answer.objects.filter(patient=world.patient, field="sq1").update(field="raadsel")
        Enrolment.objects.filter(pk=world.enrolment).update(urgency="u77")
    assert "raadsel (module niet actief)" in world.patient_page("problemen/")
    assert "u77 (module niet actief)" in world.patient_page("vraag/")
