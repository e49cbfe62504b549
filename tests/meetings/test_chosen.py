"""Several patients on the agenda at once from the register, and numbers about an agenda for who sees a part of it."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest

from mdo_foundation.common.errors import NotAllowed
from mdo_platform.meetings import queries, services
from mdo_platform.meetings.models import AgendaItem
from mdo_platform.register import services as register
from tests.meetings.conftest import Table
from tests.register.helpers import KIEVIT, LINDEWAARD

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


class TestAddChosen:
    def test_everyone_is_named_with_what_became_of_it(self, table: Table):
        with table.desk.open():
            (present,) = table.agenda("Stondal-Demo")
            goes = table.patient("Gaat-Demo")
            silent = table.patient("Zwijgt-Demo", consent="unknown")
            ids = [goes.pk, present.patient_id, silent.pk, uuid4()]
            found = services.add_chosen(table.meeting_id, by=table.chair, patient_ids=ids)
            assert [one.outcome for one in found] == ["added", "present", "refused", "refused"]
            assert "toestemming" in found[2].reasons[0]
            assert found[0].name == "Mw. A. Gaat-Demo"
            assert found[3].name == ""
            assert table.meeting().items.count() == 2
            again = services.add_chosen(table.meeting_id, by=table.chair, patient_ids=ids)
            assert [one.outcome for one in again] == ["present", "present", "refused", "refused"]

    def test_hidden_foreign_and_made_up_are_the_same(self, table: Table, other_desk):
        with other_desk.open():
            foreign = other_desk.new_patient().pk
        with table.desk.open():
            table.plan()
            hidden = table.patient("Bezwaar-Demo")
            register.set_consent(hidden.pk, by=table.desk.acting("gp"), status="objects")
            ids = [hidden.pk, foreign, uuid4()]
            found = services.add_chosen(table.meeting_id, by=table.chair, patient_ids=ids)
            assert len({(one.name, one.outcome, *one.reasons) for one in found}) == 1
            assert AgendaItem.objects.count() == 0

    @pytest.mark.parametrize("role", ["gp", "nurse", "home_care", "consultant", "vice_chair", "secretary"])
    def test_only_who_runs_the_meeting(self, table: Table, role: str):
        with table.desk.open():
            table.plan()
            patient = table.patient("Appelvink-Demo")
            with pytest.raises(NotAllowed):
                services.add_chosen(table.meeting_id, by=table.desk.acting(role), patient_ids=[patient.pk])
            assert AgendaItem.objects.count() == 0

    def test_undo_takes_off_what_was_put_on_but_not_what_was_discussed(self, table: Table):
        with table.desk.open():
            (first,) = table.open("Besproken-Demo")
            more = table.patient("Erbij-Demo")
            (put,) = services.add_chosen(table.meeting_id, by=table.chair, patient_ids=[more.pk])
            stayed = services.undo_chosen(table.meeting_id, by=table.chair, item_ids=[first.pk, put.item_id])
            assert stayed == 1
            assert list(table.meeting().items.values_list("pk", flat=True)) == [first.pk]


class TestPages:
    def test_ticked_in_the_register_and_undone_without_script(self, table: Table):
        with table.desk.open():
            table.plan()
            names = ["Een-Demo", "Twee-Demo"]
            ids = [str(table.patient(name).pk) for name in names]
            refused = table.patient("Nee-Demo", consent="unknown")
        chair = table.browser(table.chair)
        page = text(chair.get(table.desk.place.url("register/")))
        action = re.search(r'formaction="([^"]+/agenda/gekozen/)"', page)
        assert action
        done = text(chair.post(action[1], {"patient": [*ids, str(refused.pk)]}))
        assert "2 patiënten op de agenda" in done
        assert "Een-Demo" in done
        assert "Nee-Demo" in done
        assert "toestemming" in done
        items = re.findall(r'name="item" value="([^"]+)"', done)
        assert len(items) == 2
        undone = text(chair.post(table.url("agenda/terug/"), {"item": items}))
        assert "Weer van de agenda gehaald" in undone
        with table.desk.open():
            assert AgendaItem.objects.count() == 0

    def test_with_htmx_the_list_is_told_to_renew_and_hidden_names_stay_hidden(self, table: Table):
        with table.desk.open():
            table.plan()
            patient = table.patient("Kanariegeel-Demo")
        answer = table.browser(table.chair).post(
            table.url("agenda/gekozen/"), {"only": str(patient.pk), "namen": "kort"}, headers={"HX-Request": "true"}
        )
        assert "agenda-changed" in answer.headers["HX-Trigger"]
        assert "<html" not in text(answer)
        assert "Kanariegeel" not in text(answer)
        assert "1 patiënt op de agenda" in text(answer)

    def test_nobody_chosen(self, table: Table):
        with table.desk.open():
            table.plan()
        assert "Er was niemand gekozen" in text(table.browser(table.chair).post(table.url("agenda/gekozen/")))


class TestNumbersOfUnseenPatients:
    @pytest.fixture
    def seen_and_hidden(self, table: Table):
        """Three on the agenda; De Kievit cares for the last."""
        with table.desk.open():
            table.plan()
            for name, organisation in (("A-Demo", LINDEWAARD), ("B-Demo", LINDEWAARD), ("C-Demo", KIEVIT)):
                patient = table.patient(name, organisation_ids=[organisation])
                services.add_item(table.meeting_id, by=table.chair, patient_id=patient.pk, minutes=20)

    @pytest.mark.parametrize("role", ["home_care", "nurse"])
    def test_home_care_counts_its_own(self, table: Table, seen_and_hidden, role: str):
        with table.desk.open():
            nurse = table.desk.acting(role, organisation_id=KIEVIT)
            (meeting,) = queries.meetings_ahead(nurse)
            assert (meeting.patients, meeting.minutes_planned) == (1, 20)
            assert len(queries.Upcoming(meeting=meeting).items(nurse)) == 1
            assert [line.sees_all for line in queries.agenda(nurse, meeting)] == [False]
        browser = table.browser(nurse)
        page = text(browser.get(table.desk.place.url("register/")))
        assert "1 patiënt, 20 min" in page
        assert "Plek" not in page
        assert "3 patiënten" not in page
        assert "1 van jouw patiënten" in text(browser.get(table.desk.place.url("vergaderingen/")))
        with table.desk.open():
            patient_id = AgendaItem.objects.get(patient__last_name="C-Demo").patient_id
        assert "plek 3" not in text(browser.get(table.desk.place.url(f"register/{patient_id}/")))
        (item,) = browser.get(table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/items/")).json()["results"]
        assert item["position"] is None

    def test_who_sees_all_counts_all(self, table: Table, seen_and_hidden):
        with table.desk.open():
            for role in ("gp", "consultant", "chair"):
                (meeting,) = queries.meetings_ahead(table.desk.acting(role))
                assert (meeting.patients, meeting.minutes_planned) == (3, 60)

    def test_who_is_appointed_counts_all_of_that_meeting(self, table: Table, seen_and_hidden):
        with table.desk.open():
            helper = table.desk.acting("secretary")
            (meeting,) = queries.meetings_ahead(helper)
            assert meeting.patients == 0
            type(meeting).objects.update(secretary_id=helper.user_id)
            (meeting,) = queries.meetings_ahead(helper)
            assert meeting.patients == 3


def test_by_the_api(table: Table):
    with table.desk.open():
        table.plan()
        patient = table.patient("Api-Demo")
    address = table.desk.place.url(f"api/v1/meetings/{table.meeting_id}/items/chosen/")
    body = {"patient_ids": [str(patient.pk)]}
    gp = table.desk.acting("gp", name="Gea Huisarts-Demo")
    client = table.browser(gp)
    assert client.post(address, body, content_type="application/json").status_code == 403
    (one,) = table.browser(table.chair).post(address, body, content_type="application/json").json()
    assert (one["outcome"], one["position"], one["name"]) == ("added", 1, "Mw. A. Api-Demo")
