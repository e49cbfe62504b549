"""The words of this group in a cell: target groups, levels, GPs, organisations, diagnoses."""

from __future__ import annotations

import pytest

from mdo_platform.exchange.checking import Checker
from mdo_platform.exchange.choices import choices_now
from tests.register.helpers import KIEVIT, LINDEWAARD

BASE = {"last_name": "Akkerwinde-Demo", "birth_date": "14-03-1941"}


@pytest.fixture
def check(desk, gp):
    """`check(prognosis="weken")` is what is found in a row with these cells."""

    def run(by=gp, defaults=None, **cells):
        cells = BASE | cells
        checker = Checker(by, choices_now(), columns=list(cells), defaults=defaults or {"target_group": "palliatief"})
        return checker.check(list(cells.values()))

    with desk.open():
        yield run


def said(found):
    return {one["field"]: one["text"] for one in found.problems}


@pytest.mark.parametrize("text", ["palliatief", "Palliatief", "PALLIATIEF "])
def test_a_target_group_by_its_name(check, text):
    assert check(target_group=text).entry.target_group == "palliatief"


def test_a_target_group_that_is_not_of_this_group(check):
    assert "Palliatief" in said(check(target_group="Psychogeriatrie"))["target_group"]
    assert said(check(defaults={"gp": ""}))["target_group"] == "De doelgroep ontbreekt."


@pytest.mark.parametrize("text", ["Intensief, complex", "3", "oranje", "u3", 3])
def test_an_urgency_by_word_letter_or_colour(check, text):
    assert check(urgency=text).entry.urgency == "u3"


def test_a_level_that_is_not_of_the_scale(check):
    assert "Weken (tot maanden)" in said(check(prognosis="volgend jaar"))["prognosis"]
    assert check(prognosis="C").entry.prognosis == "pal_c"
    assert check(prognosis="").entry.prognosis == ""


def test_a_gp_of_the_group_by_name_and_another_as_text(check, gp):
    found = check(gp="Dr. Greet Huisarts-Demo").entry.details
    assert (found["gp_id"], found["gp_name"]) == (gp.user_id, "Greet Huisarts-Demo")
    found = check(gp="Onbekende Dokter-Demo").entry.details
    assert (found["gp_id"], found["gp_name"]) == (None, "Onbekende Dokter-Demo")
    found = check(defaults={"target_group": "palliatief", "gp": str(gp.user_id)}).entry.details
    assert (found["gp_id"], found["gp_name"]) == (gp.user_id, "Greet Huisarts-Demo")


def test_home_care_by_name(check):
    found = check(home_care="de kievit; Lindewaard").entry
    assert [one.id for one in found.organisations] == [KIEVIT, LINDEWAARD]
    assert "Onbekend Zorg" in said(check(home_care="Onbekend Zorg"))["home_care"]


def test_diagnoses_in_one_column_or_two(check):
    assert check(icpc="r84").entry.diagnoses == (("R84", ""),)
    assert check(icpc="R84, K77").entry.diagnoses == (("R84", ""), ("K77", ""))
    assert check(icpc="A49.01", diagnoses="mogelijk kwetsbaar").entry.diagnoses == (("A49.01", "mogelijk kwetsbaar"),)
    assert check(diagnoses="R84 longkanker\nhartfalen").entry.diagnoses == (("R84", "longkanker"), ("", "hartfalen"))
    assert "icpc" in said(check(icpc="R84, onzin" + "x" * 300))


def test_names_as_they_are_and_what_cannot_be_stored(check):
    entry = check(last_name="’t Hooft-Demo", first_name="Şükran", birth_name="d'Ancona-van der Meer-Demo").entry
    assert (entry.details["last_name"], entry.details["first_name"]) == ("’t Hooft-Demo", "Şükran")
    for cells, field in (
        ({"last_name": ""}, "last_name"), ({"last_name": "a\x07b"}, "last_name"),
        ({"first_name": "x" * 101}, "first_name"), ({"birth_date": "1-1-2999"}, "birth_date"),
        ({"birth_date": "1-1-1850"}, "birth_date"), ({"birth_date": None}, "birth_date"),
        ({"question": "x" * 1001}, "question"), ({"sex": "?!"}, "sex"),
    ):  # fmt: skip
        found = check(**cells)
        assert list(said(found)) == [field], cells
        assert found.entry is None


def test_several_faults_are_all_told(check):
    found = check(last_name="", birth_date="x", sex="y", consent="nee", urgency="paars")
    assert set(said(found)) == {"last_name", "birth_date", "sex", "consent", "urgency"}


def test_street_and_number_in_one_cell_or_two(check):
    details = check(address="Dorpsstraat 12a").entry.details
    assert (details["street"], details["house_number"]) == ("Dorpsstraat", "12a")
    details = check(address="Dorpsstraat 12", house_number="14").entry.details
    assert (details["street"], details["house_number"]) == ("Dorpsstraat", "14")
