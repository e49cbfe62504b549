"""The register over REST: the same rights, versions and words as the pages."""

from __future__ import annotations

from uuid import uuid4

import pytest

from mdo_platform.register.models import Patient
from tests.register.helpers import KIEVIT


@pytest.fixture
def api(desk, gp, client_of):
    client = client_of(desk.user_of(gp))

    def call(method, path, data=None, *, version=None, client=client, place=desk.place):
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        send = getattr(client, method)
        return send(place.url(f"api/v1/{path}"), data, content_type="application/json", headers=headers)

    return call


NEW = {"last_name": "Boterbloem-Demo", "birth_date": "1938-05-01", "sex": "male", "target_group": "palliatief"}


def test_the_target_groups_come_with_their_scales_and_fields(api):
    found = {one["code"]: one for one in api("get", "target-groups/").json()}
    urgencies = {level["code"]: level for level in found["palliatief"]["urgency"]["levels"]}
    assert urgencies["u_x"]["unknown"]
    assert urgencies["u_x"]["colour"] != "green"
    assert any(field["code"] == "som_problemen" for field in found["palliatief"]["subfields"])


def test_a_patient_is_entered_once_per_key_and_read(api):
    key = str(uuid4())
    made = [api("post", "patients/", {**NEW, "consent": "agreed", "idempotency_key": key}) for _time in range(2)]
    assert [one.status_code for one in made] == [201, 201]
    assert made[0].json()["patient"]["id"] == made[1].json()["patient"]["id"]
    listed = api("get", "patients/").json()
    assert (listed["count"], listed["results"][0]["name"]) == (1, "Dhr. Boterbloem-Demo")
    assert listed["results"][0]["urgency"]["unknown"]


def test_a_change_names_the_version_it_saw(api, patient):
    path = f"patients/{patient.pk}/"
    assert api("patch", path, {"city": "Wilgendal"}).status_code == 428
    saved = api("patch", path, {"city": "Wilgendal"}, version=patient.version)
    assert saved.status_code == 200
    assert saved["ETag"] == f'"{patient.version + 1}"'
    clash = api("patch", path, {"city": "Zandplaat"}, version=patient.version)
    assert clash.status_code == 409
    assert clash["Content-Type"] == "application/problem+json"
    assert clash.json()["current"]["values"] == {"city": "Wilgendal"}


def test_an_answer_an_urgency_and_a_question(api, patient):
    saved = api("put", f"patients/{patient.pk}/answers/som_pijn_nrs/", {"value": 7}, version=0)
    assert (saved.status_code, saved.json()["value"]) == (200, 7)
    refused = api("put", f"patients/{patient.pk}/answers/som_pijn_nrs/", {"value": 70}, version=1)
    assert refused.status_code == 400
    assert refused.json()["fields"]["som_pijn_nrs"]
    assert api("put", f"patients/{patient.pk}/answers/som_pijn_nrs/", {"value": None}, version=1).status_code == 204
    enrolment = api("get", f"patients/{patient.pk}/enrolments/").json()[0]
    path = f"enrolments/{enrolment['id']}/"
    changed = api("patch", path, {"urgency": "u3"}, version=enrolment["version"])
    assert changed.json()["urgency"] == "u3"
    asked = api("patch", path, {"question": "Hoe nu verder?"}, version=enrolment["version"])
    assert asked.json()["question"] == "Hoe nu verder?"
    assert api("patch", path, {"urgency": "u1", "question": "x"}, version=9).status_code == 400


def test_who_is_involved(api, patient):
    base = f"patients/{patient.pk}/"
    person = api("post", base + "involved/", {"name": "Mia Mus-Demo", "discipline": "Verpleegkundige"}).json()
    assert api("post", f"involved/{person['id']}/lead/").json()["is_lead"]
    care = api("post", base + "home-care/", {"organisation_id": str(KIEVIT)}).json()
    diagnosis = api("post", base + "diagnoses/", {"icpc": "R84"}).json()
    for path, one in (("home-care", care), ("diagnoses", diagnosis)):
        assert api("delete", f"{path}/{one['id']}/", version=one["version"]).status_code == 204
        assert api("get", f"{base}{path}/").json() == []
    assert api("post", base + "consent/", {"status": "informed"}).status_code == 204
    assert api("get", base + "consent/").json()["status"] == "informed"
    changes = api("get", base + "changes/").json()
    assert {"lead", "organisation", "consent"} <= {change["field"] for change in changes["results"]}


def test_a_transfer_and_the_end(api, patient):
    enrolment = api("get", f"patients/{patient.pk}/enrolments/").json()[0]
    asked = {"target_group": "kwetsbare_ouderen", "reason": "Ander beloop"}
    moved = api("post", f"enrolments/{enrolment['id']}/transfer/", asked, version=1)
    assert (moved.status_code, moved.json()["urgency"]) == (201, "u_x")
    version = api("get", f"patients/{patient.pk}/").json()["patient"]["version"]
    closed = api("post", f"patients/{patient.pk}/close/", {"reason": "moved"}, version=version)
    assert closed.json()["patient"]["status"] == "closed"
    assert api("get", "patients/").json()["count"] == 0


def test_a_name_is_searched_by_post(api, patient):
    assert api("post", "patients/search/", {"query": "appelv"}).json()["count"] == 1
    assert api("post", "patients/search/", {"query": "elders"}).json()["count"] == 0


@pytest.mark.parametrize(
    "data",
    [
        {},
        {**NEW, "last_name": "Nul\x00"},
        {**NEW, "birth_date": "2999-01-01"},
        {**NEW, "target_group": "x"},
        {**NEW, "gp_id": "x"},
        [],
        "tekst",
    ],
)
def test_input_that_does_not_fit_is_refused_in_words(api, desk, data):
    answer = api("post", "patients/", data)
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    with desk.open():
        assert not Patient.objects.exists()


def test_a_role_without_the_right_is_refused_and_a_stranger_finds_nothing(api, desk, other_desk, client_of, patient):
    looker = client_of(desk.user_of(desk.acting("consultant")))
    path = f"patients/{patient.pk}/"
    assert api("get", path, client=looker).status_code == 200
    assert api("patch", path, {"city": "X"}, version=1, client=looker).status_code == 403
    assert api("post", "patients/", NEW, client=looker).status_code == 403
    stranger = client_of(other_desk.user_of(other_desk.acting("gp")))
    for target in (
        path,
        path + "answers/",
        path + "changes/",
        path + "consent/",
        path + "involved/",
        path + "enrolments/",
    ):
        answer = api("get", target, client=stranger, place=other_desk.place)
        assert answer.status_code == 404
        assert "Appelvink" not in answer.content.decode()
