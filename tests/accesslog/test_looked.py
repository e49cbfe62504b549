"""'Wie heeft gekeken': everybody who came at one patient, in plain Dutch, and nobody of another patient (L9, L10)."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from pypdf import PdfReader

from mdo_foundation.audit.services import record_access
from mdo_foundation.common.actor import system_actor
from mdo_platform.accesslog import words
from mdo_platform.accesslog.periods import Period
from mdo_platform.accesslog.queries import who_looked
from mdo_platform.meetings import services as meetings
from tests.accesslog.conftest import House
from tests.register.helpers import KIEVIT


def text_of(pdf: bytes) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages))


@pytest.fixture
def patient(house: House) -> Any:
    with house.desk.open():
        return house.desk.new_patient(last_name="Zwartkopje-Demo", organisation_ids=[KIEVIT])


def test_everybody_is_there_and_nobody_of_another_patient(house: House, patient: Any) -> None:
    gp = house.actor("gp")
    with house.desk.open():
        other = house.desk.new_patient(last_name="Grasmus-Demo", by=house.actor("gp", name="Stranger-Demo"))
        seen = []
        for number in range(20):
            reader = house.actor("gp", name=f"Kijker {number:02}-Demo")
            record_access(reader, action="R", what="patient.read", patient_ids=[patient.pk], detail={"page": "record"})
            record_access(reader, action="R", what="patient.read", patient_ids=[other.pk])
            seen.append(reader.name)
        looks = who_looked(gp, patient.pk, period=Period(), full=True)
    assert [look.name for look in looks if look.name.startswith("Kijker")] == seen
    assert "Stranger-Demo" not in {look.name for look in looks}
    assert [look.at for look in looks] == sorted(look.at for look in looks)
    assert {look.what for look in looks if look.name.startswith("Kijker")} == {"Problemen en krachtbronnen bekeken"}


def test_a_list_counts_and_the_same_twice_on_a_day_is_one_row_with_the_first_time(house: House, patient: Any) -> None:
    for _time in range(3):
        assert house.get("consultant", "register/").status_code == 200
    with house.desk.open():
        full = who_looked(house.actor("gp"), patient.pk, period=Period(), full=True)
        short = who_looked(house.actor("gp"), patient.pk, period=Period())
    name = house.actor("consultant").name
    rows = [look for look in full if look.name == name]
    (one,) = (look for look in short if look.name == name)
    assert (len(rows), one.times, one.at) == (3, 3, rows[0].at)
    assert one.what == "Stond in de lijst met patiënten"


def test_who_saw_the_screen_of_the_meeting_is_named_guests_too(house: House) -> None:
    table = house.table()
    with house.desk.open():
        nurse = house.actor("nurse", organisation_id=KIEVIT, name="Nel Nachtegaal-Demo")
        away = house.actor("gp", name="Afwezig-Demo")
        items = table.agenda("Kanariegeel-Demo")
        meetings.open_meeting(table.meeting_id, by=table.chair)
        meetings.tick_attendance(table.meeting_id, by=table.chair, user_id=nurse.user_id, present=True)
        guest = {"name": "Gerrit Gast-Demo", "discipline": "tolk", "organisation": "Tolkenpool-Demo"}
        meetings.add_guest(table.meeting_id, by=table.chair, **guest)
        meetings.next_item(table.meeting_id, by=table.chair, leaving=None)
        looks = who_looked(table.chair, items[0].patient_id, period=Period())
    shown = {look.name: look for look in looks if look.what == "Besproken in het MDO: op het scherm getoond"}
    assert set(shown) == {table.chair.name, nurse.name, "Gerrit Gast-Demo"}
    assert away.name not in shown
    assert (shown[nurse.name].organisation, shown[nurse.name].role) == ("De Kievit", "verpleegkundige")
    assert shown["Gerrit Gast-Demo"].role == "tolk, gast"
    assert shown["Gerrit Gast-Demo"].organisation == "Tolkenpool-Demo"
    assert all(look.treats for look in shown.values())


def test_who_was_there_saw_the_whole_agenda_also_whose_turn_never_came(house: House) -> None:
    table = house.table()
    with house.desk.open():
        first, second = table.open("Kanariegeel-Demo", "Roodborst-Demo")
        consultant = house.actor("consultant")
        meetings.tick_attendance(table.meeting_id, by=table.chair, user_id=consultant.user_id, present=True)
        meetings.close_meeting(table.meeting_id, by=table.chair)
        looks = who_looked(table.chair, second.patient_id, period=Period())
    seen = {look.what for look in looks if look.name == consultant.name}
    assert seen == {"Stond op de agenda op het scherm van het MDO"}
    assert first.patient_id != second.patient_id


def test_the_portal_itself_is_named_as_such(house: House, patient: Any) -> None:
    with house.desk.open():
        record_access(system_actor(), action="U", what="patient.write", patient_ids=[patient.pk])
        looks = who_looked(house.actor("gp"), patient.pk, period=Period())
    assert [look.name for look in looks if look.is_system] == ["MDO-Portal (automatisch)"]


def test_the_period_is_whole_days_here(house: House, patient: Any) -> None:
    today = timezone.localdate()
    page = f"inzage/patient/{patient.pk}/"
    house.get("consultant", f"register/{patient.pk}/")
    inside = house.get("gp", page, {"van": today.isoformat(), "tot": today.isoformat()})
    assert house.actor("consultant").name in inside.content.decode()
    yesterday = (today - timedelta(days=1)).isoformat()
    assert "Niemand heeft gekeken" in house.get("gp", page, {"van": yesterday, "tot": yesterday}).content.decode()
    wrong = house.get("gp", page, {"van": today.isoformat(), "tot": yesterday})
    assert "Kies een dag op of na de eerste dag." in wrong.content.decode()


def test_looking_and_printing_are_lines_themselves(house: House, patient: Any) -> None:
    before = len(house.lines())
    assert house.get("gp", f"inzage/patient/{patient.pk}/").status_code == 200
    assert house.get("gp", f"inzage/patient/{patient.pk}/pdf/").status_code == 200
    made = [(line.action, line.what, line.patient_ids) for line in house.lines()[before:]]
    assert made == [("R", "patient.access", [patient.pk]), ("E", "patient.access", [patient.pk])]


def test_the_pdf_says_the_same_without_a_code(house: House, patient: Any) -> None:
    house.get("consultant", f"register/{patient.pk}/")
    answer = house.get("gp", f"inzage/patient/{patient.pk}/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert "zwartkopje" not in answer["Content-Disposition"].lower()
    text = text_of(answer.content)
    for word in ("Zwartkopje-Demo", house.actor("consultant").name, "consulent", "Wilgendal", "Aangemeld voor het MDO"):
        assert word in text
    assert "Naam, adres en betrokken zorgverleners bekeken" in text
    assert not re.search(r"\b[a-z_]+\.(read|write|overview|history|access)\b", text), "a code on the patient's paper"
    assert str(patient.pk) not in text


def test_only_who_may_change_the_patient_looks(house: House, patient: Any) -> None:
    page = f"inzage/patient/{patient.pk}/"
    assert [house.get(role, page).status_code for role in ("gp", "chair")] == [200, 200]
    assert house.get("consultant", page).status_code == 403
    assert house.get("group_admin", page).status_code == 404
    assert house.get("gp", "inzage/patient/6f1c2a8e-0b1d-4c55-9a53-2f6a1de0c001/").status_code == 404
    own = house.browser("nurse", organisation_id=KIEVIT)
    assert own.get(house.desk.place.url(page)).status_code == 200


def test_the_api_says_the_same(house: House, patient: Any) -> None:
    house.get("consultant", f"register/{patient.pk}/")
    rows = house.get("gp", f"api/v1/patients/{patient.pk}/access/").json()["results"]
    assert rows[-1]["name"] == house.actor("consultant").name
    assert (rows[-1]["role"], rows[-1]["treats"]) == ("consulent", False)
    pdf = house.get("gp", f"api/v1/patients/{patient.pk}/access/pdf/", {"full": "true"})
    assert pdf.content[:4] == b"%PDF"
    assert house.get("consultant", f"api/v1/patients/{patient.pk}/access/").status_code == 403


def test_a_link_to_it_is_in_the_menu_of_the_patient(house: House, patient: Any) -> None:
    link = f'/groep/wilgendal/inzage/patient/{patient.pk}/"'
    assert link in house.get("gp", f"register/{patient.pk}/").content.decode()
    assert link not in house.get("consultant", f"register/{patient.pk}/").content.decode()


def test_every_day_of_a_long_time_is_its_own_row(house: House, patient: Any) -> None:
    gp = house.actor("gp")
    with house.desk.open():
        looks = who_looked(gp, patient.pk, period=Period())
        with time_machine.travel(timezone.now() + timedelta(days=2)):
            # The database's own clock dates the lines; the period follows the portal's.
            later = who_looked(gp, patient.pk, period=Period(first=timezone.localdate()))
    assert looks
    assert later == []


def test_a_code_that_nobody_named_gets_the_words_of_its_action() -> None:
    for action in "RCUDE":
        said = words.said("something.new", action, {})
        assert said.startswith("Gegevens")
        assert "." not in said
