"""Care around a patient over the API: the same as the pages do, with versions."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.register import services
from mdo_platform.register.models import Enrolment
from mdo_tenants.groups.models import Group
from tests.register.helpers import KIEVIT


@pytest.fixture
def api(desk, gp, client_of):
    clients = {}

    def call(method, path, data=None, *, version=None, by=gp):
        client = clients.setdefault(by.user_id, client_of(desk.user_of(by)))
        extra = {"HTTP_IF_MATCH": f'"{version}"'} if version is not None else {}
        body = data if method == "get" else (data or {})
        kind = {} if method == "get" else {"content_type": "application/json"}
        return getattr(client, method)(desk.place.url(f"api/v1/{path}"), body, **kind, **extra)

    return call


def test_a_diagnosis_is_added_changed_removed_and_put_back(api, patient):
    base = f"patients/{patient.pk}/diagnoses/"
    added = api("post", base, {"icpc": "a49-01"})
    assert (added.status_code, added["ETag"], added.json()["title"]) == (201, '"1"', "Mogelijk kwetsbaar")
    one = f"diagnoses/{added.json()['id']}/"
    assert api("patch", one, {"title": "X"}).status_code == 428
    changed = api("patch", one, {"title": "Mogelijk kwetsbaar, nader te bezien"}, version=1)
    assert (changed["ETag"], changed.json()["icpc"]) == ('"2"', "A49.01")
    clash = api("patch", one, {"title": "Anders"}, version=1)
    assert (clash.status_code, list(clash.json()["current"]["values"])) == (409, ["title"])
    assert api("delete", one, version=2).status_code == 204
    assert api("get", base).json() == []
    assert [row["id"] for row in api("get", base, {"former": "1"}).json()] == [added.json()["id"]]
    for _time in range(2):
        assert api("post", f"{one}restore/").json()["ended_on"] is None
    assert len(api("get", base).json()) == 1


def test_people_their_lead_and_their_return(api, desk, patient):
    base = f"patients/{patient.pk}/involved/"
    colleague = desk.acting("home_care", organisation_id=KIEVIT, name="Mia Mus-Demo")
    first = api("post", base, {"user_id": str(colleague.user_id), "is_lead": True}).json()
    assert (first["name"], first["organisation"], first["is_lead"]) == ("Mia Mus-Demo", "De Kievit", True)
    second = api("post", base, {"name": "Ot Oeverzwaluw-Demo", "discipline": "Muziektherapeut"}).json()
    changed = api("patch", f"involved/{second['id']}/", {"phone": "030"}, version=second["version"])
    assert (changed.json()["phone"], changed.json()["discipline"]) == ("030", "Muziektherapeut")
    assert api("post", f"involved/{second['id']}/lead/").json()["is_lead"]
    assert [row["is_lead"] for row in api("get", base).json()] == [True, False]
    version = api("get", base).json()[0]["version"]
    assert api("delete", f"involved/{second['id']}/", version=version).status_code == 204
    assert api("post", f"involved/{second['id']}/restore/").json()["is_lead"]
    assert api("post", base, {"name": "Zonder discipline"}).status_code == 400
    assert "Muziektherapeut" not in api("get", "disciplines/").json()
    assert "Apotheker" in api("get", "disciplines/").json()


def test_a_consultant_is_let_in_and_out(api, desk, patient):
    Group.objects.filter(pk=desk.place.row.pk).update(consultants_may_edit=True)
    consultant = desk.acting("consultant", name="Cor Consulent-Demo")
    asked = api("post", f"patients/{patient.pk}/involved/", {"user_id": str(consultant.user_id)}).json()
    path, change = f"involved/{asked['id']}/may-edit/", {"title": "Van de consulent"}
    assert api("post", path, {"allowed": True}, by=consultant).status_code == 403
    assert api("post", path, {}).status_code == 400
    for allowed, status in ((True, 201), (False, 403)):
        assert api("post", path, {"allowed": allowed}).json()["may_edit"] is allowed
        assert api("post", f"patients/{patient.pk}/diagnoses/", change, by=consultant).status_code == status


def test_home_care_has_two_days(api, patient):
    base, today = f"patients/{patient.pk}/home-care/", timezone.localdate()
    added = api("post", base, {"organisation_id": str(KIEVIT), "started_on": str(today - timedelta(days=9))}).json()
    one = f"home-care/{added['id']}/"
    later = str(today + timedelta(days=9))
    changed = api("patch", one, {"ended_on": later}, version=added["version"]).json()
    assert (changed["ended_on"], changed["started_on"]) == (later, added["started_on"])
    back = api("patch", one, {"ended_on": None}, version=changed["version"]).json()
    assert back["ended_on"] is None
    assert api("patch", one, {"ended_on": "1999-01-01"}, version=back["version"]).status_code == 400
    assert api("delete", one, version=back["version"]).status_code == 204
    assert len(api("get", base, {"former": "1"}).json()) == 1
    assert api("post", f"{one}restore/").json()["ended_on"] is None


def test_a_change_that_changes_nothing_is_a_read_and_logged(api, desk, gp, patient):
    """The answer shows the whole row, whoever sends what is there already, or nothing at all."""
    mine = api("post", f"patients/{patient.pk}/diagnoses/", {"title": "Artrose"}).json()
    with desk.open():
        enrolment = Enrolment.objects.get(patient=patient)
        services.set_question(enrolment.pk, by=gp, question="Hoe nu verder?", version=None)
        enrolment.refresh_from_db()
    other = desk.acting("gp", name="Ot Oeverzwaluw-Demo")
    asked = [
        ("patch", f"diagnoses/{mine['id']}/", {}),
        ("post", f"diagnoses/{mine['id']}/restore/", {}),
        ("patch", f"enrolments/{enrolment.pk}/", {"urgency": enrolment.urgency}),
    ]
    for number, (method, path, data) in enumerate(asked, start=1):
        answer = api(method, path, data, version=enrolment.version if "urgency" in data else 1, by=other)
        assert answer.status_code == 200
        assert b"Artrose" in answer.content or b"Hoe nu verder?" in answer.content
        with desk.open():
            lines = AccessLogEntry.objects.filter(actor_id=other.user_id, patient_ids__contains=[patient.pk])
            assert [line.action for line in lines] == ["R"] * number
