"""Runs where the fifth plugin is installed beside the portal (test_installed.py): everywhere a target group shows."""

from __future__ import annotations

import csv
import io
import os
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from mdo_foundation.targetgroups.registry import get_registry
from mdo_platform.meetings import services as meetings
from mdo_platform.project.openapi import openapi_document
from mdo_platform.register import services
from mdo_platform.register.models import Enrolment
from mdo_tenants.groups.queries import enabled_target_groups
from mdo_tenants.groups.services import enable_target_group
from mdo_tenants.provisioning.models import SignUp
from tests.groups.test_choices import FORM as CHOICES
from tests.meetings.conftest import Table, desk, key, organisations, run_worker, table
from tests.provisioning.conftest import FORM as SIGN_UP

__all__ = ["desk", "key", "organisations", "table"]
pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]
CODE, LABEL = "kwetsbare_gezinnen", "Kwetsbare gezinnen"
FIELDS = ("Proef: uren slaap van de ouders", "Proef: sfeer in huis", "Proef: wie helpt het gezin")
BLOCK = "Proef: stel eerst een vraag over het gezin."
TALK = "Proef: overweeg een gesprek met het hele gezin."


@pytest.fixture
def gp(desk):
    return desk.acting("gp")


@pytest.fixture
def home(desk):
    """A group that has switched it on."""
    enable_target_group(group_id=desk.place.row.pk, code=CODE)
    return desk


@pytest.fixture
def browser(home, gp, client_of):
    return client_of(home.user_of(gp))


@pytest.fixture
def get(home, browser):
    def page(path):
        answer = browser.get(home.place.url(path))
        assert answer.status_code == 200, path
        return answer.content.decode()

    return page


@pytest.fixture
def family(home, gp):
    """A patient with a level, a field and nothing asked yet."""
    with home.open():
        patient = home.new_patient(by=gp, last_name="Gezin-Demo", target_group=CODE)
        enrolment = Enrolment.objects.get(patient=patient)
        services.set_urgency(enrolment.pk, by=gp, level="kg_urgency_c", version=None)
        services.save_answer(patient.pk, by=gp, field="kg_sfeer", value="gespannen", version=0)
    return patient


def test_it_is_installed_and_not_a_part_of_the_portal():
    found = distribution("mdo-kwetsbare-gezinnen")

    assert Path(str(found.locate_file("mdo_kwetsbare_gezinnen"))).is_relative_to(sys.prefix)
    assert not Path(sys.prefix).is_relative_to(ROOT)
    assert [group.code for group in get_registry().target_groups][-1] == CODE


def test_it_is_offered_at_sign_up(client, db):
    assert LABEL in client.get("/aanmelden/").text
    assert client.post("/aanmelden/", {**SIGN_UP, "target_groups": [CODE]})["Location"] == "/aanmelden/verstuurd/"
    assert SignUp.objects.get().target_groups == [CODE]


def test_a_group_switches_it_on(desk, client_of):
    admin = client_of(desk.user_of(desk.acting("group_admin")))

    assert LABEL in admin.get(desk.place.url("beheer/keuzes/")).text
    admin.post(desk.place.url("beheer/keuzes/"), {**CHOICES, "target_groups": [CODE]})
    assert enabled_target_groups(desk.place.row.pk, on=timezone.localdate()) == [CODE]


def test_a_patient_is_entered_and_filled_in(home, browser, get, gp):
    assert LABEL in get("register/nieuw/")
    new = {"last_name": "Nieuw-Demo", "birth_date": "1990-05-01", "sex": "female", "target_group": CODE}
    made = browser.post(
        home.place.url("register/nieuw/"),
        {**new, "consent": "agreed", "consent_given_by": "patient", "idempotency_key": uuid4(), "initials": "N."},
    )
    assert made.status_code == 302, made.content.decode()
    with home.open():
        patient = Enrolment.objects.get(target_group=CODE).patient
    pages = [get(f"register/{patient.pk}/problemen/{part}/") for part in ("somatisch", "psychisch", "sociaal")]
    for label, page in zip(FIELDS, pages, strict=True):
        assert label in page
    saved = browser.post(home.place.url(f"register/{patient.pk}/veld/kg_sfeer/"), {"version": 0, "value": "gespannen"})
    assert saved.status_code in (200, 302)
    assert TALK in get(f"register/{patient.pk}/problemen/psychisch/")
    assert "Proef: gesprek met het hele gezin" in get(f"register/{patient.pk}/problemen/psychisch/")
    page = get(f"register/{patient.pk}/vraag/")
    assert "Proef: wie houdt het gezin bij elkaar?" in page
    assert "Proef: wankel" in page


def test_register_dashboard_and_export_know_it(home, browser, get, family):
    page = get(f"register/?doelgroep={CODE}")
    assert "Gezin-Demo" in page
    assert "Proef: crisis" in page
    assert "Gezin-Demo" not in get("register/?doelgroep=palliatief")
    figures = get(f"rapportages/?doelgroep={CODE}")
    assert "Proef: crisis" in figures
    assert "Proef: sfeer in huis" in figures
    sent = {"kind": "csv", "which": "active", "columns": ["last_name", "target_group", "urgency"]}
    answer = browser.post(home.place.url("register/export/"), sent)
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == ["Gezin-Demo", LABEL, "Proef: crisis"]


def test_a_meeting_is_kept_from_it_until_there_is_a_question(table: Table, home, gp, family):
    with home.open():
        table.plan(target_groups=[CODE])
    chair = table.browser(table.chair)
    chosen = {"patient": [str(family.pk)]}
    assert BLOCK in chair.post(table.url("agenda/erbij/"), chosen, follow=True).content.decode()
    with home.open():
        assert not table.meeting().items.exists()
        enrolment = Enrolment.objects.get(patient=family)
        services.set_question(enrolment.pk, by=gp, question="Wie past er op?", version=None)
    chair.post(table.url("agenda/erbij/"), chosen)
    with home.open():
        meetings.open_meeting(table.meeting_id, by=table.chair)
        meetings.next_item(table.meeting_id, by=table.chair, leaving=None)
    assert "Proef: crisis" in chair.get(table.url("zaal/")).content.decode()
    with home.open():
        meetings.close_meeting(table.meeting_id, by=table.chair)
    run_worker()
    page = chair.get(table.url("verslag/")).content.decode()
    assert "Wie past er op?" in page
    assert "Proef: crisis" in page
    pdf = PdfReader(io.BytesIO(chair.get(table.url("verslag/pdf/")).content))
    assert "Wie past er op?" in " ".join(one.extract_text() for one in pdf.pages)


def test_the_api_has_it_and_its_document_is_unchanged(home, browser, family):
    def api(path):
        return browser.get(home.place.url(f"api/v1/{path}")).json()

    found = next(one for one in api("target-groups/") if one["code"] == CODE)
    assert {field["code"] for field in found["subfields"]} >= {"kg_slaap", "kg_sfeer", "kg_netwerk", "kg_steun"}
    assert api("patients/")["results"][0]["urgency"]["label"] == "Proef: crisis"
    assert TALK in str(api(f"patients/{family.pk}/suggestions/"))
    assert openapi_document() == (ROOT / "docs" / "developer" / "openapi.json").read_text("utf-8")


def test_what_was_filled_in_outlives_it(get, family):
    try:
        pip("uninstall", "--yes", "mdo-kwetsbare-gezinnen")
        get_registry.cache_clear()
        assert get_registry().get(CODE) is None
        page = get("register/")
        assert "Gezin-Demo" in page
        assert "Proef: crisis" in page
        assert f"{LABEL} (module niet actief)" in get(f"register/{family.pk}/")
        filled = get(f"register/{family.pk}/problemen/")
        assert "Proef: sfeer in huis" in filled
        assert "Gespannen" in filled
    finally:
        pip("install", "--no-deps", "--no-index", os.environ["MDO_TEST_WHEEL"])
        get_registry.cache_clear()
    assert "Proef: crisis" in get(f"register/{family.pk}/")


def pip(*command: str) -> None:
    words = [os.environ["MDO_TEST_PYTHON"], "-m", "pip", "--python", sys.executable, *command]
    subprocess.run(words, check=True, capture_output=True, timeout=60)
