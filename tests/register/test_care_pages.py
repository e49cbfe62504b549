"""The first tab: forms as parts and as pages, what is offered to whom, and what comes back after a conflict."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mdo_foundation.audit.models import AccessLogEntry
from mdo_foundation.common.groups import outside_groups
from mdo_platform.register import services
from mdo_platform.register.models import CareInvolvement, Diagnosis, InvolvedProfessional
from mdo_tenants.groups.models import Group
from tests.register.helpers import KIEVIT

PART = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def patient(desk, gp):
    with desk.open():
        return desk.new_patient(by=gp, organisation_ids=[KIEVIT])


@pytest.fixture
def diagnosis(desk, gp, patient):
    with desk.open():
        return services.add_diagnosis(patient.pk, by=gp, icpc="R84", title="longkanker")


@pytest.fixture
def ask(desk, client_of):
    """`ask(actor, "get"|"post", path, data)`: the answer to a browser of that person."""
    clients = {}

    def send(actor, method, path, data=None, **extra):
        client = clients.setdefault(actor.user_id, client_of(desk.user_of(actor)))
        return getattr(client, method)(desk.place.url(f"register/{path}"), data or {}, **extra)

    return send


def stored(desk, model):
    with desk.open():
        return list(model.objects.values())


def test_typing_gives_codes_and_choosing_fills_the_form_in_and_neither_writes(desk, ask, gp, patient):
    before = stored(desk, Diagnosis)
    path, typed = f"{patient.pk}/diagnosen/", {"icpc": "", "title": "mogelijk", "find": "title"}
    part = ask(gp, "post", path, typed, **PART)
    assert (part.status_code, "<html" in part.text) == (200, False)
    assert 'value="A49.01 Mogelijk kwetsbaar"' in part.text
    assert "1 code gevonden" in part.text
    page = ask(gp, "post", path, typed | {"find": ""})
    assert 'value="A49.01 Mogelijk kwetsbaar"' in page.text
    assert "Nog niet alles is goed ingevuld" not in page.text
    for extra in ({}, PART):
        chosen = ask(gp, "post", path, {"title": "mog", "choice": "A49.01 Mogelijk kwetsbaar"}, **extra)
        assert re.search('name="icpc" value="A49.01"', chosen.text)
        assert re.search('name="title" value="Mogelijk kwetsbaar"', chosen.text)
    assert "Geen code gevonden" in ask(gp, "post", path, {"title": "zzz", "find": ""}).text
    assert stored(desk, Diagnosis) == before


def test_a_diagnosis_is_changed_on_its_own_page_or_in_its_row(desk, ask, gp, diagnosis):
    path = f"diagnosen/{diagnosis.pk}/"
    assert "<html" in ask(gp, "get", path).text
    part = ask(gp, "get", path, **PART)
    assert 'value="longkanker"' in part.text
    assert "<html" not in part.text
    answer = ask(gp, "post", path, {"icpc": "R84", "title": "longkanker links", "version": 1})
    assert answer.url.endswith(f"register/{diagnosis.patient_id}/#diagnoses")
    with desk.open():
        assert Diagnosis.objects.get().title == "longkanker links"
        assert AccessLogEntry.objects.filter(what="patient.read", detail__page="diagnosis").count() >= 3


def test_who_comes_second_reads_both_and_decides(desk, ask, gp, diagnosis):
    path = f"diagnosen/{diagnosis.pk}/"
    ask(gp, "post", path, {"icpc": "R84", "title": "van de eerste", "version": 1})
    clash = ask(gp, "post", path, {"icpc": "R84", "title": "van de tweede", "version": 1})
    assert clash.status_code == 409
    for text in ("Bea Bosuil-Demo heeft dit intussen gewijzigd.", "van de eerste", 'value="van de tweede"'):
        assert text in clash.text
    version = re.search('name="version" value="([0-9]+)"', clash.text)[1]
    assert ask(gp, "post", path, {"icpc": "R84", "title": "van de tweede", "version": version}).status_code == 302


def test_what_was_removed_stays_on_the_tab_and_comes_back(desk, ask, gp, diagnosis):
    tab = f"{diagnosis.patient_id}/"
    ask(gp, "post", f"diagnosen/{diagnosis.pk}/verwijderen/")
    page = ask(gp, "get", tab).text
    assert "<del><bdi>R84 longkanker</bdi></del> is verwijderd." in page
    assert f"diagnosen/{diagnosis.pk}/terug/" in page
    for _click in range(2):
        assert ask(gp, "post", f"diagnosen/{diagnosis.pk}/terug/").status_code == 302
    assert "<del>" not in ask(gp, "get", tab).text


def test_choosing_a_colleague_fills_in_what_the_group_knows(desk, ask, gp, patient):
    nurse = desk.acting("nurse", organisation_id=KIEVIT, name="Mia Mus-Demo")
    path = f"{patient.pk}/betrokkenen/"
    part = ask(gp, "post", path, {"user_id": str(nurse.user_id), "find": "user_id"}, **PART).text
    for value in ("Mia Mus-Demo", "Verpleegkundige", "De Kievit", desk.user_of(nurse).email):
        assert f'value="{value}"' in part
    assert "Nog niet alles is goed ingevuld" not in part
    ask(gp, "post", path, {"user_id": str(nurse.user_id)})
    with desk.open():
        assert InvolvedProfessional.objects.get().name == "Mia Mus-Demo"
    assert str(nurse.user_id) not in ask(gp, "get", f"{patient.pk}/").text


def test_letting_a_consultant_change_is_offered_to_who_may_and_seen_by_all(desk, ask, gp, patient):
    consultant = desk.acting("consultant", name="Cor Consulent-Demo")
    nurse = desk.acting("nurse", organisation_id=KIEVIT)
    with desk.open():
        asked = services.add_professional(patient.pk, by=gp, user_id=consultant.user_id)
    tab = f"{patient.pk}/"
    assert "Laat wijzigen" not in ask(gp, "get", tab).text
    with outside_groups():
        Group.objects.filter(pk=desk.place.row.pk).update(consultants_may_edit=True)
    assert "Laat wijzigen" in ask(gp, "get", tab).text
    assert "Laat wijzigen" not in ask(nurse, "get", tab).text
    path = f"betrokkenen/{asked.pk}/wijzigen/"
    assert ask(nurse, "post", path, {"allowed": "1"}).status_code == 403
    ask(gp, "post", path, {"allowed": "1"})
    for actor in (gp, nurse, consultant):
        assert "mag op verzoek wijzigen</span>" in ask(actor, "get", tab).text
    assert ask(consultant, "post", f"{patient.pk}/diagnosen/", {"title": "Van de consulent"}).status_code == 302
    assert "Niet meer laten wijzigen" not in ask(consultant, "get", tab).text
    with outside_groups():
        Group.objects.filter(pk=desk.place.row.pk).update(consultants_may_edit=False)
    assert ask(consultant, "post", f"{patient.pk}/diagnosen/", {"title": "Nog een"}).status_code == 403
    page = ask(gp, "get", tab).text
    assert "mag op verzoek wijzigen (staat uit voor deze groep)" in page
    assert "Niet meer laten wijzigen" in page


def test_a_nurse_is_asked_before_she_ends_what_lets_her_see(desk, ask, gp, patient):
    nurse = desk.acting("nurse", organisation_id=KIEVIT)
    with desk.open():
        care = CareInvolvement.objects.get()
    today = care.started_on.isoformat()
    ends = [
        (f"thuiszorg/{care.pk}/beeindigen/", {}),
        (f"thuiszorg/{care.pk}/", {"started_on": today, "ended_on": today, "version": 1}),
    ]
    for path, data in ends:
        asked = ask(nurse, "post", path, data)
        assert (asked.status_code, "Daarna zie je deze patiënt zelf niet meer." in asked.text) == (200, True)
    assert stored(desk, CareInvolvement)[0]["ended_on"] is None
    done = ask(nurse, "post", ends[0][0], {"sure": "1"})
    assert done.url.endswith("/register/")
    assert ask(nurse, "get", f"{patient.pk}/").status_code == 404
    assert ask(nurse, "post", f"thuiszorg/{care.pk}/terug/").status_code == 404
    assert "is beëindigd." in ask(gp, "get", f"{patient.pk}/").text
    assert ask(gp, "post", f"thuiszorg/{care.pk}/terug/").status_code == 302
    assert ask(nurse, "get", f"{patient.pk}/").status_code == 200


def test_who_only_looks_sees_everything_and_no_button(desk, ask, gp, patient, diagnosis):
    looker = desk.acting("consultant")
    with desk.open():
        services.add_professional(patient.pk, by=gp, name="Mia Mus-Demo", discipline="Apotheker")
    page = ask(looker, "get", f"{patient.pk}/").text.split("<main")[1]
    for text in ("longkanker", "Mia Mus-Demo", "De Kievit", "Gewenste plaats van overlijden", "Plaats van verblijf nu"):
        assert text in page
    assert 'method="post"' not in page
    assert ask(looker, "get", f"diagnosen/{diagnosis.pk}/").status_code == 403
    for path in (f"{patient.pk}/diagnosen/", f"{patient.pk}/betrokkenen/"):
        assert ask(looker, "post", path, {"find": "title", "title": "mogelijk"}).status_code == 403


def test_the_tab_asks_no_more_when_there_is_more(desk, ask, gp, patient):
    def queries():
        ask(gp, "get", f"{patient.pk}/")
        with CaptureQueriesContext(connection) as found:
            ask(gp, "get", f"{patient.pk}/")
        return len(found)

    before = queries()
    with desk.open():
        for number in range(8):
            services.add_diagnosis(patient.pk, by=gp, title=f"Diagnose {number}")
            gone = services.add_professional(patient.pk, by=gp, name=f"Iemand {number}-Demo", discipline="Apotheker")
            services.end_professional(gone.pk, by=gp, version=None)
    assert queries() == before


def test_the_place_of_death_is_asked_once_the_patient_is_closed(desk, ask, gp, patient):
    tab = f"{patient.pk}/"
    assert "Vul je in bij het afsluiten." in ask(gp, "get", tab).text
    with desk.open():
        services.close_patient(patient.pk, by=gp, version=None, reason="deceased")
    page = ask(gp, "get", tab).text
    assert 'id="f-eva_plaats"' in page
    assert 'id="f-soc_verblijf"' not in page
    assert ask(gp, "post", f"{patient.pk}/veld/eva_plaats/", {"value": "thuis", "version": 0}).status_code == 302
    assert 'id="f-eva_plaats"' not in ask(desk.acting("consultant"), "get", tab).text
