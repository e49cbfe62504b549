"""What a cell may say, and what it is told when it says something else."""

from __future__ import annotations

from datetime import date

import pytest

from mdo_platform.exchange import values
from mdo_platform.exchange.fields import BY_CODE, FIELDS, guess, guessed, is_citizen_number
from mdo_platform.exchange.values import Unreadable

BORN = date(1941, 3, 4)


@pytest.mark.parametrize(
    "cell",
    [
        {"date": "1941-03-04"}, "04-03-1941", "4-3-1941", "4/3/1941", "4.3.1941", "04 03 1941",
        "1941-03-04", "1941/3/4",
        "4 maart 1941", "4 mrt 1941", "04-mrt-1941", "4 mrt. 1941", "4 MAART 1941", "1941-03-04 00:00:00",
        "04-03-1941 00:00", "1941-03-04T00:00:00", "19410304", 19410304, "04031941", 4031941,
    ],
)  # fmt: skip
def test_a_date_as_people_type_it(cell):
    assert values.as_date(cell) == BORN


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("04-03-41", "vier cijfers"), ("31-02-1941", "bestaat niet"), ("13-13-1941", "bestaat niet"), (15039, "Datum"),
        ("15039", "geen datum"), ("gisteren", "geen datum"), ("4 abc 1941", "geen datum"),
        ({"moment": "12:30"}, "geen datum"),
        ("１４-０３-１９４１", "geen datum"), (True, "geen datum"), ("0000-00-00", "bestaat niet"), (1.5, "Datum"),
    ],
)  # fmt: skip
def test_what_is_no_date_says_what_to_write(cell, said):
    with pytest.raises(Unreadable, match=said):
        values.as_date(cell)


def test_an_empty_cell_is_no_date():
    assert values.as_date(None) is None


@pytest.mark.parametrize(
    ("cell", "sex"),
    [
        ("v", "female"),
        ("Vrouw", "female"),
        ("M", "male"),
        ("man", "male"),
        ("mw.", "female"),
        ("x", "other"),
        (None, "unknown"),
    ],
)
def test_sex(cell, sex):
    assert values.as_sex(cell) == sex


@pytest.mark.parametrize(
    ("cell", "consent"),
    [
        ("ja", "agreed"),
        (True, "agreed"),
        ("Geïnformeerd, geen bezwaar", "informed"),
        ("bezwaar", "objects"),
        (None, "unknown"),
    ],
)
def test_consent(cell, consent):
    assert values.as_consent(cell) == consent


@pytest.mark.parametrize("cell", ["nee", "n", False, "misschien"])
def test_a_no_is_not_taken_for_an_objection_nor_for_not_asked(cell):
    with pytest.raises(Unreadable, match="bezwaar of niet gevraagd"):
        values.as_consent(cell)


def test_a_phone_number_gets_its_first_zero_back():
    assert values.as_phone(612345678) == "0612345678"
    assert values.as_phone("+31 6 12345678") == "+31 6 12345678"
    assert values.as_phone(None) == ""


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Dorpsstraat 12", ("Dorpsstraat", "12")), ("Plein 1940 12a", ("Plein 1940", "12a")),
        ("Dijk 3 bis", ("Dijk", "3 bis")),
        ("Kade", ("Kade", "")), ("", ("", "")), ("Laan  van\nMeerdervoort 1-B", ("Laan van Meerdervoort", "1-B")),
        ("2e Dwarsstraat 5", ("2e Dwarsstraat", "5")),
    ],
)  # fmt: skip
def test_an_address_in_one_cell(cell, parts):
    assert values.as_address(cell) == parts


def test_headings_in_dutch_and_english_are_known():
    assert guessed(
        [
            "Achternaam",
            "VOORLETTERS",
            "Geb. datum",
            "date of birth",
            "Vraag aan het MDO",
            "M/V",
            "Huisnr.",
            "ICPC-code",
            "Opmerking",
        ]
    ) == ["last_name", "initials", "birth_date", "", "question", "sex", "house_number", "icpc", ""]


def test_every_field_is_known_by_its_own_name():
    """What the example and the export put above a column."""
    assert {field.code: guess(str(field.label)) for field in FIELDS} == {code: code for code in BY_CODE}


def test_a_heading_means_one_field():
    seen = [heading for field in FIELDS for heading in field.headings]
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize(
    "heading", ["BSN", "bsn nummer", "Burgerservicenummer", "BSN-nr", "Sofinummer", "b.s.n.", "Patiënt BSN"]
)
def test_a_citizen_number_is_recognised(heading):
    assert is_citizen_number(heading)
