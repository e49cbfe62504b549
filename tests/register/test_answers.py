"""The sub-fields (R-08): what may be stored, who was first, and what happened before."""

from __future__ import annotations

import pytest

from mdo_foundation.common.errors import Conflict, Invalid, NotFound
from mdo_platform.register import queries, services
from mdo_platform.register.models import Answer, Change


def save(patient, by, field, value=None, *, version, state="filled"):
    return services.save_answer(patient.pk, by=by, field=field, value=value, state=state, version=version)


@pytest.mark.parametrize(
    "case",
    [
        ("som_problemen", "  Pijn in de nacht ", "Pijn in de nacht"),
        ("som_symptomen", ["pijn", "jeuk"], ["pijn", "jeuk"]),
        ("som_pijn_nrs", "7", 7),
        ("som_valangst", "ja", True),
        ("som_valangst", "nee", False),
        ("som_adl", "deels", "deels"),
        ("pzp_datum", "2026-03-01", "2026-03-01"),
        ("zin_problemen", "كل شيء بيد الله 🙂", "كل شيء بيد الله 🙂"),
    ],
)
def test_an_answer_is_stored_by_its_kind(desk, gp, patient, case):
    field, typed, stored = case
    with desk.open():
        saved = save(patient, gp, field, typed, version=0)
        assert saved.value == stored
        assert (saved.recorded_by_name, saved.target_group, saved.version) == (gp.name, "palliatief", 1)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("som_pijn_nrs", "11"),
        ("som_pijn_nrs", "veel"),
        ("som_adl", "soms"),
        ("som_symptomen", ["pijn", "heimwee"]),
        ("pzp_datum", "31-02-2026"),
        ("som_problemen", "Nul\x00"),
        ("som_problemen", "x" * 10_000_000),
        ("som_valangst", "misschien"),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_words(desk, gp, patient, field, typed):
    with desk.open(), pytest.raises(Invalid) as refused:
        save(patient, gp, field, typed, version=0)
    assert refused.value.fields[field]


@pytest.mark.parametrize("field", ["bestaat_niet", "kwetsbaarheidsniveau"])
def test_a_field_of_no_or_another_target_group_does_not_exist(desk, gp, patient, field):
    with desk.open(), pytest.raises(NotFound):
        save(patient, gp, field, "120/80", version=0)


def test_not_discussed_no_choice_and_unknown_differ_and_are_no_answer(desk, gp, patient):
    with desk.open():
        for number, state in enumerate(("not_discussed", "no_choice", "unknown")):
            saved = save(patient, gp, "pzp_reanimatie", state=state, version=number)
            assert (saved.state, saved.value) == (state, None)
        record = queries.patient_record(gp, patient.pk)
        assert queries.snapshot(record, "palliatief").value("pzp_reanimatie") is None


def test_emptying_a_field_keeps_its_history(desk, gp, patient):
    with desk.open():
        first = save(patient, gp, "som_problemen", "Pijn", version=0)
        assert save(patient, gp, "som_problemen", "", version=first.version) is None
        assert not Answer.objects.exists()
        history = Change.objects.filter(field="som_problemen").order_by("at").values_list("old", "new")
        assert list(history) == [(None, "Pijn"), ("Pijn", None)]


def test_the_second_who_fills_in_a_field_gets_both_texts(desk, gp, patient):
    with desk.open():
        save(patient, gp, "som_problemen", "Hoog-laagbed komt donderdag.", version=0)
        with pytest.raises(Conflict) as conflict:
            save(patient, desk.acting("chair"), "som_problemen", "Bed staat boven.", version=0)
        current = conflict.value.current
        assert current["values"] == {"value": "Hoog-laagbed komt donderdag.", "state": "filled"}
        assert (current["by"], current["version"]) == (gp.name, 1)


def test_a_field_that_was_emptied_meanwhile_is_a_conflict_too(desk, gp, patient):
    with desk.open():
        first = save(patient, gp, "som_problemen", "Pijn", version=0)
        save(patient, gp, "som_problemen", "", version=first.version)
        with pytest.raises(Conflict) as conflict:
            save(patient, desk.acting("chair"), "som_problemen", "Pijn en jeuk", version=first.version)
        assert conflict.value.current["version"] == 0


def test_an_answer_that_got_lost_on_the_way_can_be_sent_again(desk, gp, patient):
    with desk.open():
        save(patient, gp, "som_problemen", "Pijn", version=0)
        again = save(patient, gp, "som_problemen", "Pijn", version=0)
        assert again.version == 1
        assert Change.objects.filter(field="som_problemen").count() == 1


def test_a_snapshot_for_a_plugin_names_nobody(desk, gp, patient):
    with desk.open():
        save(patient, gp, "som_pijn_nrs", "7", version=0)
        record = queries.patient_record(gp, patient.pk)
        told = queries.snapshot(record, "palliatief")
        assert told.value("som_pijn_nrs") == 7
        assert told.consent == "agreed"
        shown = told.model_dump_json()
        for secret in (patient.last_name, str(patient.pk), patient.birth_date.isoformat(), gp.name):
            assert secret not in shown


def test_who_saw_an_older_answer_does_not_overwrite_one_that_was_emptied_and_typed_anew(desk, gp, patient):
    with desk.open():
        seen = save(patient, gp, "som_problemen", "Pijn", version=0)
        save(patient, gp, "som_problemen", "", version=seen.version)
        save(patient, gp, "som_problemen", "Jeuk", version=0)
        with pytest.raises(Conflict) as conflict:
            save(patient, desk.acting("chair"), "som_problemen", "Pijn en koorts", version=seen.version)
        assert conflict.value.current["values"]["value"] == "Jeuk"
