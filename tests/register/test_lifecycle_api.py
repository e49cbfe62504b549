"""Enrolment, closing, keeping and consent over REST (I-04)."""

from __future__ import annotations

import pytest

from mdo_platform.register import services
from mdo_platform.register.models import Enrolment, Patient
from mdo_tenants.groups.services import enable_target_group
from tests.register.test_api import api

__all__ = ["api"]


@pytest.fixture
def version(desk, patient):
    def now():
        with desk.open():
            return Patient.objects.get(pk=patient.pk).version

    return now


def test_a_second_target_group_and_its_end(api, desk, patient):
    enable_target_group(group_id=desk.place.row.id, code="cultuursensitief")
    made = [
        api("post", f"patients/{patient.pk}/enrolments/", {"target_group": "cultuursensitief"}) for _click in range(2)
    ]
    assert [one.status_code for one in made] == [201, 201]
    theme = made[0].json()
    assert made[1].json()["id"] == theme["id"]
    refused = api("post", f"enrolments/{theme['id']}/end/", {"reason": "transferred"}, version=1)
    assert refused.status_code == 400
    ended = api("post", f"enrolments/{theme['id']}/end/", {"reason": "at_request"}, version=1)
    assert (ended.status_code, ended.json()["end_reason"]) == (200, "at_request")


def test_a_transfer_needs_a_reason_and_keeps_it(api, desk, patient):
    with desk.open():
        old = Enrolment.objects.get(patient=patient)
    wanted = {"target_group": "kwetsbare_ouderen", "consent": "agreed", "consent_given_on": "2026-01-02"}
    assert api("post", f"enrolments/{old.pk}/transfer/", wanted, version=1).status_code == 400
    assert api("post", f"enrolments/{old.pk}/transfer/", {**wanted, "reason": "Zwak"}).status_code == 428
    assert api("post", f"enrolments/{old.pk}/transfer/", {**wanted, "reason": "Zwak"}, version=1).status_code == 201
    history = api("get", f"patients/{patient.pk}/").json()["history"]
    assert [(one["end_reason"], one["end_note"]) for one in history] == [("transferred", "Zwak")]


def test_closing_with_the_evaluation_the_list_and_reopening(api, patient, version):
    closing = {"reason": "deceased", "evaluation": [{"field": "eva_plaats", "value": "thuis", "version": 0}]}
    closed = api("post", f"patients/{patient.pk}/close/", closing, version=version()).json()
    assert closed["patient"]["status"] == "closed"
    assert {"eva_plaats", "eva_reden", "eva_datum"} == {one["field"] for one in closed["answers"]}
    assert [row["id"] for row in api("get", "patients/closed/").json()["results"]] == [str(patient.pk)]
    assert api("post", "patients/closed/search/", {"query": "elders"}).json()["count"] == 0
    back = {"because": "returned"}
    assert api("post", f"patients/{patient.pk}/reopen/", back, version=version()).status_code == 400
    opened = api("post", f"patients/{patient.pk}/reopen/", {"because": "mistake"}, version=version()).json()
    assert (opened["patient"]["status"], len(opened["enrolments"]), opened["history"]) == ("active", 1, [])


def test_an_evaluation_field_that_is_none_is_unknown(api, patient, version):
    closing = {"reason": "deceased", "evaluation": [{"field": "verzonnen", "value": "x"}]}
    assert api("post", f"patients/{patient.pk}/close/", closing, version=version()).status_code == 404


def test_hold_and_the_dry_run(api, desk, patient, version, client_of):
    with desk.open():
        services.close_patient(patient.pk, by=desk.acting("gp"), version=None, reason="moved")
    held = api("put", f"patients/{patient.pk}/hold/", {"reason": "Er loopt een klacht"}, version=version())
    assert held.json()["patient"]["hold_reason"] == "Er loopt een klacht"
    (row,) = api("get", "retention/").json()["results"]
    assert (row["id"], row["step"]) == (str(patient.pk), "held")
    consultant = client_of(desk.user_of(desk.acting("consultant")))
    assert api("get", "retention/", client=consultant).status_code == 403
    assert api("put", f"patients/{patient.pk}/hold/", {"reason": "x"}, version=9, client=consultant).status_code == 403
    assert api("delete", f"patients/{patient.pk}/hold/", version=version()).status_code == 200
    assert api("get", "retention/").json()["results"] == []


def test_everything_that_was_said_about_consent(api, patient):
    said = {"status": "objects", "given_by": "representative", "given_on": "2026-01-02"}
    assert api("post", f"patients/{patient.pk}/consent/", said).status_code == 204
    found = api("get", f"patients/{patient.pk}/consents/").json()
    assert [one["status"] for one in found] == ["objects", "agreed"]
