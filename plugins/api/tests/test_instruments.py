"""Every shared instrument against tables worked out by hand from its publication (clinical §6.2 and §6.3)."""

from pathlib import Path

import pytest

import mdo_plugin_api
from mdo_plugin_api import Direction, Questionnaire
from mdo_plugin_api.instruments import instrument, score

CODES = sorted(path.stem for path in (Path(mdo_plugin_api.__file__).parent / "instruments").glob("*.toml"))
QUESTIONNAIRES = [code for code in CODES if isinstance(instrument(code), Questionnaire)]


def table(text):
    return dict(pair.split("=") for pair in text.split())


# Item and the answer that counts; every other counts nothing.
GDS = table("i1=nee i2=ja i3=ja i4=ja i5=nee i6=ja i7=nee i8=ja i9=ja i10=ja i11=nee i12=ja i13=nee i14=ja i15=ja")
DOS = table("1=soms 2=soms 3=nooit 4=soms 5=soms 6=soms 7=soms 8=nooit 9=nooit 10=soms 11=soms 12=soms 13=soms")
GFI = table("i1=nee i2=nee i3=nee i4=nee i5=6 i6=ja i7=ja i8=ja i9=ja i10=ja i11=ja i12=ja i13=ja i14=ja i15=ja")
NOT_FRAIL = table("i1=ja i2=ja i3=ja i4=ja i5=7 i6=nee i7=nee i8=nee i9=nee i10=nee")
NOT_FRAIL |= table("i11=nee i12=nee i13=nee i14=nee i15=nee")
CIT = table("jaar=goed maand=goed tijd=goed terugtellen=0 maanden=0 adres=0")
CIT_WORST = table("jaar=fout maand=fout tijd=fout terugtellen=meer maanden=meer adres=5")
SNAQ = table("gewicht=nee eetlust=nee lopen=ja")
KATZ6 = ("baden", "kleden", "toilet", "transfer", "continentie", "eten")
INSTRUMENTAL = "telefoneren boodschappen maaltijd huishouden reizen medicatie geld verzorging lopen"
KATZ15 = (*KATZ6, *INSTRUMENTAL.split())
FALLS = ("gevallen", "bezorgd", "moeite")


def turned(key):
    return {item: "nee" if answer == "ja" else "ja" for item, answer in key.items()}


def shift(number, points):
    """One shift of the DOS in which the first `points` observations count."""
    other = {"soms": "nooit", "nooit": "soms"}
    return {f"d{number}_{n}": answer if int(n) <= points else other[answer] for n, answer in DOS.items()}


def dos(*points):
    answers = {"diensten": str(len(points))}
    for number, one in enumerate(points, 1):
        answers |= shift(number, one)
    return answers


# Lowest and highest answers, and what they come to.
EXTREMES = {
    "surprise_question": ({"sq1": "ja"}, 0, {"sq1": "nee", "sq2": "ja"}, 2),
    "ecog": ({"status": "0"}, 0, {"status": "4"}, 4),
    "karnofsky": ({"index": "10"}, 10, {"index": "100"}, 100),
    "valrisico": (dict.fromkeys(FALLS, "nee"), 0, dict.fromkeys(FALLS, "ja"), 3),
    "tug": ({"seconden": 0, "hulpmiddel": "nee"}, 0, {"seconden": 300, "hulpmiddel": "ja"}, 300),
    "gds15": (turned(GDS), 0, GDS, 15),
    "katz6": (dict.fromkeys(KATZ6, "zelfstandig"), 0, dict.fromkeys(KATZ6, "hulp"), 6),
    "katz15": (dict.fromkeys(KATZ15, "zelfstandig"), 0, dict.fromkeys(KATZ15, "hulp"), 15),
    "gfi": (NOT_FRAIL, 0, GFI, 15),
    "ediz": ({f"i{n}": "nee_sterk" for n in range(1, 10)}, 0, {f"i{n}": "ja_sterk" for n in range(1, 10)}, 9),
    "snaq65": (SNAQ, 0, {"gewicht": "ja", "eetlust": "ja", "lopen": "nee"}, 5),
    "dos": (dos(0, 0, 0), 0, dos(13, 13, 13), 13),
    "cit6": (CIT, 0, CIT_WORST, 28),
}

# The edges of every band, with how its label begins. A mean may fall between two whole numbers.
BANDS = """
surprise_question | 0 Geen markering | 1 Gemarkeerd, prognose onzeker | 2 Sterke aanwijzing
valrisico | 0 Geen | 1 Aanwijzing | 3 Aanwijzing
tug | 0 Geen | 12 Geen | 12.1 Grensgebied | 14 Grensgebied | 14.1 Aanwijzing | 300 Aanwijzing
gds15 | 0 Geen | 5 Geen | 6 Aanwijzing | 15 Aanwijzing
gfi | 0 Geen | 3 Geen | 4 Aanwijzing | 15 Aanwijzing
ediz | 0 Weinig | 3 Weinig | 4 Aanwijzing voor matige | 6 Aanwijzing voor matige
ediz | 7 Aanwijzing voor zware | 9 Aanwijzing voor zware
ediz_plus | 0 Geen | 1 Aanwijzing voor lichte | 3 Aanwijzing voor lichte
ediz_plus | 4 Aanwijzing voor matige | 8 Aanwijzing voor matige
ediz_plus | 9 Aanwijzing voor zware | 15 Aanwijzing voor zware
snaq65 | 0 Geen | 1 Geen | 2 Aanwijzing voor risico | 3 Aanwijzing voor ondervoeding | 5 Aanwijzing voor ondervoeding
dos | 0 Geen | 2.6667 Geen | 2.99 Geen | 3 Aanwijzing | 4.3333 Aanwijzing | 13 Aanwijzing
cit6 | 0 Geen | 7 Geen | 8 Aanwijzing | 28 Aanwijzing
tfi | 0 Geen | 4 Geen | 5 Aanwijzing | 15 Aanwijzing
prisma7 | 0 Geen | 2 Geen | 3 Aanwijzing | 7 Aanwijzing
trazag | 0 Minder dan 3 | 2 Minder dan 3 | 3 Aanwijzing | 30 Aanwijzing
cfs | 1 Geen | 4 Geen | 5 Aanwijzing | 9 Aanwijzing
mmse | 0 Aanwijzing | 23 Aanwijzing | 24 Vanaf | 30 Vanaf
moca | 0 Aanwijzing | 25 Aanwijzing | 26 Vanaf | 30 Vanaf
mini_cog | 0 Aanwijzing | 2 Aanwijzing | 3 Geen | 5 Geen
rudas | 0 Aanwijzing | 21 Aanwijzing | 22 Op de grens | 23 Boven de grens | 30 Boven de grens
iqcode | 1 Geen | 3.3 Geen | 3.31 Grensgebied | 3.6 Grensgebied | 3.61 Aanwijzing | 5 Aanwijzing
dkl4_distress | 0 Geen | 10 Geen | 11 Aanwijzing voor een matig | 20 Aanwijzing voor een matig
dkl4_distress | 21 Aanwijzing voor een sterk | 32 Aanwijzing voor een sterk
dkl4_depressie | 0 Geen | 2 Geen | 3 Aanwijzing voor een matig | 5 Aanwijzing voor een matig
dkl4_depressie | 6 Aanwijzing voor een sterk | 12 Aanwijzing voor een sterk
dkl4_angst | 0 Geen | 3 Geen | 4 Aanwijzing voor een matig | 9 Aanwijzing voor een matig
dkl4_angst | 10 Aanwijzing voor een sterk | 24 Aanwijzing voor een sterk
dkl4_somatisatie | 0 Geen | 10 Geen | 11 Aanwijzing voor een matig | 20 Aanwijzing voor een matig
dkl4_somatisatie | 21 Aanwijzing voor een sterk | 32 Aanwijzing voor een sterk
lastmeter | 0 Lichte | 3 Lichte | 4 Aanwijzing | 10 Aanwijzing
painad | 0 Geen | 1 Geen | 2 Aanwijzing | 10 Aanwijzing
sbsq | 0 Aanwijzing | 2 Aanwijzing | 2.3333 Geen | 4 Geen
"""
ROWS = [[part.strip() for part in line.split("|")] for line in BANDS.strip().splitlines()]
EDGES = [(code, *edge.split(" ", 1)) for code, *edges in ROWS for edge in edges]


def test_there_is_a_table_for_every_questionnaire_and_every_cut_off():
    assert sorted(EXTREMES) == QUESTIONNAIRES
    assert sorted({code for code, *_edge in EDGES}) == [code for code in CODES if instrument(code).bands]


@pytest.mark.parametrize("code", EXTREMES)
def test_the_lowest_and_highest_answers_come_to_the_ends_of_the_range(code):
    lowest, low, highest, high = EXTREMES[code]

    assert (score(code, lowest), score(code, highest)) == (low, high)
    assert (instrument(code).minimum, instrument(code).maximum) == (low, high)


@pytest.mark.parametrize(("code", "value", "label"), EDGES)
def test_a_cut_off_is_where_its_source_has_it(code, value, label):
    band = instrument(code).band(float(value))

    assert band.label.startswith(label)
    assert band.source


@pytest.mark.parametrize("code", [code for code in QUESTIONNAIRES if code != "gfi"])
def test_one_answer_missing_gives_no_total(code):
    highest = EXTREMES[code][2]

    assert [item for item in highest if score(code, {k: v for k, v in highest.items() if k != item}) is not None] == []
    assert score(code, {}) is None


@pytest.mark.parametrize(("missing", "total"), [(0, 15), (1, 14), (3, 12), (4, None)])
def test_the_gfi_stands_three_missing_answers(missing, total):
    answers = dict(list(GFI.items())[missing:])

    assert score("gfi", answers) == total


@pytest.mark.parametrize("item", GDS)
def test_every_item_of_the_gds_counts_once_and_five_are_reversed(item):
    assert score("gds15", turned(GDS) | {item: GDS[item]}) == 1
    assert [one for one, answer in GDS.items() if answer == "nee"] == ["i1", "i5", "i7", "i11", "i13"]


@pytest.mark.parametrize("item", GFI)
def test_every_item_of_the_gfi_counts_once(item):
    assert score("gfi", NOT_FRAIL | {item: GFI[item]}) == 1


@pytest.mark.parametrize(("mark", "points"), [*((n, 1) for n in range(7)), *((n, 0) for n in range(7, 11))])
def test_a_mark_for_fitness_up_to_six_counts(mark, points):
    assert score("gfi", NOT_FRAIL | {"i5": str(mark)}) == points


def test_sometimes_counts_for_loneliness_and_mood_but_not_for_memory():
    assert score("gfi", NOT_FRAIL | {"i10": "soms"}) == 0
    for item in ("i11", "i12", "i13", "i14", "i15"):
        assert score("gfi", NOT_FRAIL | {item: "soms"}) == 1


@pytest.mark.parametrize(
    ("answer", "points"), [("nee_sterk", 0), ("nee", 0), ("min_of_meer", 1), ("ja", 1), ("ja_sterk", 1)]
)
def test_more_or_less_counts_in_the_ediz(answer, points):
    assert score("ediz", {f"i{n}": answer for n in range(1, 10)}) == 9 * points


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ({"gewicht": "ja"}, 3),
        ({"gewicht": "ja", "arm": "ja"}, 3),  # never six: the arm is asked only when the weight is unknown
        ({"gewicht": "onbekend", "arm": "ja"}, 3),
        ({"gewicht": "onbekend", "arm": "nee"}, 0),
        ({"gewicht": "onbekend"}, None),
        ({"gewicht": "nee", "arm": "ja"}, 0),
        ({"eetlust": "ja"}, 1),
        ({"lopen": "nee"}, 1),
        ({"eetlust": "ja", "lopen": "nee"}, 2),
        ({"gewicht": "onbekend", "arm": "ja", "eetlust": "ja", "lopen": "nee"}, 5),
    ],
)
def test_weight_or_arm_counts_three_never_both(answers, total):
    assert score("snaq65", SNAQ | answers) == total


@pytest.mark.parametrize("item", DOS)
def test_every_observation_of_the_dos_counts_once_and_three_are_reversed(item):
    assert score("dos", dos(0) | {f"d1_{item}": DOS[item]}) == 1
    assert [one for one, answer in DOS.items() if answer == "nooit"] == ["3", "8", "9"]


@pytest.mark.parametrize(
    ("shifts", "mean"),
    [
        ((3,), 3.0),
        ((2, 3), 2.5),
        ((2, 3, 3), 2.67),
        ((3, 3, 3), 3.0),
        ((4, 4, 5), 4.33),
        ((0, 0, 13), 4.33),
    ],
)
def test_the_dos_is_the_mean_of_its_shifts_and_may_be_a_third(shifts, mean):
    assert round(score("dos", dos(*shifts)), 2) == mean


def test_an_observation_that_nobody_knows_counts_nothing_and_a_shift_not_asked_neither():
    assert score("dos", dos(13) | {"d1_3": "weet_niet", "d1_1": "weet_niet"}) == 11
    assert score("dos", dos(4) | shift(2, 13)) == 4
    assert score("dos", dos(4, 4) | {"diensten": "3"}) is None


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ({"jaar": "fout"}, 4),
        ({"maand": "fout"}, 3),
        ({"tijd": "fout"}, 3),
        ({"terugtellen": "1"}, 2),
        ({"terugtellen": "meer"}, 4),
        ({"maanden": "1"}, 2),
        ({"maanden": "meer"}, 4),
        *(({"adres": str(n)}, 2 * n) for n in range(6)),
        ({"jaar": "fout", "maand": "fout"}, 7),
        ({"jaar": "fout", "adres": "2"}, 8),
    ],
)
def test_the_weights_of_the_6cit(answers, total):
    assert score("cit6", CIT | answers) == total


@pytest.mark.parametrize(
    ("answers", "total"),
    [
        ({"sq1": "ja"}, 0),
        ({"sq1": "ja", "sq2": "ja"}, 0),
        ({"sq1": "nee"}, None),
        ({"sq1": "nee", "sq2": "nee"}, 1),
        ({"sq1": "nee", "sq2": "ja"}, 2),
    ],
)
def test_the_second_surprise_question_is_asked_only_after_no(answers, total):
    assert score("surprise_question", answers) == total


@pytest.mark.parametrize(("code", "items"), [("katz6", KATZ6), ("katz15", KATZ15), ("valrisico", FALLS)])
def test_every_item_counts_once(code, items):
    lowest, _low, highest, _high = EXTREMES[code]

    assert tuple(item.code for item in instrument(code).items) == items
    assert [score(code, lowest | {item: highest[item]}) for item in items] == [1] * len(items)


@pytest.mark.parametrize(("code", "item"), [("ecog", "status"), ("karnofsky", "index")])
def test_what_is_chosen_is_the_score(code, item):
    chosen = [option.code for option in instrument(code).items[0].options]

    assert [score(code, {item: one}) for one in chosen] == [float(one) for one in chosen]
    assert chosen in ([str(n) for n in range(5)], [str(n) for n in range(100, 0, -10)])


def test_the_walking_aid_is_kept_but_does_not_count():
    assert score("tug", {"seconden": 18.5, "hulpmiddel": "ja"}) == score("tug", {"seconden": 18.5, "hulpmiddel": "nee"})
    assert score("tug", {"seconden": 18.5, "hulpmiddel": "ja"}) == 18.5


def test_a_score_that_is_taken_elsewhere_is_not_scored_here():
    assert score("mmse", {}) is None


def test_only_what_is_free_is_open():
    """The items of an owner who has not been asked are short labels of our own, and stay closed."""
    free = {"surprise_question", "ecog", "karnofsky", "valrisico", "tug", "gds15", "katz6", "katz15"}

    assert {code for code in CODES if instrument(code).licence.cleared} == free
    closed = [instrument(code) for code in QUESTIONNAIRES if code not in free]
    assert [item.text for one in closed for item in one.items if len(item.text) > 60] == []


def test_the_direction_is_that_of_the_source():
    better = {code for code in CODES if instrument(code).direction is Direction.HIGHER_IS_BETTER}

    assert better == {"karnofsky", "mmse", "moca", "mini_cog", "rudas", "sbsq"}
    assert {code for code in CODES if instrument(code).direction is Direction.NONE} == set()


def test_nothing_is_called_a_diagnosis():
    words = " ".join(band.label for code in CODES for band in instrument(code).bands) + " ".join(
        instrument(code).help for code in CODES
    )

    assert "diagnose" not in words.lower()


@pytest.mark.parametrize("code", CODES)
def test_an_instrument_says_where_it_is_from(code):
    text = (Path(mdo_plugin_api.__file__).parent / "instruments" / f"{code}.toml").read_text("utf-8")

    assert text.startswith("# ")
    assert instrument(code).source
    assert instrument(code).licence.owner
    assert instrument(code).licence.terms
