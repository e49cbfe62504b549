"""Taking a change back (R-15): as a change of its own, never over what somebody else wrote since."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from mdo_foundation.common.errors import Conflict, Invalid, NotAllowed, NotFound
from mdo_platform.register import queries, services
from mdo_platform.register.models import Answer, Change, Enrolment
from tests.register.helpers import KIEVIT


def answered(patient, by, field, value=None, *, state="filled"):
    services.save_answer(patient.pk, by=by, field=field, value=value, state=state, version=None)
    return newest(patient, field)


def newest(patient, field):
    return Change.objects.filter(patient=patient, field=field).order_by("-at").first()


def stored(patient, field):
    answer = Answer.objects.filter(patient=patient, field=field).first()
    return answer and (answer.state, answer.value)


@pytest.mark.parametrize(
    "case",
    [
        ("som_problemen", {"value": "Pijn"}, {"value": "Geen pijn"}),
        ("som_adl", {"value": "deels"}, {"value": "zelfstandig"}),
        ("som_symptomen", {"value": ["pijn", "jeuk"]}, {"value": ["pijn"]}),
        ("som_valangst", {"value": "nee"}, {"value": "ja"}),
        ("som_pijn_nrs", {"value": "7,5"}, {"value": "3"}),
        ("pzp_datum", {"value": "2026-03-01"}, {"value": "2026-04-01"}),
        ("pzp_reanimatie", {"state": "not_discussed"}, {"state": "no_choice"}),
        ("som_pijn_nrs", {"state": "unknown"}, {"value": "4"}),
    ],
)
def test_every_kind_of_field_goes_back_and_forth(desk, gp, patient, case):
    field, before, after = case
    with desk.open():
        answered(patient, gp, field, **before)
        was = stored(patient, field)
        change = answered(patient, gp, field, **after)
        services.put_back(change.pk, by=gp)
        assert stored(patient, field) == was
        assert newest(patient, field).undoes == change.pk
        assert Change.objects.filter(patient=patient, field=field).count() == 3


def test_a_first_answer_goes_back_to_nothing_and_an_emptied_one_returns(desk, gp, patient):
    with desk.open():
        first = answered(patient, gp, "som_problemen", "Pijn")
        services.put_back(first.pk, by=gp)
        assert stored(patient, "som_problemen") is None
        answered(patient, gp, "som_problemen", "Jeuk")
        emptied = answered(patient, gp, "som_problemen", "")
        services.put_back(emptied.pk, by=gp)
        assert stored(patient, "som_problemen") == ("filled", "Jeuk")


def test_what_somebody_changed_since_stays(desk, gp, patient):
    colleague = desk.acting("chair", name="Cor Colibrie-Demo")
    with desk.open():
        mine = answered(patient, gp, "som_problemen", "Mijn tekst")
        answered(patient, colleague, "som_problemen", "Haar tekst")
        with pytest.raises(Conflict, match="Cor Colibrie-Demo wijzigde dit intussen"):
            services.put_back(mine.pk, by=gp)
        assert stored(patient, "som_problemen") == ("filled", "Haar tekst")
        # Who has seen her text may go back to before mine on purpose.
        services.put_back(mine.pk, by=gp, seen=newest(patient, "som_problemen").pk)
        assert stored(patient, "som_problemen") is None


def test_details_question_and_levels_go_back(desk, gp, patient):
    with desk.open():
        enrolment = Enrolment.objects.get(patient=patient)
        services.update_patient(patient.pk, by=gp, version=None, changes={"birth_date": date(1950, 1, 2)})
        services.update_patient(patient.pk, by=gp, version=None, changes={"gp_id": gp.user_id, "gp_name": ""})
        services.set_urgency(enrolment.pk, by=gp, level="u4", version=None)
        services.set_question(enrolment.pk, by=gp, question="Wie past op?", version=None)
        for field in ("birth_date", "gp_name", "urgency", "question"):
            services.put_back(newest(patient, field).pk, by=gp)
        patient.refresh_from_db()
        enrolment.refresh_from_db()
        assert patient.birth_date == date(1942, 3, 14)
        assert (patient.gp_id, patient.gp_name) == (None, "")
        assert (enrolment.urgency, enrolment.question, enrolment.question_by_name) == ("u_x", "", "")


@pytest.mark.parametrize("field", ["consent", "target_group"])
def test_what_is_said_anew_does_not_go_back_by_a_button(desk, gp, patient, field):
    with desk.open(), pytest.raises(Invalid, match="Leg het opnieuw vast"):
        services.put_back(newest(patient, field).pk, by=gp)


def test_who_may_not_change_the_patient_takes_nothing_back(desk, gp, patient):
    with desk.open():
        change = answered(patient, gp, "som_problemen", "Pijn")
        with pytest.raises(NotAllowed):
            services.put_back(change.pk, by=desk.acting("consultant"))
        with pytest.raises(NotFound):
            services.put_back(change.pk, by=desk.acting("nurse", organisation_id=KIEVIT))
        with pytest.raises(NotFound):
            services.put_back(uuid4(), by=gp)
        assert stored(patient, "som_problemen") == ("filled", "Pijn")


def test_another_field_cannot_be_named_as_seen(desk, gp, patient):
    with desk.open():
        one, other = answered(patient, gp, "som_problemen", "A"), answered(patient, gp, "psy_problemen", "B")
        with pytest.raises(Invalid):
            services.put_back(one.pk, by=gp, seen=other.pk)


def test_undo_walks_back_over_the_own_changes_of_a_page(desk, gp, patient):
    colleague = desk.acting("chair")
    with desk.open():
        for text in ("een", "twee"):
            answered(patient, gp, "som_problemen", text)
        answered(patient, colleague, "som_krachtbronnen", "van een ander")
        answered(patient, gp, "psy_problemen", "op een andere pagina")
        page = ["som_problemen", "som_krachtbronnen"]

        def undo():
            record = queries.patient_record(gp, patient.pk)
            last = queries.last_own_change(gp, record, answers=page)
            return last and services.put_back(last.pk, by=gp)

        assert undo().new == "twee"
        assert undo().new == "een"
        assert undo() is None
        assert stored(patient, "som_problemen") is None


def test_undo_is_not_offered_for_what_somebody_else_changed_since(desk, gp, patient):
    with desk.open():
        answered(patient, gp, "som_problemen", "mijn tekst")
        answered(patient, desk.acting("chair"), "som_problemen", "haar tekst")
        record = queries.patient_record(gp, patient.pk)
        assert queries.last_own_change(gp, record, answers=["som_problemen"]) is None


def test_over_the_api(desk, gp, patient, client_of):
    client = client_of(desk.user_of(gp))

    def back(change_id, body=None):
        url = desk.place.url(f"api/v1/changes/{change_id}/put-back/")
        return client.post(url, body or {}, content_type="application/json")

    with desk.open():
        answered(patient, gp, "som_problemen", "eerste")
        change = answered(patient, gp, "som_problemen", "tweede")
    listed = client.get(desk.place.url(f"api/v1/patients/{patient.pk}/changes/?subject=answers")).json()["results"]
    assert listed[0]["can_put_back"] is True
    assert listed[0]["sentence"].endswith("wijzigde ‘Somatisch: Problemen’ van ‘eerste’ in ‘tweede’.")
    assert back(change.pk).status_code == 204
    refused = back(change.pk)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:mdo:conflict")
    assert back(uuid4()).status_code == 404
    assert back(change.pk, {"seen": "x"}).status_code == 400
    with desk.open():
        assert stored(patient, "som_problemen") == ("filled", "eerste")
        assert newest(patient, "som_problemen").undoes == change.pk


def test_entering_a_patient_is_not_taken_back_field_by_field(desk, gp, patient):
    with desk.open():
        record = queries.patient_record(gp, patient.pk)
        assert queries.last_own_change(gp, record, details=["last_name", "initials", "birth_date"]) is None
        services.update_patient(patient.pk, by=gp, version=None, changes={"city": "Wilgendal"})
        last = queries.last_own_change(gp, queries.patient_record(gp, patient.pk), details=["last_name", "city"])
        assert (last.field, last.new) == ("city", "Wilgendal")
