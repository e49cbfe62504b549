"""Two people in one field, for every kind of field: both versions in words, three choices, and what each leaves."""

from __future__ import annotations

import json
import re
from html import unescape

import pytest

from mdo_platform.register import services
from mdo_platform.register.models import Answer, Enrolment, Patient

SCRIPT = {"HTTP_X_AUTOSAVE": "1"}
# Field, what the colleague saves, what the author sends: words of theirs and mine, whether joining is offered.
KINDS = [
    ("som_problemen", {"value": "Haar tekst"}, {"value": "Mijn tekst"}, ("Haar tekst", "Mijn tekst", True)),
    ("soc_mantelzorger", {"value": "Zoon"}, {"value": "Buurvrouw"}, ("Zoon", "Buurvrouw", True)),
    ("som_adl", {"value": "deels"}, {"value": "zelfstandig"}, ("Deels hulp", "Zelfstandig", False)),
    ("som_adl", {"value": "!unknown"}, {"value": "deels"}, ("onbekend", "Deels hulp", False)),
    ("som_valangst", {"value": "nee"}, {"value": "ja"}, ("Nee", "Ja", False)),
    ("som_pijn_nrs", {"value": "7,5"}, {"value": "3"}, ("7,5", "3", False)),
    ("som_pijn_nrs", {"value": "", "state": "not_discussed"}, {"value": "3"}, ("niet besproken", "3", False)),
    ("pzp_datum", {"value": "2025-03-01"}, {"value": "2025-04-02"}, ("1 maart 2025", "2 april 2025", False)),
    (
        "som_symptomen",
        {"value": ["pijn", "jeuk"]},
        {"value": ["jeuk", "hoesten"]},
        ("Pijn; Jeuk", "Jeuk; Hoesten", True),
    ),
]


@pytest.fixture
def gp(desk):
    return desk.acting("gp", name="Bea Bosuil-Demo")


@pytest.fixture
def mine(desk, gp, client_of):
    client = client_of(desk.user_of(gp))
    return lambda path, data, **extra: client.post(desk.place.url(f"register/{path}"), data, **extra)


@pytest.fixture
def hers(desk, client_of):
    client = client_of(desk.user_of(desk.acting("chair", name="Cor Colibrie-Demo")))
    return lambda path, data: client.post(desk.place.url(f"register/{path}"), data)


def text_of(answer):
    return unescape(answer.content.decode())


def forms(html):
    """What each form of the page without scripts would send."""
    found = {}
    for body, label in re.findall(r"<form(.*?)<button[^>]*>([^<]*)</button>", html, re.S):
        sent = {}
        for name, value in re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', body):
            sent.setdefault(name, []).append(value)
        found[label.strip()] = {name: values for name, values in sent.items() if name != "csrfmiddlewaretoken"}
    return found


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind[0]} {kind[1]}")
def test_the_box_says_both_and_offers_what_fits(mine, hers, patient, kind):
    field, theirs, own, (their_words, my_words, joins) = kind
    path = f"{patient.pk}/veld/{field}/"
    assert hers(path, {"version": 0, **theirs}).status_code == 302
    with_script = mine(path, {"version": 0, **own}, **SCRIPT)
    box = text_of(with_script)
    assert with_script.status_code == 409
    assert f"‘{their_words.lower()}’" in box.lower()
    assert ('data-resolve="merge"' in box) is joins
    page = text_of(mine(path, {"version": 0, **own}))
    for words in (their_words, my_words, "Cor Colibrie-Demo"):
        assert words.lower() in page.lower()
    assert ("Voeg samen" in forms(page)) is joins


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind[0]} {kind[1]}")
def test_without_scripts_each_choice_leaves_what_it_says(mine, hers, desk, patient, kind):
    field, theirs, own, (_their_words, _my_words, joins) = kind
    path = f"{patient.pk}/veld/{field}/"
    hers(path, {"version": 0, **theirs})
    page = text_of(mine(path, {"version": 0, **own}))
    with desk.open():
        stored = Answer.objects.get(patient=patient).value
    choices = forms(page)
    if joins:
        assert mine(path, choices["Voeg samen"]).status_code == 302
        with desk.open():
            joined = Answer.objects.get(patient=patient).value
        assert all(part in joined for part in (stored if isinstance(stored, list) else [stored]))
        assert all(part in joined for part in (own["value"] if isinstance(own["value"], list) else [own["value"]]))
        assert not isinstance(joined, list) or len(joined) == len(set(joined))
        return
    keep = choices["Houd mijn keuze"]
    assert mine(path, keep).status_code == 302
    with desk.open():
        assert Answer.objects.get(patient=patient).state == "filled"
        assert Answer.objects.get(patient=patient).value != stored


def test_the_reason_for_no_answer_goes_along_with_their_version(mine, hers, patient):
    path = f"{patient.pk}/veld/som_pijn_nrs/"
    hers(path, {"version": 0, "value": "", "state": "not_discussed"})
    box = text_of(mine(path, {"version": 0, "value": "3"}, **SCRIPT))
    others = re.search(r'data-others="(\{.*?\})"', box)
    assert json.loads(others[1]) == {"state": "not_discussed"}


def test_a_field_that_somebody_emptied_says_so(mine, hers, patient):
    path = f"{patient.pk}/veld/som_problemen/"
    mine(path, {"version": 0, "value": "Mijn tekst"})
    hers(path, {"version": 1, "value": ""})
    box = mine(path, {"version": 1, "value": "Mijn andere tekst"}, **SCRIPT)
    assert box.status_code == 409
    assert "Cor Colibrie-Demo" in text_of(box)
    assert "is het veld leeg" in text_of(box)


@pytest.mark.parametrize("part", ["urgency", "question"])
def test_levels_and_the_question(mine, hers, desk, patient, part):
    with desk.open():
        enrolment = Enrolment.objects.get(patient=patient)
    path, version = f"aanmelding/{enrolment.pk}/{part}/", enrolment.version
    theirs, own = ("u4", "u1") if part == "urgency" else ("Haar vraag?", "Mijn vraag?")
    hers(path, {"version": version, "value": theirs})
    box = text_of(mine(path, {"version": version, "value": own}, **SCRIPT))
    assert f'data-value="{theirs}"' in box
    page = text_of(mine(path, {"version": version, "value": own}))
    assert ("Voeg samen" in forms(page)) is (part == "question")
    keep = forms(page)["Houd mijn keuze" if part == "urgency" else "Houd mijn tekst"]
    assert mine(path, keep).status_code == 302
    with desk.open():
        assert getattr(Enrolment.objects.get(), part) == own


@pytest.mark.parametrize(
    "case",
    [
        ("city", {"value": "Haarstad"}, {"value": "Mijnstad"}, "Haarstad"),
        ("sex", {"value": "male"}, {"value": "other"}, "man"),
        ("birth_date", {"value": "1941-03-14"}, {"value": "1943-03-14"}, "14 maart 1941"),
        ("gp", {"value": "", "gp_name": "Dokter Elders"}, {"value": "", "gp_name": "Dokter Anders"}, "Dokter Elders"),
    ],
)
def test_details(mine, hers, desk, patient, case):
    name, theirs, own, words = case
    path = f"{patient.pk}/gegevens/{name}/"
    hers(path, {"version": patient.version, **theirs})
    answer = mine(path, {"version": patient.version, **own}, **SCRIPT)
    assert answer.status_code == 409
    assert f"‘{words}’" in text_of(answer)
    keep = forms(text_of(mine(path, {"version": patient.version, **own})))["Houd mijn keuze"]
    assert mine(path, keep).status_code == 302
    with desk.open():
        now = Patient.objects.get()
        assert str(now.gp_name if name == "gp" else getattr(now, name)) == own.get("gp_name", own["value"])


def test_a_member_chosen_as_gp_comes_with_the_box(mine, hers, desk, gp, patient):
    path = f"{patient.pk}/gegevens/gp/"
    hers(path, {"version": patient.version, "value": str(gp.user_id), "gp_name": ""})
    box = text_of(mine(path, {"version": patient.version, "value": "", "gp_name": "Dokter Anders"}, **SCRIPT))
    assert f'data-value="{gp.user_id}"' in box
    assert "‘Bea Bosuil-Demo’" in box
    assert json.loads(re.search(r'data-others="(\{.*?\})"', box)[1]) == {"gp_name": ""}


def test_after_a_save_only_what_nobody_types_in_is_renewed(mine, patient, desk, gp):
    answer = mine(f"{patient.pk}/veld/soc_problemen/", {"version": 0, "value": "Zoon slaapt slecht"}, **SCRIPT)
    parts = json.loads(answer.content)["fragments"]
    assert set(parts) == {"signed-soc_problemen", "filled-sociaal", "aids", "undo"}
    assert "met problemen" in parts["filled-sociaal"]
    assert "terugzetten/" in parts["undo"]
    for name, html in parts.items():
        assert f'id="{name}"' in html
        assert not re.search(r"<(textarea|select)\b", html)
    with desk.open():
        services.save_answer(patient.pk, by=gp, field="soc_problemen", value="x", version=None)
