"""What can be thought of beside the open field (R-18): of the target groups, of the dimension, of what is filled in."""

from __future__ import annotations

import json

import pytest

from mdo_platform.register import queries, services
from mdo_platform.register.queries.suggestions import catalogue
from mdo_plugin_api import Dimension


@pytest.fixture
def patient(desk, gp):
    with desk.open():
        return desk.new_patient(by=gp, target_group="kwetsbare_ouderen")


def suggested(gp, patient, dimension=None):
    return queries.suggestions(queries.patient_record(gp, patient.pk), dimension)


def test_only_interventions_of_the_open_dimension(desk, gp, patient):
    offered = {one.code: one for one in catalogue(["kwetsbare_ouderen"]).interventions}
    with desk.open():
        for dimension in (Dimension.SOMATIC, Dimension.SOCIAL, Dimension.SPIRITUAL):
            found = suggested(gp, patient, dimension).interventions
            assert found
            assert all(dimension in offered[one.code].dimensions or not offered[one.code].dimensions for one in found)


def test_what_is_filled_in_comes_first_and_says_so(desk, gp, patient):
    with desk.open():
        before = suggested(gp, patient, Dimension.SOCIAL)
        services.save_answer(patient.pk, by=gp, field="soc_mz_belasting", value="zwaar", version=0)
        after = suggested(gp, patient, Dimension.SOCIAL)
        assert not any(one.fits for one in before.tools)
        assert after.suggestions != before.suggestions
        assert after.tools[0].fits
        assert after.tools[0].code == "ediz"
        fits = [one.fits for one in (*after.interventions, *after.tools)]
        assert any(fits)
        assert {one.code for one in after.tools} == {one.code for one in before.tools}


def test_advice_about_another_dimension_is_not_shown_here(desk, gp, patient):
    with desk.open():
        services.save_answer(patient.pk, by=gp, field="soc_mz_belasting", value="zwaar", version=0)
        here = {one.text for one in suggested(gp, patient, Dimension.SOCIAL).suggestions}
        there = {one.text for one in suggested(gp, patient, Dimension.SPIRITUAL).suggestions}
        assert here - there
        assert not any(one.fits for one in suggested(gp, patient, Dimension.SPIRITUAL).tools)


def test_both_target_groups_bring_theirs_once(desk, gp):
    offered = catalogue(["palliatief", "kwetsbare_ouderen", "palliatief", "weg_module"])
    for things in (offered.interventions, offered.tools):
        codes = [one.code for one in things]
        assert len(codes) == len(set(codes))
    assert {one.code for one in catalogue(["palliatief"]).tools} < {one.code for one in offered.tools}


def test_without_a_dimension_only_what_is_filled_in_counts(desk, gp, patient):
    with desk.open():
        assert suggested(gp, patient).interventions == []
        services.save_answer(patient.pk, by=gp, field="soc_mz_belasting", value="zwaar", version=0)
        found = suggested(gp, patient)
        assert {one.fits for one in (*found.interventions, *found.tools)} == {True}


def test_the_page_and_the_save_show_the_same(desk, gp, patient, client_of):
    client = client_of(desk.user_of(gp))
    url = desk.place.url(f"register/{patient.pk}/")
    sent = {"version": 0, "value": "zwaar"}
    saved = client.post(f"{url}veld/soc_mz_belasting/", sent, HTTP_X_AUTOSAVE="1")
    renewed = json.loads(saved.content)["fragments"]["aids"]
    page = client.get(f"{url}problemen/sociaal/").content.decode()
    assert "past bij wat is ingevuld" in renewed
    with desk.open():
        for one in suggested(gp, patient, Dimension.SOCIAL).suggestions:
            assert one.text in renewed
            assert one.text in page


def test_over_the_api(desk, gp, patient, client_of):
    with desk.open():
        services.save_answer(patient.pk, by=gp, field="soc_mz_belasting", value="zwaar", version=0)
    client = client_of(desk.user_of(gp))
    address = desk.place.url(f"api/v1/patients/{patient.pk}/suggestions/")
    found = client.get(f"{address}?dimension=social").json()
    assert found["dimension"] == "social"
    assert found["tools"][0] == {"code": "ediz", "title": "EDIZ", "summary": "", "url": "", "fits": True}
    assert client.get(f"{address}?dimension=zomaar").json()["dimension"] == ""
