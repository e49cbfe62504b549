"""The pages, as somebody with a browser and without scripts uses them, and the answers that the scripts get."""

from __future__ import annotations

import json
import re
from uuid import uuid4

import pytest

from mdo_foundation.audit.models import AccessLogEntry
from mdo_platform.register import services
from mdo_platform.register.models import Answer, CareInvolvement, Patient
from tests.register.helpers import KIEVIT

SCRIPT = {"HTTP_X_AUTOSAVE": "1"}


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def patient(desk, gp):
    with desk.open():
        return desk.new_patient(by=gp, gp_id=gp.user_id)


@pytest.fixture
def get(browser, desk):
    def read(path, **extra):
        answer = browser.get(desk.place.url(f"register/{path}"), **extra)
        return answer.status_code, answer.content.decode()

    return read


@pytest.fixture
def post(browser, desk):
    def send(path, data=None, **extra):
        return browser.post(desk.place.url(f"register/{path}"), data or {}, **extra)

    return send


NEW = {
    "target_group": "palliatief",
    "sex": "female",
    "last_name": "Boterbloem-Demo",
    "birth_date": "1938-05-01",
    "consent": "agreed",
    "consent_given_by": "patient",
}


def test_every_tab_shows_the_patient_and_logs_the_read(get, desk, patient):
    for tab in ("", "vraag/", "problemen/", "problemen/sociaal/", "problemen/evaluatie/", "adviezen/", "tijdlijn/"):
        status, html = get(f"{patient.pk}/{tab}")
        assert status == 200, tab
        assert "Mw. A. Appelvink-Demo" in html
        with desk.open():
            line = AccessLogEntry.objects.filter(what="patient.read").order_by("seq").last()
            assert line.patient_ids == [patient.pk]


def test_unknown_is_grey_and_in_words_on_every_place(get, patient):
    for path in ("", f"{patient.pk}/vraag/"):
        _status, html = get(path)
        assert "Nog niet ingeschat" in html
        without_legend = re.sub(r"<(ul|details).*?</\1>", "", html, flags=re.S)
        assert "care-green" not in without_legend


def test_red_says_not_to_wait_for_the_meeting(get, desk, gp, patient, enrolment):
    assert "Wacht niet op het MDO" not in get(f"{patient.pk}/vraag/")[1]
    with desk.open():
        services.set_urgency(enrolment.pk, by=gp, level="u4", version=None)
    assert "Wacht niet op het MDO" in get(f"{patient.pk}/vraag/")[1]


def test_filters_are_an_address_and_a_name_never_is(get, post, desk, patient):
    status, html = get("?doelgroep=kwetsbare_ouderen")
    assert status == 200
    assert "Geen patiënten met deze filters" in html
    assert 'method="get"' in html
    found = post("zoeken/", {"q": "appelv"}).content.decode()
    assert "Appelvink-Demo" in found
    assert "appelv" not in " ".join(re.findall(r'(?:href|action|hx-get|hx-push-url)="([^"]*)"', found))
    assert "Appelvink-Demo" not in post("zoeken/", {"q": "boterb"}).content.decode()


def test_an_empty_register_offers_the_first_step(get):
    status, html = get("")
    assert status == 200
    assert "Nog geen patiënten in dit register" in html


def test_names_can_be_left_out_of_the_page(get, patient):
    _status, html = get("?wissel=namen")
    assert "Appelvink" not in html
    assert "Mw. A. (1942)" in html
    assert "Appelvink" in get("?wissel=namen&namen=kort")[1]


@pytest.mark.parametrize(
    "address", ["?page=9999", "?page=x", "?sorteer=zomaar", "?sorteer=-naam", "?doelgroep=" + "x" * 500]
)
def test_an_odd_address_is_no_fault(get, patient, address):
    assert get(address)[0] == 200


def test_a_nurse_is_told_whose_patients_these_are(desk, client_of):
    nurse = desk.acting("nurse", organisation_id=KIEVIT)
    with desk.open():
        desk.new_patient(by=nurse)
    html = client_of(desk.user_of(nurse)).get(desk.place.url("register/")).content.decode()
    assert "Je ziet alleen patiënten die bij De Kievit in zorg zijn." in html


def test_a_patient_is_entered_without_scripts(get, post, desk):
    assert "Meld patiënt aan" in get("nieuw/")[1]
    answer = post("nieuw/", {**NEW, "idempotency_key": uuid4(), "organisations": [str(KIEVIT)]})
    assert answer.status_code == 302
    with desk.open():
        patient = Patient.objects.get()
        assert (patient.last_name, patient.consent) == ("Boterbloem-Demo", "agreed")
        assert CareInvolvement.objects.filter(patient=patient).exists()
    assert answer.url.endswith(f"/register/{patient.pk}/vraag/")


def test_a_double_click_makes_one_patient(post, desk):
    key = uuid4()
    first, second = (post("nieuw/", {**NEW, "idempotency_key": key}) for _click in range(2))
    assert first.url == second.url
    with desk.open():
        assert Patient.objects.count() == 1


def test_a_form_that_is_wrong_keeps_what_was_typed(post, desk):
    answer = post("nieuw/", {**NEW, "birth_date": "31-02-1938", "city": "Wilgendal"})
    html = answer.content.decode()
    assert answer.status_code == 400
    assert "bijvoorbeeld 14-03-1941" in html
    assert 'value="Wilgendal"' in html
    with desk.open():
        assert not Patient.objects.exists()


@pytest.mark.parametrize("name", ["Nul\x00-Demo", "x" * 200_000, "\u0007bel-Demo"])
def test_what_cannot_be_stored_is_refused_in_words(post, desk, name):
    answer = post("nieuw/", {**NEW, "last_name": name})
    assert answer.status_code == 400
    assert 'class="errors"' in answer.content.decode()
    with desk.open():
        assert not Patient.objects.exists()


def test_ten_megabytes_are_refused_and_are_no_fault(post, patient):
    assert post(f"{patient.pk}/veld/som_problemen/", {"version": 0, "value": "x" * 10_000_000}).status_code in (
        400,
        413,
    )


def test_a_right_to_left_name_stands_on_its_own(get, desk, gp):
    with desk.open():
        patient = desk.new_patient(by=gp, last_name="عائشة-Demo")
    assert "<bdi>Mw. A. عائشة-Demo</bdi>" in get(f"{patient.pk}/")[1]


def test_markup_in_a_name_is_text(get, desk, gp):
    with desk.open():
        patient = desk.new_patient(by=gp, last_name="<b>Demo</b>", gp_name='"><script>')
    for path in ("", f"{patient.pk}/", f"{patient.pk}/tijdlijn/"):
        html = get(path)[1]
        assert "<b>Demo" not in html
        assert "<script>" not in html


def test_a_field_is_saved_while_somebody_types(post, desk, patient):
    answer = post(f"{patient.pk}/veld/som_problemen/", {"version": 0, "value": "Pijn"}, **SCRIPT)
    told = json.loads(answer.content)
    assert answer.status_code == 200
    assert told["version"] == 1
    assert told["message"].startswith("Opgeslagen om ")
    assert "signed-som_problemen" in told["fragments"]
    with desk.open():
        assert Answer.objects.get(patient=patient).value == "Pijn"


def test_a_choice_can_say_why_there_is_no_answer(post, get, desk, patient):
    post(f"{patient.pk}/veld/pzp_reanimatie/", {"version": 0, "value": "!not_discussed"}, **SCRIPT)
    post(f"{patient.pk}/veld/pzp_datum/", {"version": 0, "value": "", "state": "unknown"}, **SCRIPT)
    with desk.open():
        states = dict(Answer.objects.filter(patient=patient).values_list("field", "state"))
    assert states == {"pzp_reanimatie": "not_discussed", "pzp_datum": "unknown"}
    assert get(f"{patient.pk}/problemen/samen-keuzes-maken/")[0] == 200


def test_two_people_in_one_field_see_both_texts(post, desk, client_of, patient):
    path = f"{patient.pk}/veld/som_problemen/"
    colleague = client_of(desk.user_of(desk.acting("chair", name="Ida IJsvogel-Demo")))
    colleague.post(desk.place.url(f"register/{path}"), {"version": 0, "value": "Bed komt donderdag."}, **SCRIPT)
    answer = post(path, {"version": 0, "value": "Bed staat boven."}, **SCRIPT)
    html = answer.content.decode()
    assert answer.status_code == 409
    for text in ("Ida IJsvogel-Demo", "Bed komt donderdag.", 'data-version="1"', "Houd mijn tekst"):
        assert text in html
    kept = post(path, {"version": 1, "value": "Bed staat boven."}, **SCRIPT)
    assert kept.status_code == 200


def test_without_scripts_a_conflict_is_a_page_with_both_texts(post, desk, client_of, patient):
    path = f"{patient.pk}/veld/som_problemen/"
    colleague = client_of(desk.user_of(desk.acting("chair")))
    colleague.post(desk.place.url(f"register/{path}"), {"version": 0, "value": "Bed komt donderdag."})
    answer = post(path, {"version": 0, "value": "Bed staat boven."})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Bed komt donderdag." in html
    assert "Bed staat boven." in html
    again = dict(re.findall(r'<input type="hidden" name="(version|value)" value="([^"]*)"', html))
    assert post(path, again).status_code == 302
    with desk.open():
        assert Answer.objects.get(patient=patient).value == "Bed staat boven."


def test_without_scripts_a_refusal_shows_what_was_typed(post, patient):
    answer = post(f"{patient.pk}/veld/som_pijn_nrs/", {"version": 0, "value": "twaalf"})
    assert answer.status_code == 400
    assert "twaalf" in answer.content.decode()


def test_urgency_is_saved_and_the_banner_follows(post, enrolment):
    answer = post(f"aanmelding/{enrolment.pk}/urgency/", {"version": enrolment.version, "value": "u4"}, **SCRIPT)
    told = json.loads(answer.content)
    assert answer.status_code == 200
    assert "care-red" in told["fragments"]["banner-facts"]
    assert "Wacht niet op het MDO" in told["fragments"]["not-urgent-channel"]


def test_a_question_is_saved_without_scripts(post, get, patient, enrolment):
    answer = post(
        f"aanmelding/{enrolment.pk}/question/", {"version": enrolment.version, "value": "Wie komt er 's nachts?"}
    )
    assert answer.status_code == 302
    assert "Wie komt er &#x27;s nachts?" in get("")[1]


@pytest.mark.parametrize(
    "case",
    [
        ("city", {"value": "Wilgendal"}, "Wilgendal"),
        ("birth_date", {"value": "14-03-1941"}, "1941-03-14"),
        ("gp", {"value": "", "gp_name": "Dokter Elders"}, "Dokter Elders"),
        ("postcode", {"value": "1234ab"}, "1234 AB"),
    ],
)
def test_a_detail_is_saved(post, desk, patient, case):
    name, data, stored = case
    assert post(f"{patient.pk}/gegevens/{name}/", {"version": patient.version, **data}, **SCRIPT).status_code == 200
    with desk.open():
        now = Patient.objects.get(pk=patient.pk)
    assert str(now.gp_name if name == "gp" else getattr(now, name)) == stored


@pytest.mark.parametrize(
    "path", ["gegevens/status/", "gegevens/search_text/", "veld/bestaat_niet/", "problemen/elders/"]
)
def test_what_is_no_field_does_not_exist(post, get, patient, path):
    status = (
        get(f"{patient.pk}/{path}")[0] if path.startswith("problemen") else post(f"{patient.pk}/{path}").status_code
    )
    assert status == 404


def test_the_small_forms_of_the_first_tab(post, get, desk, patient):
    key = uuid4()
    for _click in range(2):
        post(f"{patient.pk}/diagnosen/", {"icpc": "r84", "title": "longkanker", "idempotency_key": key})
        post(
            f"{patient.pk}/betrokkenen/",
            {"name": "Mia Mus-Demo", "discipline": "Verpleegkundige", "is_lead": "on", "idempotency_key": uuid4()}
            | {"idempotency_key": key},
        )
        post(f"{patient.pk}/thuiszorg/", {"organisation": str(KIEVIT)})
        post(
            f"{patient.pk}/toestemming/", {"status": "informed", "given_by": "representative", "given_on": "2026-01-05"}
        )
    html = get(f"{patient.pk}/")[1]
    assert html.count("Mia Mus-Demo</bdi></strong>") == 1
    for text in ("R84", "longkanker", "regievoerder", "De Kievit", "Geïnformeerd, geen bezwaar", "vertegenwoordiger"):
        assert text in html
    assert html.count('<span class="tag">R84</span>') == 1
    with desk.open():
        care = CareInvolvement.objects.get(patient=patient)
    assert post(f"thuiszorg/{care.pk}/beeindigen/").status_code == 302
    assert "De Kievit</strong>" not in get(f"{patient.pk}/")[1]


@pytest.mark.parametrize(
    ("path", "data"),
    [("diagnosen/", {"icpc": "999"}), ("betrokkenen/", {"name": ""}), ("thuiszorg/", {"organisation": "x"})],
)
def test_a_small_form_that_is_wrong_comes_back(post, patient, path, data):
    answer = post(f"{patient.pk}/{path}", data)
    assert answer.status_code == 400
    assert 'class="errors"' in answer.content.decode()


def test_an_objection_takes_a_colleague_back_to_the_register(desk, client_of, patient):
    colleague = client_of(desk.user_of(desk.acting("gp", name="Ben Bever-Demo")))
    data = {"status": "objects", "given_by": "patient", "given_on": "2026-01-05"}
    answer = colleague.post(desk.place.url(f"register/{patient.pk}/toestemming/"), data)
    assert answer.url.endswith("/register/")
    assert colleague.get(desk.place.url(f"register/{patient.pk}/")).status_code == 404


def test_the_timeline_reads_as_words(post, get, patient, enrolment):
    post(f"aanmelding/{enrolment.pk}/urgency/", {"version": enrolment.version, "value": "u3"})
    post(f"{patient.pk}/veld/som_symptomen/", {"version": 0, "value": ["pijn", "jeuk"]})
    html = get(f"{patient.pk}/tijdlijn/")[1]
    for text in ("Intensief, complex", "Nog niet ingeschat", "Klachten", "Pijn; Jeuk", "Bea Bosuil-Demo"):
        assert text in html
    assert "u_x" not in html
    assert "Pijn; Jeuk" in get(f"{patient.pk}/tijdlijn/som_symptomen/")[1]


def test_who_may_only_look_gets_no_controls(desk, client_of, patient):
    looker = client_of(desk.user_of(desk.acting("consultant")))
    for tab in ("", "vraag/", "problemen/"):
        html = looker.get(desk.place.url(f"register/{patient.pk}/{tab}")).content.decode()
        assert "data-autosave" not in html.split("<main")[1]
    denied = looker.post(desk.place.url(f"register/{patient.pk}/veld/som_problemen/"), {"version": 0, "value": "x"})
    assert denied.status_code == 403


def test_a_foreign_patient_is_as_unknown_as_none(desk, other_desk, client_of, patient):
    stranger = client_of(other_desk.user_of(other_desk.acting("gp")))
    for patient_id in (patient.pk, uuid4()):
        for tab in ("", "vraag/", "problemen/", "adviezen/", "tijdlijn/"):
            answer = stranger.get(other_desk.place.url(f"register/{patient_id}/{tab}"))
            assert answer.status_code == 404
            assert "Appelvink" not in answer.content.decode()
    assert stranger.get(desk.place.url("register/")).status_code == 404


def test_other_fields_are_not_open_to_a_get(get, patient, enrolment):
    for path in (f"{patient.pk}/veld/som_problemen/", f"aanmelding/{enrolment.pk}/urgency/", "zoeken/"):
        assert get(path)[0] == 405
