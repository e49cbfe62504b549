"""The programme over REST: the same services, other shapes."""

from __future__ import annotations

import pytest
from django.utils import timezone

from mdo_platform.pathways.models import StepRecord
from mdo_platform.register import services as register
from tests.pathways.helpers import LEVEL, level_of, record


@pytest.fixture
def api(desk, browser, patient):
    def call(method, path="", body=None, **headers):
        address = desk.place.url(f"api/v1/patients/{patient.pk}/pathways/{path}")
        return getattr(browser, method)(address, body, content_type="application/json", **headers)

    return call


def body(**given):
    return {"done_on": timezone.localdate().isoformat(), "version": 0, **given}


def test_reading_tells_every_step_and_what_can_be_chosen(desk, gp, patient, api):
    with desk.open():
        record(patient, gp, outcome="zwaar", consent="agreed")
    (pathway,) = api("get").json()
    assert (pathway["code"], pathway["is_current"], pathway["is_due"]) == ("proef", True, True)
    first, second, _third = pathway["steps"]
    assert [first[name] for name in ("state", "outcome", "consent", "version")] == ["done", "zwaar", "agreed", 1]
    assert first["his_advice"] == "Registreer in het HIS: A05 Zwaar geval. Het portaal stuurt niets."
    assert [one["code"] for one in first["outcomes"]] == ["licht", "zwaar"]
    assert first["outcomes"][1]["sets"] == {"field": LEVEL, "option": "complex"}
    assert (second["state"], second["done_on"], second["version"]) == ("next", None, 0)
    assert second["tools"] == ["complex_kwetsbaar", "weg_gereedschap"]


def test_recording_and_clearing(desk, patient, api):
    saved = api("put", "proef/een/", body(outcome="zwaar"))
    assert (saved.status_code, saved.json()["state"], saved.headers["ETag"]) == (200, "done", '"1"')
    with desk.open():
        assert level_of(patient) == "complex"
    assert api("put", "proef/een/", {"done_on": "2026-01-01"}).status_code == 428
    stale = api("put", "proef/een/", body(remark="anders"))
    assert (stale.status_code, stale.json()["current"]["values"]["outcome"]) == (409, "zwaar")
    cleared = api("delete", "proef/een/", HTTP_IF_MATCH='"1"')
    assert (cleared.status_code, cleared.json()["state"], cleared.json()["done_on"]) == (200, "next", None)


def test_without_the_version_of_the_answer_nothing_is_overwritten(desk, gp, patient, api):
    with desk.open():
        register.save_answer(patient.pk, by=gp, field=LEVEL, value="niet", version=0)
    refused = api("put", "proef/een/", body(outcome="zwaar"))
    assert (refused.status_code, refused.json()["current"]["field"]) == (409, LEVEL)
    with desk.open():
        assert not StepRecord.objects.exists()
    assert api("put", "proef/een/", body(outcome="zwaar", answer_versions={LEVEL: 1})).status_code == 200


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"done_on": "gisteren"}, "done_on"),
        ({"done_on": None}, "done_on"),
        ({"outcome": "weg"}, "outcome"),
        ({"consent": "misschien"}, "consent"),
        ({"remark": "x" * 300}, "remark"),
    ],
)
def test_what_does_not_fit_is_named(api, sent, field):
    answer = api("put", "proef/een/", body(**sent))
    assert (answer.status_code, list(answer.json()["fields"])) == (400, [field])


def test_a_step_that_is_not_there(api):
    assert api("put", "proef/vier/", body()).status_code == 404
    assert api("delete", "anders/een/", body()).status_code == 404


def test_who_is_due(desk, gp, patient, browser):
    with desk.open():
        record(patient, gp, outcome="zwaar")
    found = browser.get(desk.place.url("api/v1/pathways/yearly/?page=9")).json()
    assert (found["count"], found["page"], found["pages"]) == (1, 1, 1)
    (row,) = found["results"]
    assert (row["patient_id"], row["outcome"], row["is_mine"]) == (str(patient.pk), "Zwaar geval", False)
