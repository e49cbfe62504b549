"""Names and texts as people have them: kept as typed, found by plain letters, shown in a box of their own."""

from __future__ import annotations

import json
import unicodedata
from html import unescape

import pytest

from mdo_platform.register.models import Answer, Diagnosis, Enrolment, InvolvedProfessional, Patient

# A name, and what somebody types who looks for it.
NAMES = {
    "’t Hooft": "hooft",
    "'t Hóóft": "t hooft",
    "Şükran": "sukran",
    "Yıldırım-Çağlar": "yildirim",
    "d'Ancona-van der Meer": "meer dancona",
    "van den Bergh-’s-Gravesande": "gravesande",
    "Þórðardóttir-Ærø": "thordardottir aero",
    "S\u0327u\u0308kran": "şükran",  # the same name as other systems write it: letters and marks apart
    "Łukasiewicz": "lukasiewicz",
    "Nguyễn Thị Ánh": "anh nguyen",
    "مريم الحسن": "مريم",
    "\u202eמרים\u202c-Demo": "demo",  # an override that is closed, and one that is left open
    "Maria\u202e-Demo": "maria",
    "👩‍👩‍👧‍👦 Regenboog": "regenboog",
    "Z̷̢a̴l̵g̶o̷": "zalgo",
    "=HYPERLINK(\"http://x.invalid\")": "hyperlink",
    "@SUM(1+1)*cmd|' /C calc'!A0": "sum",
    "Van Wassenaer-Duivenvoorde tot den Oudenhoven van Rozendaal-D": "rozendaal",
}  # fmt: skip
REFUSED = {
    "nul": "Ja\x00nsen",
    "bell": "Jan\x07sen",
    "escape": "\x1b[31mJansen",
    "too long": "J" * 101,
    "10 MB": "é" * 5_000_000,
    "blank": " \u00a0\u2003 ",
    "invisible": "\u200b\u202e\u2066",
    "mark alone": "\u0301",
}
NEW = {
    "target_group": "palliatief",
    "sex": "female",
    "birth_date": "1938-05-01",
    "consent": "agreed",
    "consent_given_by": "patient",
}


@pytest.fixture
def post(browser, desk):
    return lambda path, data, **more: browser.post(desk.place.url(path), data, **more)


@pytest.fixture
def send(browser, desk):
    """A body to the API; a text goes as it is."""

    def call(method, path, body, *, version=None):
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        text = body if isinstance(body, str) else json.dumps(body)
        url = desk.place.url(f"api/v1/{path}")
        return browser.generic(method, url, text, "application/json", headers=headers)

    return call


def then_refused_in_words(answer):
    assert answer.status_code in (400, 413), answer.status_code
    assert len(unescape(answer.content.decode())) > 40


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_kept_found_and_boxed(desk, browser, post, send, name):
    kept = unicodedata.normalize("NFC", name)
    made = post("register/nieuw/", {**NEW, "last_name": name})
    assert made.status_code == 302, made.content.decode()[:3000]
    assert send("POST", "patients/", {**NEW, "last_name": name}).status_code == 201
    with desk.open():
        stored = Patient.objects.values_list("pk", "last_name", "search_text")
        assert [last_name for _pk, last_name, _text in stored] == [kept, kept]
        patient_id = stored[0][0]
    found = post("register/zoeken/", {"q": NAMES[name]}).content.decode()
    assert unescape(found).count(f"<bdi>Mw. {kept}</bdi>") == 2
    assert len(send("POST", "patients/search/", {"query": NAMES[name]}).json()["results"]) == 2
    for tab in ("", "vraag/", "problemen/", "tijdlijn/"):
        page = browser.get(desk.place.url(f"register/{patient_id}/{tab}")).content.decode()
        assert f"<h1><bdi>Mw. {kept}</bdi></h1>" in unescape(page)


@pytest.mark.parametrize("kind", REFUSED)
def test_a_name_that_cannot_be_is_refused_in_words(desk, patient, post, send, kind):
    name = REFUSED[kind]
    then_refused_in_words(post("register/nieuw/", {**NEW, "last_name": name}))
    then_refused_in_words(send("POST", "patients/", {**NEW, "last_name": name}))
    then_refused_in_words(send("PATCH", f"patients/{patient.pk}/", {"last_name": name}, version=patient.version))
    typed = {"value": name, "version": patient.version}
    script = {"x-autosave": "1"}
    then_refused_in_words(post(f"register/{patient.pk}/gegevens/last_name/", typed, headers=script))
    then_refused_in_words(post(f"register/{patient.pk}/gegevens/last_name/", typed))
    with desk.open():
        assert list(Patient.objects.values_list("last_name", flat=True)) == ["Appelvink-Demo"]


@pytest.mark.parametrize("name", NAMES)
def test_every_text_of_a_patient_is_kept(desk, patient, post, name):
    kept = unicodedata.normalize("NFC", name)
    at = f"register/{patient.pk}"
    with desk.open():
        enrolment = Enrolment.objects.get()
    script = {"headers": {"x-autosave": "1"}}
    assert post(f"{at}/veld/som_problemen/", {"value": name, "version": 0}, **script).status_code == 200
    asked = post(f"register/aanmelding/{enrolment.pk}/question/", {"value": name, "version": 1}, **script)
    assert asked.status_code == 200
    assert post(f"{at}/betrokkenen/", {"name": name, "discipline": "Apotheker"}).status_code == 302
    assert post(f"{at}/diagnosen/", {"title": name}).status_code == 302
    with desk.open():
        assert Answer.objects.get().value == kept
        assert Enrolment.objects.get().question == kept
        assert InvolvedProfessional.objects.get().name == kept
        assert Diagnosis.objects.get().title == kept


@pytest.mark.parametrize("half", ["\\ud800", "\\udfff", "\\u0000"])
def test_half_a_letter_is_refused_in_words(patient, send, half):
    """What JSON can write and no text can hold."""
    body = json.dumps({**NEW, "last_name": "?"}).replace("?", half)
    then_refused_in_words(send("POST", "patients/", body))
    then_refused_in_words(send("PATCH", f"patients/{patient.pk}/", f'{{"city": "{half}"}}', version=patient.version))
    answer = f'{{"value": "{half}"}}'
    then_refused_in_words(send("PUT", f"patients/{patient.pk}/answers/som_problemen/", answer, version=0))
    then_refused_in_words(send("POST", "patients/search/", f'{{"query": "{half}"}}'))
