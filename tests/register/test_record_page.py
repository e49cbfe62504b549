"""The page with the sub-fields (R-08): all of them, text as it was typed, and no more queries when it is full."""

from __future__ import annotations

import json
import re
import unicodedata
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from mdo_platform.register import definitions, services
from mdo_platform.register.models import Answer
from mdo_platform.register.presenters.labels import DIMENSIONS
from mdo_plugin_api import Dimension

SCRIPT = {"HTTP_X_AUTOSAVE": "1"}


@pytest.fixture
def client(desk, gp, client_of):
    return client_of(desk.user_of(gp))


@pytest.fixture
def url(desk, patient):
    return lambda path="": desk.place.url(f"register/{patient.pk}/{path}")


@pytest.fixture
def html(client, url):
    def read(path):
        answer = client.get(url(path))
        assert answer.status_code == 200
        return answer.content.decode()

    return read


@pytest.fixture
def save(desk, gp, patient):
    def write(field, value=None, *, state="filled"):
        with desk.open():
            services.save_answer(patient.pk, by=gp, field=field, value=value, state=state, version=None)

    return write


@pytest.fixture
def fill(desk, gp, patient):
    def write():
        signed = {"recorded_on": timezone.localdate(), "recorded_by_id": gp.user_id, "recorded_by_name": gp.name}
        with desk.open():
            Answer.objects.bulk_create(
                Answer(patient=patient, field=code, state="unknown", target_group="palliatief", **signed)
                for code in definitions.fields_of(["palliatief"])
            )

    return write


def test_every_field_of_the_target_groups_is_on_a_page_once(html, desk, patient):
    pages = [html(f"problemen/{one.slug}/") for one in DIMENSIONS] + [html("vraag/")]
    with desk.open():
        codes = sorted(definitions.fields_of(["palliatief"]))
    shown = sorted(code for page in pages for code in re.findall(r'action="[^"]+/veld/([a-z0-9_]+)/"', page))
    assert shown == codes


def test_problem_stands_left_and_strength_right(html):
    for slug in ("somatisch", "psychisch", "sociaal", "zingeving"):
        page = html(f"problemen/{slug}/")
        assert page.index('class="problems"') < page.index('class="strengths"')
    assert "Dit is geen dossier." in page


def test_a_choice_without_answer_says_which_of_the_three(html, save):
    save("pzp_reanimatie", state="no_choice")
    page = html("problemen/samen-keuzes-maken/")
    assert re.search(r'<option value="!no_choice" selected>besproken, nog geen keuze', page)
    field = page[page.index('id="f-pzp_ic"') :]
    assert "<option value=" in field
    assert " selected" not in field[: field.index("</select>")]


def test_a_limit_of_treatment_is_read_with_its_day_and_checked_after_a_year(html, desk, save):
    save("pzp_reanimatie", "niet")
    assert "controleer of dit nog klopt" not in html("problemen/samen-keuzes-maken/")
    today = timezone.localdate()
    last_day = 28 if (today.month, today.day) == (2, 29) else today.day
    year_ago = today.replace(year=today.year - 1, day=last_day)
    for day, is_old in ((year_ago, True), (year_ago + timedelta(days=1), False)):
        with desk.open():
            Answer.objects.update(recorded_on=day)
        assert ("controleer of dit nog klopt" in html("problemen/samen-keuzes-maken/")) is is_old
    save("som_adl", "deels")
    with desk.open():
        Answer.objects.update(recorded_on=year_ago)
    assert "controleer of dit nog klopt" not in html("problemen/somatisch/")


def test_the_counter_follows_the_save(client, url):
    answer = client.post(url("veld/zin_krachtbronnen/"), {"version": 0, "value": "Geloof"}, **SCRIPT)
    counter = json.loads(answer.content)["fragments"]["filled-zingeving"]
    assert "1 veld ingevuld" in counter
    assert "met krachtbronnen" in counter
    assert "met problemen" not in counter


def queries_of(client, address):
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


@pytest.mark.parametrize("path", ["problemen/somatisch/", "problemen/samen-keuzes-maken/", "vraag/", ""])
def test_the_page_asks_no_more_when_every_field_is_filled(client, url, fill, path):
    queries_of(client, url(path))
    before = queries_of(client, url(path))
    fill()
    assert queries_of(client, url(path)) == before


@pytest.mark.parametrize(
    "text",
    [
        "’t Hooft-Demo, Şükran en d'Ancona-van der Meer",
        "\u202eomgekeerd\u202c en كل شيء بيد الله",
        "\U0001f469\U0001f3fd\u200d\u2695\ufe0f zorgt \U0001f642",
        "e\u0301\u0301 n\u0303",
        '<script>alert(1)</script> & "aanhaling" {{ 7*7 }} {% now %}',
        "x" * 60 + "-" + "W" * 60,
        "regel één\nregel twee",
    ],
)
def test_text_comes_back_as_it_was_typed(client, url, html, text):
    assert client.post(url("veld/soc_problemen/"), {"version": 0, "value": text}, **SCRIPT).status_code == 200
    page = html("problemen/sociaal/")
    typed = re.search(r'<textarea[^>]*id="f-soc_problemen"[^>]*dir="auto"[^>]*>(.*?)</textarea>', page, re.S)[1]
    assert unescape(typed) == unicodedata.normalize("NFC", text)
    assert "<script>alert" not in page
    timeline = html("tijdlijn/")
    assert "<script>alert" not in timeline


@pytest.mark.parametrize("text", ["nul\x00", "bel\x07", "half\ud800"])
def test_what_cannot_be_stored_is_refused_in_words(client, url, text):
    raw = text.encode("utf-8", "surrogatepass")
    body = b"version=0&value=" + b"".join(b"%%%02X" % byte for byte in raw)
    answer = client.generic("POST", url("veld/soc_problemen/"), body, "application/x-www-form-urlencoded", **SCRIPT)
    assert answer.status_code in {200, 400}
    if answer.status_code == 200:  # half a surrogate is no UTF-8: what stands for it is stored, and shown
        assert "\ufffd" in unescape(client.get(url("problemen/sociaal/")).content.decode())


def test_too_much_is_refused_and_is_no_fault(client, url):
    assert client.post(url("veld/soc_problemen/"), {"version": 0, "value": "x" * 10_000_000}, **SCRIPT).status_code in {
        400,
        413,
    }
    long = client.post(url("veld/soc_problemen/"), {"version": 0, "value": "x" * 100_000}, **SCRIPT)
    assert long.status_code == 400
    assert json.loads(long.content)["errors"]["value"]
    many = {f"value{number}": "x" for number in range(1_500)}
    assert client.post(url("veld/soc_problemen/"), {"version": 0, **many}, **SCRIPT).status_code == 400


def test_prognosis_dimension_has_no_page_of_its_own(client, url):
    assert Dimension.PROGNOSIS not in {one.dimension for one in DIMENSIONS}
    assert client.get(url("problemen/prognose/")).status_code == 404
